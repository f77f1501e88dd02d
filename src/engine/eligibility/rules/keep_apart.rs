//! Households that must not live beside one another.

use super::{Candidate, Case, Change, Decider, Finding, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::KeepApart,
    clause: None,
    who: Decider::KnowsTheAddress,
    depends_on_residents: true,
    find,
    reason: needs_other,
    text: |_, _, _| "It may lie too close to somewhere unsafe for this household.".into(),
    question: |_| "Is this address safe for this household? Check it against the whole form.",
    change: Some(Change {
        words: "somebody who knows the address confirms that it is safe for this household",
        lifts_bar: false,
    }),
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
