//! 10.13 xiii: households that were evicted in the period.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::row::Row;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let names = of.households_where(|household| {
        let mut lefts = of.departures(household).filter_map(|stay| stay.left.as_ref());
        lefts.any(|left| &*left.because == "evicted")
    });
    vec![Row::counted((Line::Xiii, OfType::All), "all", CountedIn::Household, names)]
}
