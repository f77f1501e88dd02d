//! `candidates.csv` and `budgets.csv` into candidates and budgets: every cell first, then what joins them.

use super::budget::{Budget, Limit};
use super::candidate::{Candidate, Lever, Money};
use super::shapes::{BUDGETS, CANDIDATES};
use crate::domain::unit::{Cover, Residents, State, SubstancePolicy};
use crate::domain::{Kind, Setting, Unit};
use crate::estate::Estate;
use crate::evidence::Standing;
use crate::geography::Geography;
use crate::reading::table::{self, Record};
use crate::reading::{Code, Issues, Sink, Source, format};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a row of `candidates.csv` is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Unit,
    MoveOnWorker,
    MoveOnHomes,
    Wheelchair,
    OlderBoys,
    Pets,
    NrpfPlaces,
    Sanctuary,
}

#[derive(Deserialize)]
struct Row {
    candidate: String,
    title: String,
    what: What,
    kind: Option<Kind>,
    residents: Option<Residents>,
    shared: Option<bool>,
    rooms: Option<String>,
    cots: Option<u32>,
    step_free: Option<bool>,
    wheelchair: Option<bool>,
    sector: Option<String>,
    oldest_boy: Option<u8>,
    children: Option<bool>,
    cover: Option<Cover>,
    complex_needs_places: Option<u32>,
    substances: Option<SubstancePolicy>,
    pets: Option<bool>,
    targets: Option<String>,
    amount: Option<f64>,
    most: u32,
    lead_days: u32,
    life_years: u32,
    capital: f64,
    capital_low: Option<f64>,
    capital_high: Option<f64>,
    capital_standing: Standing,
    capital_source: String,
    yearly: f64,
    yearly_low: Option<f64>,
    yearly_high: Option<f64>,
    yearly_standing: Standing,
    yearly_source: String,
}

/// Columns that say what a unit is like; those without which it is none.
const OF_A_UNIT: [&str; 11] = [
    "kind",
    "residents",
    "shared",
    "rooms",
    "cots",
    "step_free",
    "wheelchair",
    "sector",
    "children",
    "cover",
    "substances",
];

/// Reads the candidates of an estate, in the order of their names, so that the order of rows changes nothing.
///
/// # Errors
/// Everything that is wrong in the file.
pub fn read_candidates(
    source: Source<'_>,
    estate: &Estate,
    geography: &Geography,
) -> Result<Vec<Candidate>, Issues> {
    let mut sink = Sink::new(source.file);
    let mut names = BTreeSet::new();
    let mut candidates = Vec::new();
    for record in table::records::<Row>(source.text, CANDIDATES, &mut sink) {
        if let Some(name) =
            record.text("candidate").filter(|name| !names.insert((*name).to_owned()))
        {
            let name = name.to_owned();
            let action = "give each candidate one row and its own codename";
            record.note(
                &mut sink,
                Code::Repeated,
                ("candidate", name),
                "this candidate stands twice",
                action,
            );
        }
        let Some(row) = &record.row else { continue };
        check_costs(&record, row, &mut sink);
        let lever = match row.what {
            What::Unit => unit(&record, row, geography, &mut sink),
            _ => lever(&record, row, estate, &mut sink),
        };
        candidates.extend(lever.map(|lever| candidate(row, lever)));
    }
    candidates.sort_by(|a, b| a.name.cmp(&b.name));
    sink.into_issues().or_value(Some(candidates))
}

fn candidate(row: &Row, lever: Lever) -> Candidate {
    let money = |pounds: f64, low: Option<f64>, high: Option<f64>, standing, source: &str| Money {
        pounds,
        low: low.unwrap_or(pounds),
        high: high.unwrap_or(pounds),
        standing,
        source: source.to_owned(),
    };
    Candidate {
        name: row.candidate.clone(),
        title: row.title.clone(),
        lever,
        most: row.most,
        lead_days: row.lead_days,
        life_years: row.life_years,
        capital: money(
            row.capital,
            row.capital_low,
            row.capital_high,
            row.capital_standing,
            &row.capital_source,
        ),
        yearly: money(
            row.yearly,
            row.yearly_low,
            row.yearly_high,
            row.yearly_standing,
            &row.yearly_source,
        ),
    }
}

