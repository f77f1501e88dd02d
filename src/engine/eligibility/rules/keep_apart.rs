//! Households that must not live beside one another.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

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
    let units = &case.estate.units;
    let mut apart = case.occupancy.apart.iter().map(|&home| &units[home]);
    if apart.any(|home| home.setting == candidate.unit.setting) {
        return Some(Finding::Unsuitable);
    }
    let mut apart = case.occupancy.apart.iter().map(|&home| &units[home]);
    apart.any(|home| home.sector == candidate.unit.sector).then_some(Finding::Decision)
}
