//! What makes one suitable unit better than another: named terms of whole points that add up.
//!
//! Contracts section 5. To add one: a file here, a weight in `estate::Weights`, a line in [`ALL`].
//! Distance enters in three bands only: a smooth score would be a distance, and distances locate a refuge.

mod advice;
mod cover;
mod far_from_near;
mod not_self_contained;
mod not_wished;
mod soft_unsafe;
mod spare_open_to_men;
mod spare_pets;
mod spare_places;
mod spare_step_free;
mod spare_wheelchair;
mod term;

pub use self::term::{Term, TermName};

use crate::engine::eligibility::{Case, Verdict};

/// Every preference, in the order of the contract.
pub const ALL: [&Term; 11] = [
    &spare_places::TERM,
    &spare_wheelchair::TERM,
    &spare_step_free::TERM,
    &spare_open_to_men::TERM,
    &spare_pets::TERM,
    &soft_unsafe::TERM,
    &far_from_near::TERM,
    &not_wished::TERM,
    &not_self_contained::TERM,
    &cover::TERM,
    &advice::TERM,
];

/// The terms that are not zero, in order.
pub fn terms<'a>(
    case: &'a Case<'a>,
    unit: usize,
    verdict: Verdict,
) -> impl Iterator<Item = (&'static Term, i64)> + 'a {
    let candidate = case.candidate(unit);
    ALL.into_iter()
        .map(move |term| {
            (term, (term.points)(case, &candidate, verdict, &case.estate.provider.weights))
        })
        .filter(|(_, points)| *points != 0)
}

/// The sum of all terms.
pub fn penalty(case: &Case<'_>, unit: usize, verdict: Verdict) -> i64 {
    terms(case, unit, verdict).map(|(_, points)| points).sum()
}
