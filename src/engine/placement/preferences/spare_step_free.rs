//! Step-free units are few.

use super::{Term, TermName};
use crate::base::domain::household::Mobility;

pub(super) const TERM: Term = Term {
    name: TermName::SpareStepFree,
    points: |case, candidate, _, weights| {
        let plain_step_free = candidate.unit.step_free && !candidate.unit.wheelchair;
        let spare = plain_step_free && case.household.needs.mobility == Mobility::None;
        if spare { weights.spare_step_free } else { 0 }
    },
};
