//! Adapted units are rare: about one vacancy in a hundred.

use super::{Term, TermName};
use crate::base::domain::household::Mobility;

pub(super) const TERM: Term = Term {
    name: TermName::SpareWheelchair,
    points: |case, candidate, _, weights| {
        let spare =
            candidate.unit.wheelchair && case.household.needs.mobility != Mobility::Wheelchair;
        if spare { weights.spare_wheelchair } else { 0 }
    },
};
