//! Some households would rather not share a kitchen or bathroom.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::NotSelfContained,
    points: |case, candidate, _, weights| {
        let shared_against_wish = case.household.wishes.self_contained && candidate.setting.shared;
        if shared_against_wish { weights.not_self_contained } else { 0 }
    },
};
