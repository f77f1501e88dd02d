//! Safe Place is for women who are also homeless or sleeping rough (4.6 ii).

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::{Kind, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::SafePlacePurpose,
    clause: Some("4.6"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let asks = candidate.setting.kind == Kind::SafePlace && !case.household.was_homeless();
        asks.then_some(Finding::Decision)
    },
    reason: needs_other,
    lifts: Lifts::Decision,
};
