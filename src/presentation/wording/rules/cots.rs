//! Cots for babies expected.

use super::words::{RuleWords, never_asks};

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |case, candidate, _| {
        let needed = case.household.cots_to_come().unwrap_or_default();
        let cots = |n: u32| if n == 1 { "1 cot".to_owned() } else { format!("{n} cots") };
        let there = match candidate.unit.cots {
            0 => "there is none".to_owned(),
            n => format!("there {} {n}", if n == 1 { "is" } else { "are" }),
        };
        let babies = if case.household.needs.unborn.value() == Some(1) { "baby" } else { "babies" };
        format!("With the {babies} expected the household will need {}; {there}.", cots(needed))
            .into()
    },
    question: never_asks,
    change: None,
    in_the_way: |_| "cots for the babies expected",
};
