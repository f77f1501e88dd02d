//! Words that all of the register's screens have: events, moments as they were written, states.

use crate::base::domain::{ReturnReason, RuleName};
use crate::presentation::document::Text;
use crate::presentation::wording::when;
use crate::service::register::When;
use jiff::Timestamp;

/// What an event is called within a sentence.
pub fn event_title(name: &str) -> &'static str {
    match name {
        "estate_recorded" => "the estate's files",
        "carried_in" => "being on the list of residents",
        "referral_received" => "the referral",
        "referral_amended" => "the change of the form",
        "contact_attempted" => "the attempt to make contact",
        "noted" => "the note",
        "decision_given" => "the decision",
        "held" => "the hold",
        "offered" => "the offer",
        "offer_accepted" => "the acceptance",
        "claim_ended" => "the end of the claim",
        "arrived" => "the arrival",
        "expected_departure" => "the expected departure",
        "person_joined" => "the person who joined",
        "person_left" => "the person who left",
        "transferred" => "the move",
        "departed" => "the departure",
        "turned_away" => "the refusal",
        "placed_elsewhere" => "the place elsewhere",
        "withdrawn" => "the withdrawal",
        "duplicate" => "the closing as a duplicate",
        "unit_opened" => "the opening of the unit",
        "unit_closed" => "the closing of the unit",
        "void_began" => "the beginning of the repair",
        "void_ended" => "the end of the repair",
        "made_ready" => "the unit being ready",
        "erased" => "the erasure",
        "annulled" => "the annulment",
        _ => "what was recorded",
    }
}

/// A moment or a day as it was written, as it is told.
pub(super) fn told(written: &str, now: Timestamp) -> Text {
    match When::read(written) {
        Some(When::Moment(at)) => when::moment(at, now).into(),
        Some(When::Day(day)) => when::day(day, now).into(),
        None => words_of(written).into(),
    }
}

/// A word of the contract as a person reads it.
pub fn words_of(word: &str) -> String {
    let reasons = ReturnReason::ALL.into_iter().map(|of| (of.name(), of.title()));
    let rules = RuleName::ALL.into_iter().map(|of| (of.name(), of.title()));
    let known = reasons.chain(rules).find(|(name, _)| *name == word);
    known.map_or_else(|| word.replace('_', " "), |(_, title)| title.to_owned())
}

/// Rules by their titles, in a row.
pub(super) fn rules(rules: &[RuleName]) -> String {
    rules.iter().map(|rule| rule.title()).collect::<Vec<_>>().join(", ")
}
