//! What whoever keeps a log asks of it.

use super::as_known_at::Kept;
use super::estate::Rows;
use super::event::{Act, Draft, Entry, Key};
use super::form;
use super::log::Log;
use super::unit::{Unit, UnitStanding};
use crate::base::domain::{EventName, redact};
use crate::service::pathway::{MEASURES, NOT_ACCEPTED, NOT_WANTED};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a unit is, and whose.
#[derive(Clone)]
pub struct UnitNow {
    /// What it is; none: the estate has it no more.
    pub state: Option<UnitStanding>,
    /// The referral that lives there or has claimed it.
    pub holder: Option<String>,
    /// When a claim lapses.
    pub until: Option<Timestamp>,
}

redact!(UnitNow);

impl Log {
    /// The event that was recorded under the request of a draft.
    pub fn request_of(&self, draft: &Draft) -> Option<u64> {
        let index = self.requests.get(draft.request.as_ref()?)?;
        Some(self.entries[*index].seq)
    }

    /// Takes an event's whole content back, of which only a part was needed.
    pub fn recall(&mut self, kept: Kept) {
        if let Some(index) = self.index_of(kept.seq) {
            self.entries[index].content = kept.draft.content;
        }
    }

    /// Whether what an estate's files mean is what is in force.
    pub fn has_estate(&self, meaning: &Map<String, Value>) -> bool {
        let rows = Rows::of_event(meaning);
        rows.is_some() && rows.as_ref() == self.fold.state.estate().map(|estate| &**estate)
    }

    /// Whether an event is the last in the order in which events take effect.
    pub fn is_last_in_order(&self, seq: u64) -> bool {
        self.order.last().is_some_and(|last| self.entries[*last].seq == seq)
    }

    /// The referrals of a household, by one of them.
    pub fn household_of(&self, reference: &str) -> Vec<String> {
        let state = &self.fold.state;
        let Some(referral) = state.referral_named(reference) else { return Vec::new() };
        let household = state.household(state.referral(referral).household);
        let reference = |referral: &usize| state.referral(*referral).reference.to_string();
        household.referrals.iter().map(reference).collect()
    }

    /// The events by which households that lived in a unit left it, of which none names it: departures, and moves to another.
    pub fn departures_from(&self, unit: &str) -> Vec<u64> {
        let in_order = self.order.iter().map(|index| &self.entries[*index]);
        let (mut living, mut found) = (BTreeSet::new(), Vec::new());
        for entry in in_order.filter(|entry| self.stands(entry.seq)) {
            let Some(referral) = entry.referral() else { continue };
            let moves_in =
                matches!(entry.event.act, Act::CarriedIn | Act::Arrived | Act::Transferred);
            if moves_in && entry.unit() == Some(unit) {
                living.insert(referral);
            } else if (moves_in || matches!(entry.event.act, Act::Departed))
                && living.remove(referral)
            {
                found.push(entry.seq);
            }
        }
        found
    }

    /// The units that the newest event may have changed, as they are at a moment, by name.
    pub fn changed_units(&self, at: Timestamp) -> Vec<(String, UnitNow)> {
        let names = self.fold.state.unit_names().filter(|(_, unit)| self.changed.contains(unit));
        names.map(|(name, unit)| (name.to_owned(), self.unit_now(unit, at))).collect()
    }

    fn unit_now(&self, unit: usize, at: Timestamp) -> UnitNow {
        let state = &self.fold.state;
        let mut unit = state.unit(unit).clone();
        unit.settle(Key::after(at), &self.notes.ended);
        let reference = |referral: usize| Some(state.referral(referral).reference.to_string());
        let state = unit.is_listed.then(|| unit.standing());
        let (holder, until) = match (state, unit) {
            (Some(UnitStanding::LivedIn), Unit { stay: Some(stay), .. }) => {
                (reference(stay.referral), None)
            }
            (Some(state), Unit { claim: Some(claim), .. }) if state.is_claim() => {
                (reference(claim.referral), claim.until)
            }
            _ => (None, None),
        };
        UnitNow { state, holder, until }
    }
}

