//! Too close to somewhere unsafe. Never which place, and never how far.

use super::words::{ADDRESS_CONFIRMED, MAY_NOT_BE_SAFE, NOT_CONFIRMED, RuleWords, address_asked};
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, finding| {
        match finding {
            Finding::Decision => MAY_NOT_BE_SAFE,
            _ => "It lies too close to somewhere unsafe for this household.",
        }
        .into()
    },
    question: address_asked,
    change: Some(ADDRESS_CONFIRMED),
    in_the_way: |is_asked| {
        if is_asked { NOT_CONFIRMED } else { "homes that are not far enough away" }
    },
};
