//! `candidates.csv` into candidates: every cell first, then what joins them.

use super::candidate::{Candidate, Lever, Money};
use super::shapes::CANDIDATES;
use crate::base::domain::unit::{Between, Cover, Residents, State, SubstancePolicy};
use crate::base::domain::{Kind, RuleName, Setting, Unit};
use crate::base::geography::Geography;
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Issues, Sink, Source, format};
use crate::inputs::estate::Estate;
use crate::inputs::evidence::Provenance;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

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
    Decision,
    TurnaroundNights,
    HoldNights,
    Repairs,
    LocalPriority,
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
    amount: Option<f64>,
    most: u32,
    lead_days: u32,
    life_years: u32,
    capital: f64,
    capital_low: Option<f64>,
    capital_high: Option<f64>,
    capital_standing: Provenance,
    capital_source: String,
    yearly: f64,
    yearly_low: Option<f64>,
    yearly_high: Option<f64>,
    yearly_standing: Provenance,
    yearly_source: String,
    agrees: Option<String>,
    falls_on: Option<String>,
}

/// Rules whose decisions may be made a matter of course: those of the manager. Whoever knows an address decides by the
/// map.
const DECIDED: [RuleName; 8] = [
    RuleName::SingleSex,
    RuleName::OldestBoy,
    RuleName::SleepingPlaces,
    RuleName::RoomStandard,
    RuleName::PerpetratorCheck,
    RuleName::SafePlacePurpose,
    RuleName::Pets,
    RuleName::Nrpf,
];

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

/// The others that only a unit has.
const MORE_OF_A_UNIT: [&str; 3] = ["oldest_boy", "complex_needs_places", "pets"];

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
    let (mut names, mut titles) = (BTreeSet::new(), BTreeMap::new());
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
        } else {
            note_a_twin(&record, &mut titles, &mut sink);
        }
        check_costs(&record, &mut sink);
        let lever = match record.text("what") {
            None => None,
            Some("unit") => unit(&record, (estate, geography), &mut sink),
            Some(what) => lever(&record, what, estate, &mut sink),
        };
        candidates.extend(record.row.as_ref().zip(lever).map(|(row, lever)| candidate(row, lever)));
    }
    candidates.sort_by(|a, b| a.name.cmp(&b.name));
    sink.into_issues().or_value(Some(candidates))
}

/// Notes a title that another candidate has: in an answer nobody could tell them apart.
fn note_a_twin(record: &Record<Row>, titles: &mut BTreeMap<String, usize>, sink: &mut Sink) {
    let Some(title) = record.text("title") else { return };
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let first = *titles.entry(words.join(" ")).or_insert(record.line);
    if first != record.line {
        let allowed = format!("the candidate of line {first} has this title");
        let action = "give each candidate a title of its own, since answers name it by that";
        record.note(sink, Code::Repeated, ("title", title.to_owned()), allowed, action);
    }
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
        agrees: said(row.agrees.as_ref()),
        falls_on: said(row.falls_on.as_ref()),
    }
}

/// A cell in which something stands.
fn said(cell: Option<&String>) -> Option<String> {
    cell.filter(|who| !who.trim().is_empty()).cloned()
}

fn check_costs(record: &Record<Row>, sink: &mut Sink) {
    for (cost, low, high) in
        [("capital", "capital_low", "capital_high"), ("yearly", "yearly_low", "yearly_high")]
    {
        let action = "put the least, the cost and the most in order";
        let Some(cost) = record.number(cost) else { continue };
        if let Some(least) = record.number(low).filter(|least| *least > cost) {
            let allowed = format!("it may not be more than the cost itself, {cost}");
            record.note(sink, Code::Contradiction, (low, least.to_string()), allowed, action);
        }
        if let Some(most) = record.number(high).filter(|most| *most < cost) {
            let allowed = format!("it may not be less than the cost itself, {cost}");
            record.note(sink, Code::Contradiction, (high, most.to_string()), allowed, action);
        }
    }
}

/// A unit, if all of it could be read.
fn unit(
    record: &Record<Row>,
    (estate, geography): (&Estate, &Geography),
    sink: &mut Sink,
) -> Option<Lever> {
    for column in OF_A_UNIT.into_iter().filter(|column| record.is_empty(column)) {
        let action = "fill in the cell, as for a unit of the estate";
        record.note(sink, Code::Missing, (column, ""), "a unit must say this", action);
    }
    refuse(record, sink, &["targets", "amount"], "only a lever has this");
    if record.flag("shared") == Some(true) && record.text("residents") == Some("any") {
        let allowed = "a shared setting is for women or for men";
        let action = "write women or men, or shared false if nothing is shared";
        record.note(sink, Code::Contradiction, ("residents", "any"), allowed, action);
    }
    if record.flag("wheelchair") == Some(true) && record.flag("step_free") == Some(false) {
        let allowed = "a wheelchair unit is step-free";
        let action = "write step_free true, or wheelchair false";
        record.note(sink, Code::Contradiction, ("step_free", "false"), allowed, action);
    }
    // Where none of the estate's own sectors is on the map, nearness is not checked for its candidates either.
    if let Some(sector) = record.text("sector")
        && geography.sector(sector).is_none()
        && geography.can_read_area_of(sector)
        && (geography.covers_area_of(sector) || !estate.home_sectors().is_empty())
    {
        let allowed = "no such sector is on the map (data/geography)";
        let action = "correct the sector, or add its area to the map";
        record.note(sink, Code::UnknownPlace, ("sector", sector), allowed, action);
    }
    let row = record.row.as_ref()?;
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
        return_type: None,
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
        between: Between::Neither,
        is_placeholder: false,
    };
    Some(Lever::Unit(Box::new((setting, unit))))
}

