//! 10.13 ii: everybody with a night in the period, once in all and once in each type.
//!
//! A household that was carried in and of which nobody has said who belongs to it stands apart.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::nights::Within;
use super::super::row::{Row, Standing};
use super::super::safe_type::SafeType;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let types = SafeType::ALL.into_iter().map(Some);
    let mut rows = Vec::new();
    for within in std::iter::once(None).chain(types) {
        let kind = OfType::from(within);
        if within.is_some_and(|within| !of.is_possible(within)) {
            rows.push(Row::not_collected((Line::Ii, kind), CountedIn::Individual));
        } else {
            rows.push(individuals(of, within, kind));
            rows.extend(not_known(of, within, kind));
        }
    }
    rows
}

fn individuals(of: &Counting<'_>, within: Within, kind: OfType) -> Row {
    let found = of.supported.individuals.get(&within);
    let names = of.people(found.into_iter().flat_map(|found| found.keys().copied()));
    Row::counted((Line::Ii, kind), "all", CountedIn::Individual, names)
}

/// Not known is never 0: where everybody is known there is no such row.
fn not_known(of: &Counting<'_>, within: Within, kind: OfType) -> Option<Row> {
    let found = of.supported.not_told.get(&within).filter(|found| !found.is_empty())?;
    let names = of.named(found.iter().copied());
    let row = Row::counted((Line::Ii, kind), "persons_not_known", CountedIn::Household, names);
    Some(row.standing(Standing::NotKnown))
}
