//! Steps, and homes that are not adapted.

use super::words::{RuleWords, never_asks};
use crate::base::domain::household::Mobility;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |case, _, _| {
        match case.household.needs.mobility {
            Mobility::Wheelchair => "It is not adapted for a wheelchair.",
            _ => "There are steps.",
        }
        .into()
    },
    question: never_asks,
    change: None,
    in_the_way: |_| "steps, or homes not adapted",
};
