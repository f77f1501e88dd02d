//! Whether what persons have decided about pairs is possible: grants, accepted and declined offers.

use super::batch::Batch;
use super::problem::Problem;
use super::terms::{Pair, Terms, read_pairs};
use crate::base::domain::{RuleName, calendar};
use crate::base::parse::{At, Code, Issues, Sink, Source};
use crate::engine::eligibility::Suitability;
use std::collections::{BTreeMap, BTreeSet};

/// The files that say what persons have decided; each may be left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decided<'a> {
    /// `--granted`.
    pub granted: Option<Source<'a>>,
    /// `--accepted`.
    pub accepted: Option<Source<'a>>,
    /// `--declined`.
    pub declined: Option<Source<'a>>,
}

/// Reads what persons have decided about a batch in which so many residents may be moved; what its `terms` say
/// is not looked at. A resident who could be moved may accept or decline a unit too.
///
/// # Errors
/// Every pair that is not possible, with the reason.
pub fn admit(batch: &Batch<'_>, moves: usize, decided: Decided<'_>) -> Result<Terms, Issues> {
    let mut issues = Issues::default();
    let asking: BTreeMap<&str, usize> =
        batch.households.iter().map(|h| h.referral.reference.as_str()).zip(0..).collect();
    let movers = if moves == 0 { Vec::new() } else { batch.movers() };
    let mut answering = asking.clone();
    let residents = movers.iter().map(|mover| mover.resident.reference.as_str());
    answering.extend(residents.zip(batch.households.len()..));
    let units: BTreeMap<&str, usize> =
        batch.estate.units.iter().map(|unit| unit.name.as_str()).zip(0..).collect();
    let mut sinks = [decided.granted, decided.accepted, decided.declined]
        .map(|source| Sink::new(source.map_or("", |source| source.file)));
    let [granting, accepting, declining] = &mut sinks;
    let read = |source: Option<Source<'_>>, known: &BTreeMap<&str, usize>, sink: &mut Sink| {
        source.map_or_else(Vec::new, |source| read_pairs(source, known, &units, sink))
    };
    let granted = read(decided.granted, &asking, granting);
    let asks = |row: &Pair| row.household < batch.households.len();
    let (accepted, agreed): (Vec<Pair>, Vec<Pair>) =
        read(decided.accepted, &answering, accepting).into_iter().partition(asks);
    let (declined, refused): (Vec<Pair>, Vec<Pair>) =
        read(decided.declined, &answering, declining).into_iter().partition(asks);
    let pairs = |rows: &[Pair]| rows.iter().map(|row| (row.household, row.unit)).collect();
    let resident = |row: &Pair| {
        (movers[row.household - batch.households.len()].resident.reference.clone(), row.unit)
    };
    let mut terms =
        Terms { granted: pairs(&granted), declined: pairs(&declined), ..Terms::default() };
    for row in &granted {
        check_grant(batch, row, granting);
    }
    let open = (moves > 0).then(|| Batch { terms: &terms, ..*batch }.problem_with_moves(moves));
    check_accepted(batch, &accepted, (&terms, open.as_ref()), accepting);
    check_agreed(batch, &agreed, open.as_ref(), accepting);
    terms.accepted = accepted.iter().map(|row| (row.household, row.unit)).collect();
    terms.would_move_to = agreed.iter().map(resident).collect();
    terms.would_not_move_to = refused.iter().map(resident).collect();
    if sinks.iter().all(Sink::is_empty) {
        check_limits(batch, moves, &terms, &accepted, &mut sinks[1]);
    }
    for sink in sinks {
        issues.extend(sink.into_issues());
    }
    issues.or_value(Some(terms))
}

fn note(sink: &mut Sink, row: &Pair, (code, unit): (Code, &str), allowed: &str, action: &str) {
    let place = format!("line {}, unit", row.line);
    sink.add(code, At::new(&place, Some(row.line)), unit, allowed, action);
}

