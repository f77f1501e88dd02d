//! 10.13 v: those of ii with support of each type on a day of the period.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::Support;
use super::super::row::Row;
use std::collections::BTreeSet;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let row = |kind: &String| {
        let had = |support: &Support| support.types.iter().any(|of| **of == **kind);
        Row::counted((Line::V, OfType::All), kind.clone(), CountedIn::Individual, with(of, had))
    };
    of.lists.support_types.iter().map(row).collect()
}

/// Those of ii with such support on a day of the period.
pub(super) fn with(of: &Counting<'_>, had: impl Fn(&Support) -> bool) -> Vec<String> {
    let counted = of.supported.individuals.get(&None);
    let supports = of.record.supports.iter();
    let found: BTreeSet<usize> = supports
        .filter(|support| of.period.has(support.day) && had(support))
        .map(|support| support.individual)
        .filter(|individual| counted.is_some_and(|counted| counted.contains_key(individual)))
        .collect();
    of.people(found)
}
