//! Words of section 11 as a person reads them.

pub(super) use crate::presentation::wording::count::pounds;

use crate::base::domain::EventName;
use crate::presentation::document::{Act, Action, Text, Verb, household, text};
use crate::service::pathway::{AREAS, ClockName, MEASURES};

/// An outcome area.
pub(in crate::presentation::wording::register) fn area(word: &str) -> String {
    let known = AREAS.iter().find(|(name, _)| *name == word);
    known.map_or_else(|| word.replace('_', " "), |(_, title)| (*title).to_owned())
}

/// A sanctuary measure.
pub(in crate::presentation::wording::register) fn measure(word: &str) -> String {
    let known = MEASURES.iter().find(|(name, ..)| *name == word);
    match known {
        Some((_, name, _)) => (*name).to_owned(),
        None if word == "other" => "a measure outside the schedule".to_owned(),
        None => word.replace('_', " "),
    }
}

/// Several in a row; nothing is "nothing".
pub(super) fn listed(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<String> = words.into_iter().collect();
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}

/// Something to record of a household.
pub(super) fn act(event: EventName, reference: &str) -> Action {
    Action::new(Verb::Record(Act::Tell(event))).of(reference)
}

/// "Person 2 of R-0417".
pub(super) fn person(id: &str, reference: &str) -> Text {
    text![format!("Person {id} of "), household(reference)]
}

/// What a clock waits for.
pub(super) fn waits_for(name: ClockName, of: Option<&str>) -> String {
    match (name, of) {
        (ClockName::RiskAssessment, _) => "risk assessment begun".to_owned(),
        (ClockName::SupportPlan, _) => "support and safety plan made".to_owned(),
        (ClockName::Fitting, Some(of)) => format!("{} fitted", measure(of)),
        (ClockName::Fitting, None) => "measure fitted".to_owned(),
        (ClockName::SecondStage, _) => "second stage ended, or extended with a reason".to_owned(),
    }
}
