//! What Safe Place is kept for.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| {
        "A Safe Place is kept for people who were homeless or sleeping rough before.".into()
    },
    question: |_| "May a Safe Place be used tonight for somebody who was not homeless before?",
    change: Some("the manager agrees to use a Safe Place"),
    in_the_way: |_| "Safe Place is kept for people who were homeless",
};
