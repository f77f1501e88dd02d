//! Places she would rather be far from, without being barred.

use super::Term;
use crate::geography::Band;

pub(super) const TERM: Term = Term {
    name: "soft_unsafe",
    points: |case, candidate, _, weights| {
        let named = case.referral.unsafe_places.iter().zip(&case.places.unsafe_areas);
        named
            .filter(|(named, _)| !named.hard)
            .filter_map(|(_, area)| case.geography.band(candidate.sector?, area))
            .map(|band| match band {
                Band::Near => weights.soft_unsafe[0],
                Band::Middling => weights.soft_unsafe[1],
                Band::Far => 0,
            })
            .sum()
    },
    text: "The household would rather live further from a place it named.",
};
