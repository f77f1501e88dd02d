//! Funded places for people without recourse to public funds.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |_, _, _| {
        "No funded place is free for people without recourse to public funds.".into()
    },
    question: |household| {
        if household.needs.nrpf.is_unknown() {
            "Is there recourse to public funds? If not, no funded place is free: can this stay be funded?"
        } else {
            "Can this stay be funded, although no funded place is free?"
        }
    },
    change: Some("funding is agreed"),
    in_the_way: |_| "no funded place is free for people without recourse",
};
