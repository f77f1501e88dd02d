//! Babies who are expected will need a cot: worth knowing before a unit is chosen, and never a bar.

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Cots,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let cots = case.household.cots_to_come()?;
        (candidate.unit.cots < cots).then_some(Finding::Advice)
    },
    reason: needs_other,
    lifts: Lifts::Nothing,
};