fn check_costs(record: &Record<Row>, row: &Row, sink: &mut Sink) {
    for (low, high, cost, names) in [
        (row.capital_low, row.capital_high, row.capital, ["capital_low", "capital_high"]),
        (row.yearly_low, row.yearly_high, row.yearly, ["yearly_low", "yearly_high"]),
    ] {
        let action = "put the least, the cost and the most in order";
        if let Some(low) = low.filter(|low| *low > cost) {
            let allowed = format!("it may not be more than the cost itself, {cost}");
            record.note(sink, Code::Contradiction, (names[0], low.to_string()), allowed, action);
        }
        if let Some(high) = high.filter(|high| *high < cost) {
            let allowed = format!("it may not be less than the cost itself, {cost}");
            record.note(sink, Code::Contradiction, (names[1], high.to_string()), allowed, action);
        }
    }
}

fn unit(record: &Record<Row>, row: &Row, geography: &Geography, sink: &mut Sink) -> Option<Lever> {
    let there = [
        row.kind.is_some(),
        row.residents.is_some(),
        row.shared.is_some(),
        row.rooms.is_some(),
        row.cots.is_some(),
        row.step_free.is_some(),
        row.wheelchair.is_some(),
        row.sector.is_some(),
        row.children.is_some(),
        row.cover.is_some(),
        row.substances.is_some(),
    ];
    for (column, _) in OF_A_UNIT.iter().zip(there).filter(|(_, there)| !there) {
        let allowed = "a unit must say this";
        record.note(
            sink,
            Code::Missing,
            (column, ""),
            allowed,
            "fill in the cell, as for a unit of the estate",
        );
    }
    refuse(
        record,
        sink,
        &[("targets", row.targets.is_some()), ("amount", row.amount.is_some())],
        "only a lever has this",
    );
    if row.shared == Some(true) && row.residents == Some(Residents::Any) {
        let allowed = "a shared setting is for women or for men (2.21, 6.2)";
        let action = "write women or men, or shared false if nothing is shared";
        record.note(sink, Code::Contradiction, ("residents", "any"), allowed, action);
    }
    if row.wheelchair == Some(true) && row.step_free == Some(false) {
        let allowed = "a wheelchair unit is step-free";
        let action = "write step_free true, or wheelchair false";
        record.note(sink, Code::Contradiction, ("step_free", "false"), allowed, action);
    }
    if let Some(sector) = &row.sector
        && geography.covers_area_of(sector)
        && geography.sector(sector).is_none()
    {
        let allowed = "no such sector is in the geography";
        record.note(
            sink,
            Code::UnknownPlace,
            ("sector", sector.clone()),
            allowed,
            "correct the sector",
        );
    }
    let setting = Setting {
        name: row.candidate.clone(),
        kind: row.kind?,
        residents: row.residents?,
        shared: row.shared?,
        oldest_boy: row.oldest_boy,
        oldest_boy_discretion: false,
        children: row.children?,
        cover: row.cover?,
        complex_needs_places: row.complex_needs_places,
        substances: row.substances?,
        pets: row.pets.unwrap_or(false),
    };
    let unit = Unit {
        name: row.candidate.clone(),
        setting: 0,
        rooms: format::rooms(row.rooms.as_deref()?).unwrap_or_default(),
        cots: row.cots?,
        step_free: row.step_free?,
        wheelchair: row.wheelchair?,
        sector: row.sector.clone()?,
        state: State::Planned,
        from: None,
    };
    Some(Lever::Unit(Box::new((setting, unit))))
}

