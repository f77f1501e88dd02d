//! Settings that are alcohol- and drug-free.

use super::words::{RuleWords, never_asks};

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| "This setting is alcohol- and drug-free.".into(),
    question: never_asks,
    change: Some("the manager agrees a plan about drink or drugs"),
    in_the_way: |_| "settings that are alcohol- and drug-free",
};
