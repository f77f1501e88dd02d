//! Step-free units are few.

use super::Term;
use crate::base::domain::household::Mobility;

pub(super) const TERM: Term = Term {
    name: "spare_step_free",
    points: |case, candidate, _, weights| {
        let plain_step_free = candidate.unit.step_free && !candidate.unit.wheelchair;
        let spare = plain_step_free && case.referral.needs.mobility == Mobility::None;
        if spare { weights.spare_step_free } else { 0 }
    },
    text: "It has no steps, and somebody may need that.",
};
