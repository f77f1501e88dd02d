//! School, work and support are easier to keep from nearby.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::FarFromNear,
    points: |case, candidate, _, weights| {
        let [middling, far] = weights.far_from_near;
        candidate.sector.map_or(0, |sector| {
            let near = case.bands(sector).near;
            near.middling * middling + near.far * far
        })
    },
};
