//! Men and mixed households can only use units open to everybody.

use super::{Term, TermName};
use crate::base::domain::household::Sex;
use crate::base::domain::unit::Residents;

pub(super) const TERM: Term = Term {
    name: TermName::SpareOpenToMen,
    points: |case, candidate, _, weights| {
        let no_man = case.household.adults().all(|adult| adult.sex == Sex::Female);
        if candidate.setting.residents == Residents::Any && no_man {
            weights.spare_open_to_men
        } else {
            0
        }
    },
};