/// A lever that is no unit, if all of it could be read.
fn lever(record: &Record<Row>, what: &str, estate: &Estate, sink: &mut Sink) -> Option<Lever> {
    refuse(record, sink, &OF_A_UNIT, "only a unit has this");
    refuse(record, sink, &MORE_OF_A_UNIT, "only a unit has this");
    let takes_targets = ["wheelchair", "older_boys", "pets", "decision"].contains(&what);
    let takes_amount = !["wheelchair", "pets"].contains(&what);
    for (column, takes) in [("targets", takes_targets), ("amount", takes_amount)] {
        if takes && record.is_empty(column) {
            let action = "say what it changes, or by how much (docs/reference/candidates.md)";
            record.note(sink, Code::Missing, (column, ""), "this lever must say it", action);
        }
        if !takes {
            refuse(record, sink, &[column], "this lever has none");
        }
    }
    let targets = find_targets(record, what, estate, sink);
    check_most(record, what, targets.len(), sink);
    if takes_amount {
        check_amount(record, what, sink);
    }
    made(record.row.as_ref()?, targets)
}

fn made(row: &Row, targets: Vec<usize>) -> Option<Lever> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and in range, or an issue is noted"
    )]
    let whole = row.amount.unwrap_or(0.0) as u32;
    Some(match row.what {
        What::Unit => return None,
        What::MoveOnWorker => Lever::MoveOnWorker(row.amount?),
        What::MoveOnHomes => Lever::MoveOnHomes(row.amount?),
        What::Wheelchair => Lever::Wheelchair(targets),
        What::OlderBoys => Lever::OlderBoys(targets, u8::try_from(whole).unwrap_or(u8::MAX)),
        What::Pets => Lever::Pets(targets),
        What::NrpfPlaces => Lever::NrpfPlaces(whole),
        What::Sanctuary => Lever::Sanctuary(row.amount?),
        What::Decision => Lever::Decision(DECIDED[*targets.first()?], row.amount?),
        What::TurnaroundNights => Lever::TurnaroundNights(whole),
        What::HoldNights => Lever::HoldNights(whole),
        What::Repairs => Lever::Repairs(row.amount?),
        What::LocalPriority => Lever::LocalPriority(whole),
    })
}

/// Notes cells that must be empty.
fn refuse(record: &Record<Row>, sink: &mut Sink, columns: &[&str], allowed: &str) {
    for column in columns {
        if let Some(said) = record.shown(column) {
            record.note(sink, Code::Contradiction, (column, said), allowed, "leave the cell empty");
        }
    }
}

/// The units or settings of the estate that a lever changes; notes those that are not there.
fn find_targets(record: &Record<Row>, what: &str, estate: &Estate, sink: &mut Sink) -> Vec<usize> {
    let (file, names): (&str, Vec<&str>) = match what {
        "wheelchair" => {
            ("units.csv of the estate", estate.units.iter().map(|unit| &*unit.name).collect())
        }
        "older_boys" | "pets" => (
            "settings.csv of the estate",
            estate.settings.iter().map(|setting| &*setting.name).collect(),
        ),
        "decision" => ("the list of decisions", DECIDED.map(RuleName::name).to_vec()),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for target in format::references(record.text("targets").unwrap_or_default()) {
        if let Some(at) = names.iter().position(|name| *name == target) {
            found.push(at);
        } else {
            let allowed = format!("{file} has no such name");
            let action = "correct the name";
            record.note(sink, Code::NotFound, ("targets", target), allowed, action);
        }
    }
    found
}

/// Levers that change something once cannot be bought twice.
fn check_most(record: &Record<Row>, what: &str, targets: usize, sink: &mut Sink) {
    let limit = match what {
        "older_boys" | "pets" | "sanctuary" | "decision" | "turnaround_nights" | "hold_nights"
        | "local_priority" => 1,
        "wheelchair" if targets > 0 => u32::try_from(targets).unwrap_or(u32::MAX),
        _ => return,
    };
    if let Some(most) = record.number("most").filter(|most| *most > f64::from(limit)) {
        let allowed = format!("it can be bought {limit} times at most");
        let action = "lower it, or split what it changes over several rows";
        record.note(sink, Code::OutOfRange, ("most", most.to_string()), allowed, action);
    }
}

fn check_amount(record: &Record<Row>, what: &str, sink: &mut Sink) {
    let Some(amount) = record.number("amount") else { return };
    let is_whole = (amount - amount.round()).abs() < 1e-9;
    let (fits, allowed) = match what {
        "move_on_worker" => (amount <= 1.0, "it must be the factor on the wait, from 0 to 1"),
        "sanctuary" | "decision" => (amount <= 1.0, "it must be a share from 0 to 1"),
        "repairs" => (amount <= 1.0, "it must be the factor on repairs, from 0 to 1"),
        "turnaround_nights" | "hold_nights" => {
            (is_whole && amount <= 365.0, "it must be a whole number of nights")
        }
        "older_boys" => (is_whole && amount <= 17.0, "it must be a whole age up to 17"),
        "nrpf_places" => {
            (is_whole && amount >= 1.0, "it must be a whole number of places, 1 or more")
        }
        "local_priority" => {
            (is_whole && amount >= 1.0, "it must be a whole number of units, 1 or more")
        }
        _ => (true, ""),
    };
    if !fits {
        let action = "correct the amount";
        record.note(sink, Code::OutOfRange, ("amount", amount.to_string()), allowed, action);
    }
}