/// What of an event stays for good, and what goes when its household is erased: its form but for what the counts need,
/// what its people told, and whatever was written in words.
pub fn what_stays(entry: &Entry) -> (Map<String, Value>, Map<String, Value>) {
    const IN_WORDS: [&str; 10] = [
        "reason",
        "text",
        "to",
        "purpose",
        "kind",
        "provider",
        "holder",
        "about",
        "instructions",
        "question",
    ];
    let mut core = Map::clone(&entry.content);
    let mut personal = Map::new();
    if entry.referral().is_none() {
        return (core, personal);
    }
    for (key, keep) in [("form", form::kept as fn(&Value) -> Value), ("person", form::kept_person)]
    {
        if let Some(value) = core.get_mut(key).filter(|value| value.is_object()) {
            let kept = keep(value);
            personal.insert(key.to_owned(), std::mem::replace(value, kept));
        }
    }
    let is_words = |key: &str| {
        match entry.name() {
            // A word of 10.13 viii, and closed words of where somebody went.
            EventName::TurnedAway if key == "reason" => false,
            EventName::SecondStageEnded if key == "because" => true,
            _ => key.starts_with("x_") || IN_WORDS.contains(&key),
        }
    };
    let decided = entry.name() == EventName::SanctuaryDetermined;
    let counted = core.get("reason").filter(|_| decided).map(|of| closed(of, NOT_ACCEPTED));
    let words: Vec<String> = core.keys().filter(|key| is_words(key)).cloned().collect();
    for key in words {
        if let Some(value) = core.remove(&key) {
            if key == "reason" && core.get("extended") == Some(&Value::Bool(true)) {
                // That there was a reason stays; it may not go beyond 12 months without one.
                core.insert(key.clone(), Value::from(""));
            }
            personal.insert(key, value);
        }
    }
    core.extend(counted.map(|word| ("reason".to_owned(), word)));
    for key in TYPED {
        if let Some(typed) = core.get(key) {
            let left = what_is_counted(key, typed);
            if left != *typed {
                personal
                    .extend(core.insert(key.to_owned(), left).map(|typed| (key.to_owned(), typed)));
            }
        }
    }
    (core, personal)
}

/// Keys that an event must have and that may bear somebody's own words.
const TYPED: [&str; 7] = ["how", "role", "account", "measure", "measures", "agreed", "refused"];

/// What the counts need of such a key: nothing, or the words of the schedule and of reasons that are counted, else `other`.
fn what_is_counted(key: &str, typed: &Value) -> Value {
    let measure = |said: &Value| closed(said, MEASURES.iter().map(|(word, ..)| *word));
    match (key, typed) {
        ("measure", said) => measure(said),
        ("measures" | "agreed", Value::Array(items)) => items.iter().map(measure).collect(),
        ("refused", Value::Array(items)) => items
            .iter()
            .map(|item| {
                let reason = item.get("reason").map(|reason| closed(reason, NOT_WANTED));
                let of = item.get("measure").map(measure);
                let named = [("measure", of), ("reason", reason)].into_iter();
                let kept = named.filter_map(|(key, value)| Some((key.to_owned(), value?)));
                Value::Object(kept.collect())
            })
            .collect(),
        (_, Value::String(_)) => Value::from(""),
        (_, other) => other.clone(),
    }
}

/// One of the words that are counted, or `other`.
fn closed(said: &Value, words: impl IntoIterator<Item = &'static str>) -> Value {
    let is_listed = words.into_iter().any(|word| said == word);
    if is_listed { said.clone() } else { Value::from("other") }
}

impl Entry {
    /// An event as one line.
    pub fn line_of(seq: u64, recorded_at: Timestamp, draft: &Draft) -> String {
        let entry = Self {
            seq,
            recorded_at,
            at: recorded_at,
            corrects: draft.corrects,
            request: draft.request.clone(),
            place: seq,
            event: draft.event.clone(),
            content: Arc::clone(&draft.content),
        };
        entry.line()
    }
}
