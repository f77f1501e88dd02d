//! Adapted units are rare: about one vacancy in a hundred.

use super::Term;
use crate::base::domain::household::Mobility;

pub(super) const TERM: Term = Term {
    name: "spare_wheelchair",
    points: |case, candidate, _, weights| {
        let spare =
            candidate.unit.wheelchair && case.referral.needs.mobility != Mobility::Wheelchair;
        if spare { weights.spare_wheelchair } else { 0 }
    },
    text: "It is adapted for a wheelchair, and somebody may need that.",
};