fn lever(record: &Record<Row>, row: &Row, estate: &Estate, sink: &mut Sink) -> Option<Lever> {
    let before = sink.len();
    refuse_a_units_columns(record, row, sink);
    let takes_targets = matches!(row.what, What::Wheelchair | What::OlderBoys | What::Pets);
    let takes_amount = !matches!(row.what, What::Wheelchair | What::Pets);
    for (column, takes, there) in [
        ("targets", takes_targets, row.targets.is_some()),
        ("amount", takes_amount, row.amount.is_some()),
    ] {
        if takes && !there {
            let action = "say what it changes, or by how much (docs/expansion.md)";
            record.note(sink, Code::Missing, (column, ""), "this lever must say it", action);
        }
        if !takes {
            refuse(record, sink, &[(column, there)], "this lever has none");
        }
    }
    let targets = find_targets(record, row, estate, sink);
    check_most(record, row, targets.len(), sink);
    let amount =
        row.amount.filter(|_| takes_amount).map(|amount| check_amount(record, row, amount, sink));
    if sink.len() > before {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and in range: checked"
    )]
    let whole = amount.unwrap_or(0.0) as u32;
    Some(match row.what {
        What::Unit => return None,
        What::MoveOnWorker => Lever::MoveOnWorker(amount?),
        What::MoveOnHomes => Lever::MoveOnHomes(amount?),
        What::Wheelchair => Lever::Wheelchair(targets),
        What::OlderBoys => Lever::OlderBoys(targets, u8::try_from(whole).unwrap_or(u8::MAX)),
        What::Pets => Lever::Pets(targets),
        What::NrpfPlaces => Lever::NrpfPlaces(whole),
        What::Sanctuary => Lever::Sanctuary(amount?),
    })
}

fn refuse(record: &Record<Row>, sink: &mut Sink, columns: &[(&str, bool)], allowed: &str) {
    for (column, _) in columns.iter().filter(|(_, there)| *there) {
        let said = record.text(column).map_or_else(|| "filled in".to_owned(), ToOwned::to_owned);
        record.note(sink, Code::Contradiction, (column, said), allowed, "leave the cell empty");
    }
}

fn refuse_a_units_columns(record: &Record<Row>, row: &Row, sink: &mut Sink) {
    let columns = [
        ("kind", row.kind.is_some()),
        ("residents", row.residents.is_some()),
        ("shared", row.shared.is_some()),
        ("rooms", row.rooms.is_some()),
        ("cots", row.cots.is_some()),
        ("step_free", row.step_free.is_some()),
        ("wheelchair", row.wheelchair.is_some()),
        ("sector", row.sector.is_some()),
        ("oldest_boy", row.oldest_boy.is_some()),
        ("children", row.children.is_some()),
        ("cover", row.cover.is_some()),
        ("complex_needs_places", row.complex_needs_places.is_some()),
        ("substances", row.substances.is_some()),
        ("pets", row.pets.is_some()),
    ];
    refuse(record, sink, &columns, "only a unit has this");
}

