//! In immediate danger somebody should be there day and night.

use super::{Term, TermName};
use crate::base::domain::unit::Cover;

pub(super) const TERM: Term = Term {
    name: TermName::Cover,
    points: |case, candidate, _, weights| {
        let alone = candidate.setting.cover == Cover::Visiting;
        if case.household.in_danger() && alone { weights.cover } else { 0 }
    },
};
