//! 10.13 xi: households with at least one move between types in the period; second stage and sanctuary are none of them.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::Household;
use super::super::row::Row;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    vec![Row::counted((Line::Xi, OfType::All), "all", CountedIn::Household, moved(of))]
}

/// Households that moved between types.
pub(super) fn moved(of: &Counting<'_>) -> Vec<String> {
    let moves = |household: &Household| {
        let mut pairs = household.stays.iter().flat_map(|stay| stay.spans.windows(2));
        pairs.any(|pair| pair[0].kind != pair[1].kind && of.period.has(pair[1].from.day))
    };
    of.households_where(moves)
}
