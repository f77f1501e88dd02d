//! Pets.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| "Pets cannot come here.".into(),
    question: |_| "May the pet come tonight, or can somebody foster it?",
    change: Some("a foster place is found for the pet"),
    in_the_way: |_| "settings that take no pets",
};
