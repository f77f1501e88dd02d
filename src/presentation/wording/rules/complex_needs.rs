//! Places with support for complex needs. Nothing of who lives there.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| "There is no free place here for a household with complex needs.".into(),
    question: |_| "Are the needs complex? If so, there is no free place for them here: can an extra worker be found?",
    change: Some("an extra worker is found, so that complex needs can be supported there"),
    in_the_way: |_| "no place with support for complex needs is free",
};
