//! School, work and support are easier to keep from nearby.

use super::Term;
use crate::geography::Band;

pub(super) const TERM: Term = Term {
    name: "far_from_near",
    points: |case, candidate, _, weights| {
        let areas = case.places.near.iter();
        areas
            .filter_map(|area| case.geography.band(candidate.sector?, area))
            .map(|band| match band {
                Band::Near => 0,
                Band::Middling => weights.far_from_near[0],
                Band::Far => weights.far_from_near[1],
            })
            .sum()
    },
    text: "The household would like to live nearer to a place it named.",
};
