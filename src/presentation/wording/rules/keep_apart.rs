//! Somebody to be kept apart. Never who, and never whether anybody is here.

use super::words::{ADDRESS_CONFIRMED, MAY_NOT_BE_SAFE, NOT_CONFIRMED, RuleWords, address_asked};

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| MAY_NOT_BE_SAFE.into(),
    question: address_asked,
    change: Some(ADDRESS_CONFIRMED),
    in_the_way: |_| NOT_CONFIRMED,
};