/// Whether nobody lives there and it can be offered; and what the rules say.
fn seen(batch: &Batch<'_>, row: &Pair) -> (bool, Suitability) {
    let household = &batch.households[row.household];
    let found = batch.judge(household);
    let day = calendar::london_day(household.referral.received);
    let offered = batch.estate.units[row.unit].can_be_offered_on(day);
    (offered && !found.occupancy.lived_in[row.unit], found.verdicts[row.unit].suitability())
}

fn check_grant(batch: &Batch<'_>, row: &Pair, sink: &mut Sink) {
    let unit = &batch.estate.units[row.unit].name;
    let (vacant, suitability) = seen(batch, row);
    if !vacant {
        let action = "take the line out, or bring occupancy.csv up to date";
        note(sink, row, (Code::Contradiction, unit), "this unit is not vacant", action);
    } else if suitability == Suitability::Unsuitable {
        let allowed = "this unit is unsuitable for this household; no decision can be granted";
        let action = "take the line out; recommend --explain says why";
        note(sink, row, (Code::Contradiction, unit), allowed, action);
    }
}

/// `open` is the problem in which residents may be moved: a unit that one of them leaves can be accepted too.
fn check_accepted(
    batch: &Batch<'_>,
    rows: &[Pair],
    (terms, open): (&Terms, Option<&Problem>),
    sink: &mut Sink,
) {
    let (mut households, mut units) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let unit = &batch.estate.units[row.unit].name;
        let (vacant, suitability) = seen(batch, row);
        let pair = (row.household, row.unit);
        let once_moved = open.is_some_and(|problem| may_take(problem, row));
        let open = once_moved
            || suitability == Suitability::Suitable
            || (suitability == Suitability::Decision && terms.granted.contains(&pair));
        let (code, allowed, action) = if !households.insert(row.household) {
            (Code::Repeated, "this household accepted twice", "keep the unit it chose last")
        } else if !units.insert(row.unit) {
            (Code::Repeated, "two households accepted this unit", "keep one; offer the other again")
        } else if terms.declined.contains(&pair) {
            let allowed = "this household also declined this unit";
            (Code::Contradiction, allowed, "keep its last word, and take the other line out")
        } else if !vacant && !once_moved {
            (
                Code::Contradiction,
                "this unit is not vacant",
                "take the line out, or bring occupancy.csv up to date; if a resident moves out of it, give --chains again",
            )
        } else if !open {
            let allowed = "this unit does not suit this household without a decision";
            (Code::Contradiction, allowed, "take the line out, or grant the decision in --granted")
        } else {
            continue;
        };
        note(sink, row, (code, unit), allowed, action);
    }
}

fn may_take(problem: &Problem, row: &Pair) -> bool {
    problem.applicants[row.household].penalty_of(row.unit).is_some()
}

/// What residents agreed to move to must be open to them.
fn check_agreed(batch: &Batch<'_>, rows: &[Pair], open: Option<&Problem>, sink: &mut Sink) {
    let Some(problem) = open else { return };
    for row in rows.iter().filter(|row| !may_take(problem, row)) {
        let unit = &batch.estate.units[row.unit].name;
        let allowed = "this resident cannot move there: it is lived in, or does not suit";
        note(sink, row, (Code::Contradiction, unit), allowed, "take the line out");
    }
}

/// Accepted offers that together pass a limit between households.
fn check_limits(batch: &Batch<'_>, moves: usize, terms: &Terms, rows: &[Pair], sink: &mut Sink) {
    let batch = Batch { terms, ..*batch };
    let problem = batch.problem_with_moves(moves);
    let mut unit_of = vec![None; problem.applicants.len()];
    for (&household, &unit) in &terms.accepted {
        unit_of[household] = Some(unit);
    }
    for limit in &problem.limits {
        let taken: Vec<usize> = limit.taken_by(&unit_of).collect();
        for row in
            rows.iter().filter(|row| taken.len() > limit.at_most && taken.contains(&row.household))
        {
            let allowed = format!(
                "these accepted offers cannot all stand: together they pass the limit of {}",
                limit.kind.rule().map_or("moves", RuleName::name)
            );
            let unit = &batch.estate.units[row.unit].name;
            note(
                sink,
                row,
                (Code::Contradiction, unit),
                &allowed,
                "ask one of the households to choose again",
            );
        }
    }
}
