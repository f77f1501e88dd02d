//! Everybody has a place to sleep (4.5); children under 2 may sleep in a cot.
//!
//! Where a child's age is not known and a cot would be enough for a baby, a manager decides.

use super::{Change, Decider, Finding, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::SleepingPlaces,
    clause: Some("4.5"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let (places, cots) = (candidate.unit.sleeping_places(), candidate.unit.cots);
        if case.referral.sleepers_at_least(cots) > places {
            Some(Finding::Unsuitable)
        } else {
            (case.referral.sleepers(cots) > places).then_some(Finding::Decision)
        }
    },
    reason: needs_other,
    text: |case, candidate, finding| {
        let (cots, places) = (candidate.unit.cots, candidate.unit.sleeping_places());
        let most = case.referral.sleepers(cots);
        let least = case.referral.sleepers_at_least(cots);
        match finding {
            Finding::Decision => format!(
                "The household may need {most} sleeping places besides cots, as an age is not known; there are {places}."
            ),
            _ => {
                format!("The household needs {least} sleeping places besides cots; there are {places}.")
            }
        }
        .into()
    },
    question: |_| "How old is the child whose age is not known? There is a bed only for a child under 2, in a cot.",
    change: Some(Change {
        words: "the child whose age is not known is young enough for a cot",
        lifts_bar: false,
    }),
};
