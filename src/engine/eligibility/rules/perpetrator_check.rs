//! A perpetrator may present as a resident, or be linked with one: shared rooms need a second look. Where he
//! works here or for a partner, every unit does.

use super::{Decider, Finding, Lifts, Rule, proximity};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::PerpetratorCheck,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let him = &case.household.perpetrator;
        let may_come_in = him.may_seek_place && candidate.setting.shared;
        (may_come_in || him.is_linked_to_service()).then_some(Finding::Decision)
    },
    reason: proximity,
    lifts: Lifts::Decision,
};
