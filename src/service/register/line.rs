//! An event as it is written, one JSON object, read strictly.
//!
//! What is looked at here needs nothing but the line itself. Not here: what a form says (`form`).

use super::estate;
use super::event::{Act, ClaimEnd, Closing, Draft, Event};
use super::form::{Form, Member, flag, text};
use super::keys::{self, CLAIM_ENDS, ENVELOPE};
use super::moment::{When, moment};
use super::pathway_events;
use super::row::{About, Holds, Key, Row};
use super::why::Why;
use crate::base::domain::{EventName, RuleName};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A line that cannot be an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread {
    /// What it calls itself.
    pub event: Option<String>,
    /// What is wrong with it.
    pub why: Why,
}

impl Draft {
    /// Reads one line of a file of events.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(line: &str) -> Result<Self, Misread> {
        match serde_json::from_str(line) {
            Ok(Value::Object(object)) => Self::of(object),
            _ => Err(Misread { event: None, why: Why::UnknownEvent }),
        }
    }

    /// Reads an event that is an object already.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn of(mut object: Map<String, Value>) -> Result<Self, Misread> {
        object.retain(|_, value| !value.is_null());
        let event = object.get("event").and_then(Value::as_str).map(ToOwned::to_owned);
        draft(object).map_err(|why| Misread { event, why })
    }
}

impl Draft {
    /// An event that was found right when it was recorded.
    pub fn kept(object: Map<String, Value>) -> Option<Self> {
        let row = keys::row(object.get("event")?.as_str()?)?;
        written(row, object, Form::kept)
    }

    /// What happened.
    pub fn name(&self) -> EventName {
        self.event.name
    }

    /// The referral it is about.
    pub fn referral(&self) -> Option<&str> {
        self.event.referral.as_deref()
    }

    /// When it was recorded, where it was recorded before.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        self.recorded_at
    }
}

fn draft(object: Map<String, Value>) -> Result<Draft, Why> {
    let name = object.get("event").and_then(Value::as_str).unwrap_or_default();
    let row = keys::row(name).ok_or(Why::UnknownEvent)?;
    if is_missing(row, &object) || pathway_events::lacks_a_reason(row, &object) {
        return Err(Why::MissingKey);
    }
    if times(row).any(|key| object.get(key.name).is_some_and(|value| !is_time(key, value))) {
        return Err(Why::BadTime);
    }
    if !object.iter().all(|(name, value)| is_right(row, name, value)) {
        return Err(Why::BadValue);
    }
    written(row, object, Form::read).ok_or(Why::BadValue)
}

/// An event whose keys are as they must be.
fn written(
    row: &'static Row,
    object: Map<String, Value>,
    form: fn(&Value) -> Form,
) -> Option<Draft> {
    let event = Event {
        name: row.event,
        referral: text(&object, "referral"),
        unit: text(&object, "unit"),
        act: act(row.event, &object, form)?,
    };
    Some(Draft {
        seq: object.get("seq").and_then(Value::as_u64),
        request: text(&object, "request"),
        recorded_at: time(&object, "recorded_at"),
        when: When::read(object.get("at")?.as_str()?)?,
        corrects: object.get("corrects").and_then(Value::as_u64),
        event,
        content: Arc::new(without_number(object)),
    })
}

/// What makes an event the same when it comes again.
fn without_number(mut object: Map<String, Value>) -> Map<String, Value> {
    object.retain(|key, _| key != "seq" && key != "recorded_at");
    object
}

fn is_missing(row: &Row, object: &Map<String, Value>) -> bool {
    let has = |key: &str| object.contains_key(key);
    let about = match row.about {
        About::Referral => has("referral"),
        About::Either => has("referral") || has("unit"),
        About::Perhaps => true,
        About::Other => row.event != EventName::Annulled || has("corrects"),
    };
    let of_units = row.event == EventName::EstateRecorded
        && object.get("units").is_some_and(estate::lack_a_key);
    !about || !has("at") || of_units || row.keys.iter().any(|key| key.is_needed() && !has(key.name))
}

/// The keys of a row that hold times.
fn times(row: &Row) -> impl Iterator<Item = &Key> {
    let is_time = |key: &&Key| matches!(key.holds, Holds::Moment | Holds::DayOrMoment);
    ENVELOPE.iter().chain(row.keys).filter(is_time)
}

fn is_time(key: &Key, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match key.holds {
        Holds::Moment => moment(text).is_some(),
        _ => When::read(text).is_some(),
    }
}

/// Whether a key is known here and its value is one it may have.
fn is_right(row: &Row, name: &str, value: &Value) -> bool {
    if name.starts_with("x_") {
        return true;
    }
    let by_its_own = |key: &&Key| key.name == name;
    let holds = ENVELOPE.iter().chain(row.keys).find(by_its_own).map(|key| key.holds);
    match (holds, row.about) {
        (Some(holds), _) => is_value(holds, value),
        (None, About::Referral | About::Perhaps) => name == "referral" && value.is_string(),
        (None, About::Either) => (name == "referral" || name == "unit") && value.is_string(),
        (None, About::Other) => false,
    }
}

