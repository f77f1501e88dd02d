//! Words that all of the register's screens have: events, moments as they were written, states.

use crate::base::domain::calendar::in_london;
use crate::base::domain::{EventName, ReturnReason, RuleName};
use crate::engine::eligibility::Decider;
use crate::engine::eligibility::rules::rule;
use crate::presentation::document::{Moment, Text};
use crate::presentation::wording::{when, who};
use crate::service::register::{Standing, When};
use jiff::Timestamp;
use jiff::civil::Time;
use serde_json::{Map, Value};

/// What an event as it is written is called within a sentence.
pub fn event_called(event: &Map<String, Value>) -> &'static str {
    EventName::of(event).map_or("what was recorded", event_title)
}

/// The same by its name.
pub(super) fn event_title(event: EventName) -> &'static str {
    match event {
        EventName::EstateRecorded => "the estate's files",
        EventName::CarriedIn => "being on the list of residents",
        EventName::ReferralReceived => "the referral",
        EventName::ReferralAmended => "the change of the form",
        EventName::ContactAttempted => "the attempt to make contact",
        EventName::Noted => "the note",
        EventName::DecisionGiven => "the decision",
        EventName::Held => "the hold",
        EventName::Offered => "the offer",
        EventName::OfferAccepted => "the acceptance",
        EventName::ClaimEnded => "the end of the claim",
        EventName::Arrived => "the arrival",
        EventName::ExpectedDeparture => "the expected departure",
        EventName::PersonJoined => "the person who joined",
        EventName::PersonLeft => "the person who left",
        EventName::Transferred => "the move",
        EventName::Departed => "the departure",
        EventName::TurnedAway => "the refusal",
        EventName::PlacedElsewhere => "the place elsewhere",
        EventName::Withdrawn => "the withdrawal",
        EventName::Duplicate => "the closing as a duplicate",
        EventName::UnitOpened => "the opening of the unit",
        EventName::UnitClosed => "the closing of the unit",
        EventName::VoidBegan => "the beginning of the repair",
        EventName::VoidEnded => "the end of the repair",
        EventName::MadeReady => "the unit being ready",
        EventName::Erased => "the erasure",
        EventName::Annulled => "the annulment",
        event => super::support_spoken::title(event),
    }
}

/// A moment or a day as it was written, as it is told.
pub(super) fn told(written: &str, now: Timestamp) -> Text {
    match When::read(written) {
        Some(When::Moment(at)) => moment(at, now).into(),
        Some(When::Day(day)) => when::day(day, now).into(),
        None => words_of(written).into(),
    }
}

/// A moment; one that stands for a day is told as the day.
pub(super) fn moment(at: Timestamp, now: Timestamp) -> Moment {
    let local = in_london(at);
    if local.time() == END_OF_A_DAY { when::day(local.date(), now) } else { when::moment(at, now) }
}

/// The last second of a London day, which is what a day stands at.
const END_OF_A_DAY: Time = Time::constant(23, 59, 59, 0);

/// Who decides about rules, as a role is written.
pub fn who_decides(rules: &[RuleName]) -> String {
    let who = rules.iter().map(|name| who::title(rule(*name).who)).collect();
    let said = who::all(who);
    if said.is_empty() { who::title(Decider::ManagerOnCall).to_owned() } else { said }
}

/// Why there is nothing to decide about a household and a unit.
pub fn nothing_to_decide(reference: &str, unit: &str, barred: &[RuleName]) -> String {
    let why = if barred.is_empty() {
        "no rule asks for a decision".to_owned()
    } else {
        format!("no decision would open it: {}", rules(barred))
    };
    format!("about {reference} and {unit} {why}; to record a decision all the same, name its rules")
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

/// What has become of a referral, within a sentence.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Placed => "living here",
        Standing::Left => "gone: they had left",
        Standing::TurnedAway => "closed: turned away",
        Standing::PlacedElsewhere => "closed: placed elsewhere",
        Standing::Withdrawn => "closed: withdrawn",
        Standing::Duplicate => "closed: a duplicate",
        Standing::Sanctuary => "closed: sanctuary",
    }
}
