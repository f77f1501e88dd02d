//! A setting can support only so many households with complex needs at once.

use super::{Candidate, Case, Change, Finding, Rule, Who};
use crate::domain::household::Support;
use crate::domain::{Referral, ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::ComplexNeeds,
    clause: None,
    who: Who::ManagerOnCall,
    depends_on_residents: true,
    find,
    reason,
    text: |_, _, _| "All its places for complex needs are taken.".into(),
    question: "",
    change: Some(Change {
        words: "an extra worker is found, so that complex needs can be supported there",
        lifts_bar: true,
    }),
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let places = candidate.setting.complex_needs_places?;
    let taken = case.standing.complex_needs[candidate.unit.setting];
    (case.referral.needs.complex && taken >= places).then_some(Finding::Unsuitable)
}

fn reason(referral: &Referral) -> ReturnReason {
    let named = |support| referral.needs.support.contains(&support);
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
