//! Households that must not live beside one another.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::{RuleName, Unit};

pub(super) const RULE: Rule = Rule {
    name: RuleName::KeepApart,
    clause: None,
    who: Decider::KnowsTheAddress,
    depends_on_residents: true,
    find,
    reason: needs_other,
    lifts: Lifts::Decision,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    let home = |&home: &usize| &case.estate.units[home];
    let mut apart = case.view.apart.iter().map(home);
    if apart.any(|home| home.setting == candidate.unit.setting) {
        return Some(Finding::Unsuitable);
    }
    let is_beside = |home: &Unit| home.sector == candidate.unit.sector;
    let in_sector = case.view.apart.iter().map(home).any(is_beside);
    // Whom such a household is to be kept apart from may be anybody.
    let perhaps = || {
        let is_there = |home: &Unit| home.setting == candidate.unit.setting || is_beside(home);
        case.view.perhaps_apart.iter().map(home).any(is_there)
    };
    (in_sector || perhaps()).then_some(Finding::Decision)
}
