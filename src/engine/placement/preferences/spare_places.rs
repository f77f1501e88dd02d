//! A larger household may need the places that this one would leave empty.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::SparePlaces,
    points: |case, candidate, _, weights| {
        let sleepers = case.household.sleepers(candidate.unit.cots);
        weights.spare_places * i64::from(candidate.unit.sleeping_places().saturating_sub(sleepers))
    },
};
