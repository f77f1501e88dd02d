//! Too close to somewhere unsafe. Never which place, and never how far.

use super::words::{ADDRESS_CONFIRMED, RuleWords, address_asked};
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, finding| {
        match finding {
            Finding::Decision => "It may lie too close to somewhere unsafe for this household.",
            _ => "It lies too close to somewhere unsafe for this household.",
        }
        .into()
    },
    question: address_asked,
    change: Some(ADDRESS_CONFIRMED),
    in_the_way: |is_asked| {
        if is_asked {
            "homes of which nobody has yet said that they are far enough away"
        } else {
            "homes that are not far enough away"
        }
    },
};
