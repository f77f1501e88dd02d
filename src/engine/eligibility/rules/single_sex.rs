//! Shared settings are single-sex (2.21, 6.2); the provider's policy, not the program, settles the rest.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;
use crate::base::domain::household::Sex;
use crate::base::domain::unit::Residents;

pub(super) const RULE: Rule = Rule {
    name: RuleName::SingleSex,
    clause: Some("6.2"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find,
    reason: needs_other,
    lifts: Lifts::Decision,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let admitted = match candidate.setting.residents {
        Residents::Women => Sex::Female,
        Residents::Men => Sex::Male,
        Residents::Any => return None,
    };
    let mut adults = case.household.adults();
    if adults.any(|adult| adult.sex != admitted && !adult.policy_review) {
        return Some(Finding::Unsuitable);
    }
    case.household.adults().any(|adult| adult.policy_review).then_some(Finding::Decision)
}
