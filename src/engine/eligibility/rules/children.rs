//! Some settings admit no children.

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Children,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let any = case.household.children().next().is_some();
        (any && !candidate.setting.children).then_some(Finding::Unsuitable)
    },
    reason: needs_other,
    lifts: Lifts::Nothing,
};
