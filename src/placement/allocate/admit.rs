//! Whether what persons have decided about pairs is possible: grants, accepted and declined offers.

use super::batch::Batch;
use super::terms::{Pair, Terms, read_pairs};
use crate::domain::{RuleName, calendar};
use crate::eligibility::Suitability;
use crate::reading::{At, Code, Issues, Sink, Source};
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

/// Reads what persons have decided about a batch; what its `terms` say is not looked at.
///
/// # Errors
/// Every pair that is not possible, with the reason.
pub fn admit(batch: &Batch<'_>, decided: Decided<'_>) -> Result<Terms, Issues> {
    let mut issues = Issues::default();
    let references: BTreeMap<&str, usize> =
        batch.households.iter().map(|h| h.referral.reference.as_str()).zip(0..).collect();
    let units: BTreeMap<&str, usize> =
        batch.estate.units.iter().map(|unit| unit.name.as_str()).zip(0..).collect();
    let mut sinks = [decided.granted, decided.accepted, decided.declined]
        .map(|source| Sink::new(source.map_or("", |source| source.file)));
    let [granting, accepting, declining] = &mut sinks;
    let read = |source: Option<Source<'_>>, sink: &mut Sink| {
        source.map_or_else(Vec::new, |source| read_pairs(source, &references, &units, sink))
    };
    let granted = read(decided.granted, granting);
    let accepted = read(decided.accepted, accepting);
    let declined = read(decided.declined, declining);
    let pairs = |rows: &[Pair]| rows.iter().map(|row| (row.household, row.unit)).collect();
    let mut terms =
        Terms { granted: pairs(&granted), accepted: BTreeMap::new(), declined: pairs(&declined) };
    for row in &granted {
        check_grant(batch, row, granting);
    }
    check_accepted(batch, &accepted, &terms, accepting);
    terms.accepted = accepted.iter().map(|row| (row.household, row.unit)).collect();
    if sinks.iter().all(Sink::is_empty) {
        check_limits(batch, &terms, &accepted, &mut sinks[1]);
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
    (offered && !found.standing.lived_in[row.unit], found.verdicts[row.unit].suitability())
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

fn check_accepted(batch: &Batch<'_>, rows: &[Pair], terms: &Terms, sink: &mut Sink) {
    let (mut households, mut units) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let unit = &batch.estate.units[row.unit].name;
        let (vacant, suitability) = seen(batch, row);
        let pair = (row.household, row.unit);
        let open = suitability == Suitability::Suitable
            || (suitability == Suitability::Decision && terms.granted.contains(&pair));
        let (code, allowed, action) = if !households.insert(row.household) {
            (Code::Repeated, "this household accepted twice", "keep the unit it lives in tonight")
        } else if !units.insert(row.unit) {
            (Code::Repeated, "two households accepted this unit", "keep one; offer the other again")
        } else if terms.declined.contains(&pair) {
            let allowed = "this household also declined this unit";
            (Code::Contradiction, allowed, "keep its last word, and take the other line out")
        } else if !vacant {
            (
                Code::Contradiction,
                "this unit is not vacant",
                "take the line out, or bring occupancy.csv up to date",
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

/// Accepted offers that together pass a limit between households.
fn check_limits(batch: &Batch<'_>, terms: &Terms, rows: &[Pair], sink: &mut Sink) {
    let batch = Batch { terms, ..*batch };
    let mut unit_of = vec![None; batch.households.len()];
    for (&household, &unit) in &terms.accepted {
        unit_of[household] = Some(unit);
    }
    let problem = batch.problem();
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
