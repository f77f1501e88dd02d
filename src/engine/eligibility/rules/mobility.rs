//! A unit can be reached and used by whoever would live there.

use super::{Decider, Finding, Lifts, Rule};
use crate::base::domain::household::Mobility;
use crate::base::domain::{ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Mobility,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let unit = candidate.unit;
        let barred = match case.household.needs.mobility {
            Mobility::None => false,
            Mobility::Limited => !unit.step_free && !unit.wheelchair,
            Mobility::Wheelchair => !unit.wheelchair,
        };
        barred.then_some(Finding::Unsuitable)
    },
    reason: |_| ReturnReason::Disability,
    lifts: Lifts::Nothing,
};
