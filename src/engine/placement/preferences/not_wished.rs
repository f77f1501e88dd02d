//! She may have named the parts of the city she would like.

use super::{Term, TermName};
use crate::base::parse::format;

pub(super) const TERM: Term = Term {
    name: TermName::NotWished,
    points: |case, candidate, _, weights| {
        let wished = &case.household.wishes.sectors;
        let is_here = |name: &String| format::is_same_sector(name, &candidate.unit.sector);
        if !wished.is_empty() && !wished.iter().any(is_here) { weights.not_wished } else { 0 }
    },
};
