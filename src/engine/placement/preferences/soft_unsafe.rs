//! Places she would rather be far from, without being barred.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::SoftUnsafe,
    points: |case, candidate, _, weights| {
        let [near, middling] = weights.soft_unsafe;
        candidate.sector.map_or(0, |sector| {
            let unsafe_places = case.bands(sector).soft_unsafe;
            unsafe_places.near * near + unsafe_places.middling * middling
        })
    },
};
