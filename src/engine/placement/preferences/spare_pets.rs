//! Few settings take pets.

use super::Term;

pub(super) const TERM: Term = Term {
    name: "spare_pets",
    points: |case, candidate, _, weights| {
        if candidate.setting.pets && case.referral.needs.pets == 0 { weights.spare_pets } else { 0 }
    },
    text: "It takes pets, and somebody with one may need that.",
};
