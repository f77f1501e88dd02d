//! Somebody to be kept apart. Never who, and never whether anybody is here.

use super::words::{ADDRESS_CONFIRMED, RuleWords, address_asked};

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| "It may lie too close to somewhere unsafe for this household.".into(),
    question: address_asked,
    change: Some(ADDRESS_CONFIRMED),
    in_the_way: |_| "homes of which nobody has yet said that they are far enough away",
};
