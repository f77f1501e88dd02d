//! Under 16: children's services lead.

use super::words::RuleWords;
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, finding| {
        match finding {
            Finding::Decision => {
                "The lead may be under 16; if so, children's services lead, at any hour."
            }
            _ => "The lead is under 16: children's services lead, at any hour.",
        }
        .into()
    },
    question: |_| "How old is the young person? Under 16, children's services lead.",
    change: Some("the manager is satisfied that the lead is 16 or over"),
    in_the_way: |is_asked| {
        if is_asked { "whoever asks may be under 16" } else { "whoever asks is under 16" }
    },
};
