//! Beds for everybody.

use super::words::RuleWords;
use crate::engine::eligibility::Finding;

pub(super) const WORDS: RuleWords = RuleWords {
    finding: |case, candidate, finding| {
        let (cots, places) = (candidate.unit.cots, candidate.unit.sleeping_places());
        let most = case.household.sleepers(cots);
        let least = case.household.sleepers_at_least(cots);
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
    change: Some("the child whose age is not known is young enough for a cot"),
    in_the_way: |_| "not enough beds for everybody",
};
