//! Settings that admit no children.

use super::words::{RuleWords, never_asks};

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| "This setting is not for children.".into(),
    question: never_asks,
    change: None,
    in_the_way: |_| "settings that are not for children",
};