/// The units or settings of the estate that a lever changes; notes those that are not there.
fn find_targets(record: &Record<Row>, row: &Row, estate: &Estate, sink: &mut Sink) -> Vec<usize> {
    let (file, names): (&str, Vec<&str>) = match row.what {
        What::Wheelchair => ("units.csv", estate.units.iter().map(|unit| &*unit.name).collect()),
        What::OlderBoys | What::Pets => {
            ("settings.csv", estate.settings.iter().map(|setting| &*setting.name).collect())
        }
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for target in format::references(row.targets.as_deref().unwrap_or_default()) {
        match names.iter().position(|name| *name == target) {
            Some(at) => found.push(at),
            None => {
                let allowed = format!("{file} of the estate has no such name");
                record.note(sink, Code::NotFound, ("targets", target), allowed, "correct the name");
            }
        }
    }
    found
}

/// Levers that change something once cannot be bought twice.
fn check_most(record: &Record<Row>, row: &Row, targets: usize, sink: &mut Sink) {
    let limit = match row.what {
        What::OlderBoys | What::Pets | What::Sanctuary => 1,
        What::Wheelchair if targets > 0 => u32::try_from(targets).unwrap_or(u32::MAX),
        _ => return,
    };
    if row.most > limit {
        let allowed = format!("it can be bought {limit} times at most");
        let action = "lower it, or split what it changes over several rows";
        record.note(sink, Code::OutOfRange, ("most", row.most.to_string()), allowed, action);
    }
}

fn check_amount(record: &Record<Row>, row: &Row, amount: f64, sink: &mut Sink) -> f64 {
    let is_whole = (amount - amount.round()).abs() < 1e-9;
    let (fits, allowed) = match row.what {
        What::MoveOnWorker => (amount <= 1.0, "it must be the factor on the wait, from 0 to 1"),
        What::Sanctuary => (amount <= 1.0, "it must be a share from 0 to 1"),
        What::OlderBoys => (is_whole && amount <= 17.0, "it must be a whole age up to 17"),
        What::NrpfPlaces => {
            (is_whole && amount >= 1.0, "it must be a whole number of places, 1 or more")
        }
        _ => (true, ""),
    };
    if !fits {
        record.note(
            sink,
            Code::OutOfRange,
            ("amount", amount.to_string()),
            allowed,
            "correct the amount",
        );
    }
    amount
}

#[derive(Deserialize)]
struct BudgetRow {
    budget: String,
    year: Option<u16>,
    capital: f64,
    yearly: f64,
    funding: Option<String>,
    standing: Standing,
    source: String,
}

/// Reads budgets, in the order in which they first stand.
///
/// # Errors
/// Everything that is wrong in the file.
pub fn read_budgets(source: Source<'_>) -> Result<Vec<Budget>, Issues> {
    let mut sink = Sink::new(source.file);
    let mut budgets: Vec<Budget> = Vec::new();
    let mut known = BTreeSet::new();
    for record in table::records::<BudgetRow>(source.text, BUDGETS, &mut sink) {
        let Some(row) = &record.row else { continue };
        if !known.insert((row.budget.clone(), row.year)) {
            let allowed = "this budget has that year already";
            let action = "give each year of a budget one row";
            record.note(&mut sink, Code::Repeated, ("year", row.budget.clone()), allowed, action);
            continue;
        }
        let limit = Limit { capital: row.capital, yearly: row.yearly };
        match budgets.iter_mut().find(|budget| budget.name == row.budget) {
            None if row.year.is_none() => budgets.push(Budget {
                name: row.budget.clone(),
                every_year: limit,
                by_year: Vec::new(),
                funding: row.funding.clone(),
                standing: row.standing,
                source: row.source.clone(),
            }),
            None => {
                let allowed = "a budget's first row is that of every year";
                let action = "put a row with an empty year before it";
                record.note(&mut sink, Code::Missing, ("year", ""), allowed, action);
            }
            Some(budget) => budget.by_year.extend(row.year.map(|year| (year, limit))),
        }
    }
    sink.into_issues().or_value(Some(budgets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_differs_by_year_where_a_row_says_so() {
        let text = "budget,year,capital,yearly,funding,standing,source\n\
                    small,,100,50,,assumed,judgement\n\
                    small,2,0,80,,assumed,judgement\n";
        let budgets = read_budgets(Source { file: "budgets.csv", text }).unwrap();
        let limits: Vec<f64> = (1..=3).map(|year| budgets[0].limit(year).yearly).collect();
        assert_eq!(limits, [50.0, 80.0, 50.0]);
    }

    #[test]
    fn everything_wrong_with_budgets_is_said_at_once() {
        let text = "budget,year,capital,yearly,funding,standing,source\n\
                    late,2,100,50,,assumed,judgement\n\
                    small,,-1,50,,guessed,judgement\n\
                    wide,,1,50,,assumed,judgement\n\
                    wide,,1,50,,assumed,judgement\n";
        let issues = read_budgets(Source { file: "budgets.csv", text }).unwrap_err();
        let said: Vec<String> =
            issues.issues.iter().map(|issue| format!("{} {}", issue.code, issue.place)).collect();
        let expected =
            ["C07 line 3, capital", "C05 line 3, standing", "C03 line 2, year", "C08 line 5, year"];
        assert_eq!(said, expected);
    }
}
