//! The perpetrator may find this home, or come in.

use super::words::RuleWords;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |case, _, _| {
        if case.household.perpetrator.is_linked_to_service() {
            "The perpetrator is linked with this service or a partner, and may find out who is here."
        } else {
            "Rooms are shared, and the perpetrator may try to come in here."
        }
        .into()
    },
    question: |household| {
        if household.perpetrator.is_linked_to_service() {
            "The perpetrator works here or for a partner: can this home be kept from them? Speak with nobody else about it."
        } else {
            "Could the perpetrator get in, or find out who is here? Check first."
        }
    },
    change: Some("the manager is satisfied that the perpetrator cannot come in"),
    in_the_way: |_| "homes which the perpetrator might find or come into",
};
