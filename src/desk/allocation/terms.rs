//! What persons have decided about pairs of household and unit: granted, accepted, declined.
//!
//! Each is a CSV file `reference,unit`. Not here: whether a pair is possible (`admit`).

use crate::base::parse::format::Format;
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Field, Shape, Sink, Source};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of `--granted`, `--accepted` and `--declined`.
pub(super) const PAIRS: &[Field] = &[
    Field::required("reference", Shape::Text(Format::Codename), "give a reference of the batch"),
    Field::required("unit", Shape::Text(Format::Codename), "give a unit of the estate"),
];

/// Pairs of household and unit, each by its position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Decisions that a person has granted.
    pub granted: BTreeSet<(usize, usize)>,
    /// Offers that a household has accepted: it keeps that unit.
    pub accepted: BTreeMap<usize, usize>,
    /// Offers that a household has declined: it is not offered that unit again.
    pub declined: BTreeSet<(usize, usize)>,
    /// The only unit that a resident who could be moved agreed to move to, by pseudonym.
    pub would_move_to: BTreeMap<String, usize>,
    /// Units that a resident who could be moved said no to.
    pub would_not_move_to: BTreeSet<(String, usize)>,
}

#[derive(Debug, Deserialize)]
struct Row {}

/// Reads pairs; every one that names nobody or nothing is noted.
pub(super) fn read_pairs(
    source: Source<'_>,
    references: &BTreeMap<&str, usize>,
    units: &BTreeMap<&str, usize>,
    sink: &mut Sink,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for record in table::records::<Row>(source.text, PAIRS, sink) {
        let household = find(&record, "reference", references, "the batch has no such", sink);
        let unit = find(&record, "unit", units, "the estate has no such", sink);
        pairs.extend(household.zip(unit).map(|(household, unit)| Pair {
            household,
            unit,
            line: record.line,
        }));
    }
    pairs
}

/// A line of a night's list, or several, that one household's answer does without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOver {
    /// The estate has no such unit.
    UnknownUnit(String),
    /// The unit has filled meanwhile.
    NotVacant(String),
    /// So many are about other households.
    AboutOthers(usize),
}

/// A list for a whole night without the lines that are about others than these, that name no unit, or that name one
/// which has filled meanwhile, and what was passed over so: none of them may stop an answer. Lines keep their number.
pub fn still_of_use(
    source: Source<'_>,
    references: &[&str],
    is_vacant: impl Fn(&str) -> Option<bool>,
) -> (String, Vec<PassedOver>) {
    let mut lines: Vec<&str> = source.text.lines().collect();
    let (mut passed, mut others) = (Vec::new(), 0);
    let own = references.iter().map(|reference| (*reference, 0)).collect();
    for record in table::records::<Row>(source.text, PAIRS, &mut Sink::new("")) {
        let (Some(of), Some(unit)) = (record.text("reference"), record.text("unit")) else {
            continue;
        };
        match (named(&own, of), is_vacant(unit)) {
            (Some(_), Some(true)) => continue,
            (None, _) => others += 1,
            (Some(_), None) => passed.push(PassedOver::UnknownUnit(unit.to_owned())),
            (Some(_), Some(false)) => passed.push(PassedOver::NotVacant(unit.to_owned())),
        }
        if let Some(line) = lines.get_mut(record.line - 1) {
            *line = "";
        }
    }
    if others > 0 {
        passed.push(PassedOver::AboutOthers(others));
    }
    (lines.join("\n"), passed)
}

/// A pair with the line it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Position of the household in the batch.
    pub(super) household: usize,
    /// Position of the unit in the estate.
    pub(super) unit: usize,
    /// The line.
    pub(super) line: usize,
}

/// The position of a name, in other letters where that is nobody else's.
fn named(known: &BTreeMap<&str, usize>, name: &str) -> Option<usize> {
    let in_other_letters = || {
        let mut alike = known.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        alike.next().filter(|_| alike.next().is_none()).map(|(_, at)| *at)
    };
    known.get(name).copied().or_else(in_other_letters)
}

fn find(
    record: &Record<Row>,
    column: &str,
    known: &BTreeMap<&str, usize>,
    missing: &str,
    sink: &mut Sink,
) -> Option<usize> {
    let name = record.text(column)?;
    let found = named(known, name);
    if found.is_none() {
        let allowed = format!("{missing} {column}");
        let action = format!("correct the {column}, or take the line out");
        record.note(sink, Code::NotFound, (column, name), allowed, action);
    }
    found
}
