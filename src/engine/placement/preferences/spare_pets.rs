//! Few settings take pets.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::SparePets,
    points: |case, candidate, _, weights| {
        if candidate.setting.pets && case.household.needs.pets == 0 {
            weights.spare_pets
        } else {
            0
        }
    },
};
