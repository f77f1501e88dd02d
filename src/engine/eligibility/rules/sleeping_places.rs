//! Everybody has a place to sleep (4.5); children under 2 may sleep in a cot.
//!
//! Where a child's age is not known and a cot would be enough for a baby, a manager decides.

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::SleepingPlaces,
    clause: Some("4.5"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let (places, cots) = (candidate.unit.sleeping_places(), candidate.unit.cots);
        if case.household.sleepers_at_least(cots) > places {
            Some(Finding::Unsuitable)
        } else {
            (case.household.sleepers(cots) > places).then_some(Finding::Decision)
        }
    },
    reason: needs_other,
    lifts: Lifts::Decision,
};
