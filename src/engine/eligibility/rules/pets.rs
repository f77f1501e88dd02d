//! Few settings take pets; fostering may be found. Assistance animals are always welcome.

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Pets,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let asks = case.household.needs.pets > 0 && !candidate.setting.pets;
        asks.then_some(Finding::Decision)
    },
    reason: needs_other,
    lifts: Lifts::Decision,
};
