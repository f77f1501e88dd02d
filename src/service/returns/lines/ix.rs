//! 10.13 ix: households that stopped receiving support: departed in the period, and at its end neither living here nor in
//! any second stage or sanctuary; by their last departure. Those who moved to another type are xi.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::Household;
use super::super::row::Row;
use super::xi;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let of_reason = |category: &'static str| {
        let names = of.households_where(|household| {
            reason(of, household).is_some_and(|why| category == "all" || why == category)
        });
        Row::counted((Line::Ix, OfType::All), category, CountedIn::Household, names)
    };
    let stopped = ["all", "stopped_needing", "lives_with_perpetrator", "other"].map(of_reason);
    let transferred =
        Row::counted((Line::Ix, OfType::All), "transferred", CountedIn::Household, xi::moved(of));
    stopped.into_iter().chain([transferred]).collect()
}

/// Why a household stopped; none: it did not.
fn reason(of: &Counting<'_>, household: &Household) -> Option<&'static str> {
    let end = of.period.last;
    let last = of
        .departures(household)
        .filter_map(|stay| stay.left.as_ref())
        .max_by_key(|left| left.on)?;
    let is_here = household.stays.iter().any(|stay| stay.is_at_the_end_of(end));
    let is_in_another = household.episodes.iter().any(|episode| episode.is_at_the_end_of(end));
    (!is_here && !is_in_another).then_some(match &*last.because {
        "stopped_needing" => "stopped_needing",
        "lives_with_perpetrator" => "lives_with_perpetrator",
        _ => "other",
    })
}
