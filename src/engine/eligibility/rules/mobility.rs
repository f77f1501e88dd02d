//! A unit can be reached and used by whoever would live there.

use super::{Decider, Finding, Rule, no_question};
use crate::base::domain::household::Mobility;
use crate::base::domain::{ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Mobility,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let unit = candidate.unit;
        let barred = match case.referral.needs.mobility {
            Mobility::None => false,
            Mobility::Limited => !unit.step_free && !unit.wheelchair,
            Mobility::Wheelchair => !unit.wheelchair,
        };
        barred.then_some(Finding::Unsuitable)
    },
    reason: |_| ReturnReason::Disability,
    text: |case, _, _| {
        match case.referral.needs.mobility {
            Mobility::Wheelchair => "It is not adapted for a wheelchair.",
            _ => "There are steps.",
        }
        .into()
    },
    question: no_question,
    change: None,
};