fn is_value(holds: Holds, value: &Value) -> bool {
    match holds {
        Holds::Text => value.is_string(),
        Holds::Flag => value.is_boolean(),
        Holds::Whole => value.is_u64(),
        // Looked at before.
        Holds::Moment | Holds::DayOrMoment => true,
        Holds::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Holds::Rules => {
            list(value, |rule| rule.as_str().is_some_and(|name| RuleName::named(name).is_some()))
        }
        Holds::Texts => list(value, Value::is_string),
        Holds::Words(words) => {
            list(value, |word| word.as_str().is_some_and(|word| words.contains(&word)))
        }
        Holds::FlagOrText => value.is_boolean() || value.is_string(),
        Holds::Refused => list(value, is_refused),
        Holds::Units => estate::are_units(value),
        Holds::Form => value.is_object(),
        Holds::Person => Member::read(value).is_some(),
    }
}

/// A measure, and perhaps why it was refused.
fn is_refused(value: &Value) -> bool {
    let Some(refused) = value.as_object() else { return false };
    let is_known = |(key, value): (&String, &Value)| match key.as_str() {
        "measure" => value.is_string(),
        "reason" => value.is_string() || value.is_null(),
        key => key.starts_with("x_") || value.is_null(),
    };
    refused.get("measure").is_some_and(Value::is_string) && refused.iter().all(is_known)
}

fn list(value: &Value, is_right: impl FnMut(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(is_right))
}

fn time(object: &Map<String, Value>, key: &str) -> Option<Timestamp> {
    moment(object.get(key)?.as_str()?)
}

/// What an event does that was found right, from its keys.
fn act(name: EventName, object: &Map<String, Value>, form: fn(&Value) -> Form) -> Option<Act> {
    Some(match name {
        EventName::EstateRecorded => Act::EstateRecorded(Arc::new(estate::Rows::of_event(object)?)),
        EventName::CarriedIn => Act::CarriedIn,
        EventName::ReferralReceived => Act::Received(Arc::new(form(object.get("form")?))),
        EventName::ReferralAmended => Act::Amended(Arc::new(form(object.get("form")?))),
        EventName::ContactAttempted => Act::Contacted,
        EventName::Noted => Act::Noted,
        EventName::DecisionGiven => decided(object)?,
        EventName::Held => Act::Held { until: time(object, "until")? },
        EventName::Offered => Act::Offered { until: time(object, "until")? },
        EventName::OfferAccepted => Act::Accepted { expected: text(object, "expected") },
        EventName::ClaimEnded => Act::ClaimEnded { why: claim_end(object.get("why")?.as_str()?) },
        EventName::Arrived => Act::Arrived,
        EventName::ExpectedDeparture => Act::Expected { on: text(object, "on")? },
        EventName::PersonJoined => Act::Joined(Arc::new(Member::read(object.get("person")?)?)),
        EventName::PersonLeft => Act::Left { id: text(object, "id")? },
        EventName::Transferred => Act::Transferred,
        EventName::Departed => Act::Departed,
        EventName::TurnedAway => Act::Closed(Closing::TurnedAway),
        EventName::PlacedElsewhere => Act::Closed(Closing::PlacedElsewhere),
        EventName::Withdrawn => Act::Closed(Closing::Withdrawn),
        EventName::Duplicate => Act::Duplicate { of: text(object, "of")? },
        _ => of_unit(name, object)?,
    })
}

fn of_unit(name: EventName, object: &Map<String, Value>) -> Option<Act> {
    Some(match name {
        EventName::UnitOpened => Act::UnitOpened,
        EventName::UnitClosed => Act::UnitClosed,
        EventName::VoidBegan => Act::VoidBegan { expected: text(object, "expected") },
        EventName::VoidEnded => Act::VoidEnded,
        EventName::MadeReady => Act::MadeReady,
        EventName::Erased => Act::Erased { ordered: flag(object, "ordered") },
        EventName::Annulled => Act::Annulled,
        _ => pathway_events::act(name, object)?,
    })
}

fn decided(object: &Map<String, Value>) -> Option<Act> {
    let names = object.get("rules")?.as_array()?.iter();
    let rules = names.filter_map(|name| RuleName::named(name.as_str()?)).collect();
    Some(Act::Decided { rules, granted: flag(object, "granted") })
}

fn claim_end(why: &str) -> ClaimEnd {
    debug_assert!(CLAIM_ENDS.contains(&why), "it was looked at before");
    match why {
        "declined" => ClaimEnd::OfOffer,
        "cancelled" | "not_arrived" => ClaimEnd::OfAccepted,
        _ => ClaimEnd::Any,
    }
}
