//! A perpetrator may present as a resident, or be linked with one: shared rooms need a second look. Where he
//! works here or for a partner, every unit does.

use super::{Change, Decider, Finding, Rule, proximity};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::PerpetratorCheck,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let him = &case.referral.perpetrator;
        let may_come_in = him.may_seek_place && candidate.setting.shared;
        (may_come_in || him.is_linked_to_service()).then_some(Finding::Decision)
    },
    reason: proximity,
    text: |case, _, _| {
        if case.referral.perpetrator.is_linked_to_service() {
            "The perpetrator is linked with this service or a partner, and may find out who is here."
        } else {
            "Rooms are shared, and the perpetrator may try to come in here."
        }
        .into()
    },
    question: |referral| {
        if referral.perpetrator.is_linked_to_service() {
            "The perpetrator works here or for a partner: can this home be kept from them? Speak with nobody else about it."
        } else {
            "Could the perpetrator get in, or find out who is here? Check first."
        }
    },
    change: Some(Change {
        words: "the manager is satisfied that the perpetrator cannot come in",
        lifts_bar: false,
    }),
};
