//! Who would share a room.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| {
        "From the age of 10, people of both sexes usually sleep apart; here they could not. Ask how they feel.".into()
    },
    question: |_| "Are these sleeping arrangements acceptable to the household, and to you?",
    change: Some("the manager agrees to the sleeping arrangements"),
    in_the_way: |_| "who would have to share a room",
};
