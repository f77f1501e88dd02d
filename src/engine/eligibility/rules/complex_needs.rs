//! A setting can support only so many households with complex needs at once.
//!
//! Whether needs are complex is for the worker to judge; where that is not known, and it would matter, a manager
//! decides. The words say nothing of who lives there: they are true of a setting without such places too.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule};
use crate::base::domain::household::Support;
use crate::base::domain::{Household, Known, ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::ComplexNeeds,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: true,
    find,
    reason,
    lifts: Lifts::Bar,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let places = candidate.setting.complex_needs_places?;
    let taken = case.view.complex_needs[candidate.unit.setting];
    match case.household.needs.complex {
        _ if taken < places => None,
        Known::Value(true) => Some(Finding::Unsuitable),
        Known::Value(false) => None,
        Known::Unknown => Some(Finding::Decision),
    }
}

fn reason(household: &Household) -> ReturnReason {
    let named = |support| household.needs.support.contains(&support);
    if named(Support::MentalHealth) {
        ReturnReason::MentalHealth
    } else if named(Support::Alcohol) {
        ReturnReason::Alcohol
    } else if named(Support::Drugs) {
        ReturnReason::Drugs
    } else {
        ReturnReason::NeedsOther
    }
}
