//! Everybody has a place to sleep (4.5); children under 2 may sleep in a cot.

use super::{Finding, Rule, Who, needs_other};
use crate::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::SleepingPlaces,
    clause: Some("4.5"),
    who: Who::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let sleepers = case.referral.sleepers(candidate.unit.cots);
        (sleepers > candidate.unit.sleeping_places()).then_some(Finding::Unsuitable)
    },
    reason: needs_other,
    text: |case, candidate, _| {
        let (sleepers, places) =
            (case.referral.sleepers(candidate.unit.cots), candidate.unit.sleeping_places());
        format!("The household needs {sleepers} sleeping places besides cots; there are {places}.")
            .into()
    },
    question: "",
    change: None,
};
