//! What was wrong put right, and what is to be forgotten. Nothing is changed or deleted: another event takes its place.

use super::desk::{Answer, Desk, SAID_BY_RULES, usage};
use super::event_draft::Typed;
use super::moments;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::service::register::{is_text, keys_of, moment, utc, words_for};
use jiff::SignedDuration;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An event as it stood, and as it is to stand.
pub(in crate::doors) struct Correction {
    pub(in crate::doors) before: Map<String, Value>,
    pub(in crate::doors) keys: Map<String, Value>,
}

impl Desk<'_> {
    /// Puts another event in the place of one, with what is otherwise as `key=value`. It is judged as if it were done then:
    /// what the desk stops is stopped in a correction too.
    pub(in crate::doors) fn correct(
        mut self,
        seq: u64,
        changes: &[String],
    ) -> Result<Answer, Failure> {
        let Correction { before, keys } = self.correction(seq, changes)?;
        let was = |key: &str| before.get(key) == keys.get(key);
        let typed = Typed::whole(keys.clone());
        if !["event", "referral", "at", "accepted", "measure"].into_iter().all(was)
            && let Some(stopped) = self.stopped_then(&typed)
        {
            return Ok(stopped);
        }
        let is_as_it_was = was("into_accommodation");
        let asks = if is_as_it_was { None } else { self.asks_for_another(&keys)? };
        match asks {
            Some(asks) => self.record_both(typed, asks),
            None => self.record(typed),
        }
    }

    /// An event as it is to stand, and as it stood; from now on the desk looks at the night in which it happened.
    pub(in crate::doors) fn correction(
        &mut self,
        seq: u64,
        changes: &[String],
    ) -> Result<Correction, Failure> {
        let before = before(self, seq)?;
        let mut keys = before.clone();
        let split: Vec<(&str, &str)> =
            changes.iter().map(|change| split(change)).collect::<Result<_, _>>()?;
        if split.iter().any(|(key, _)| *key == "event") {
            // Of another kind of event only whom it is about and when stays.
            keys.retain(|key, _| ["at", "referral", "unit"].contains(&key.as_str()));
        }
        let says_when = split.iter().any(|(key, _)| *key == "at");
        for (key, said) in split {
            if said.is_empty() {
                keys.remove(key);
            } else {
                let value = value(self, &keys, (key, said))?;
                keys.insert(key.to_owned(), value);
            }
        }
        if let (Some(at), false) = (self.asked.at, says_when) {
            keys.insert("at".to_owned(), json!(at_of(self, at)?));
        }
        keys.insert("corrects".to_owned(), json!(seq));
        if let Some(at) = keys.get("at").and_then(Value::as_str).and_then(moment) {
            self.night = self.door.night(at.min(self.now), self.now)?;
        }
        Ok(Correction { before, keys })
    }

    /// What an act would be stopped for that is put in the place of another; none: nothing.
    fn stopped_then(&self, typed: &Typed) -> Option<Answer> {
        let household = self.night.household(typed.referral.as_deref()?)?.clone();
        self.stopped(typed, &household)
    }

    /// Home turned out not to be safe: they ask for another, as they would have, by the form that was in force.
    fn asks_for_another(&mut self, keys: &Map<String, Value>) -> Result<Option<Typed>, Failure> {
        let word = |key: &str| keys.get(key).and_then(Value::as_str);
        let is_unsafe = keys.get("into_accommodation") == Some(&json!(true));
        let of = word("referral")
            .filter(|_| is_unsafe && EventName::of(keys) == Some(EventName::SanctuaryEnded));
        let (Some(reference), Some(at)) = (of, word("at")) else { return Ok(None) };
        let before = self.night.at - SignedDuration::from_secs(1);
        self.night = self.door.night(before, self.now)?;
        Ok(self.asks_again(reference, None, at).map(|asks| asks.with("at", at)))
    }

    /// Takes an event away.
    pub(in crate::doors) fn annul(self, seq: u64, reason: Option<&str>) -> Result<Answer, Failure> {
        self.record(Typed::new(EventName::Annulled).with("corrects", seq).text("reason", reason))
    }

    /// Erases for good what a household told.
    pub(in crate::doors) fn erase(
        self,
        reference: &str,
        ordered: bool,
        reason: Option<&str>,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new(EventName::Erased).of(reference).with("ordered", ordered);
        self.record(typed.text("reason", reason))
    }
}

/// The event as it stands, without what is its own alone.
fn before(desk: &mut Desk<'_>, seq: u64) -> Result<Map<String, Value>, Failure> {
    const ITS_OWN: [&str; 5] = ["seq", "recorded_at", "request", "by", "corrects"];
    let mut wholes = desk.door.register.wholes(&BTreeSet::from([seq]))?;
    let mut keys = wholes.remove(&seq).unwrap_or_else(|| {
        // The register says that there is none.
        let mut none = Map::new();
        none.insert("event".to_owned(), json!(EventName::Annulled));
        none
    });
    keys.retain(|key, _| ![&ITS_OWN[..], &SAID_BY_RULES].concat().contains(&key.as_str()));
    Ok(keys)
}

fn split(change: &str) -> Result<(&str, &str), Failure> {
    change.split_once('=').ok_or_else(|| {
        Failure::Usage(format!(
            "\"{change}\" is no change: say KEY=VALUE, as in at=21:40 or unit=Larch-2"
        ))
    })
}

fn at_of(desk: &Desk<'_>, said: &str) -> Result<String, Failure> {
    usage(moments::past(said, desk.now)).map(utc)
}

/// A value as it is typed for a key.
fn value(
    desk: &Desk<'_>,
    keys: &Map<String, Value>,
    (key, said): (&str, &str),
) -> Result<Value, Failure> {
    let now = desk.now;
    let event = keys.get("event").and_then(Value::as_str).unwrap_or_default();
    known(event, (key, said))?;
    // What ends something is counted from when it began.
    let began = keys.get("at").and_then(Value::as_str).and_then(moment).unwrap_or(now);
    Ok(match key {
        "at" => json!(at_of(desk, said)?),
        "until" => json!(utc(usage(moments::future(said, began))?)),
        "expected" | "on" => json!(usage(moments::expected(said, now))?),
        "unit" => json!(desk.door.unit_named(said)),
        key if is_list(key) => said.split(',').map(str::trim).collect(),
        "event" | "referral" | "by" => json!(said),
        key if is_text(EventName::named(event), key) => json!(said),
        _ => serde_json::from_str(said).unwrap_or_else(|_| json!(said)),
    })
}

/// Whether a key holds several, joined by commas.
fn is_list(key: &str) -> bool {
    const LISTS: [&str; 7] =
        ["rules", "barrier", "keep_apart", "types", "needs", "measures", "agreed"];
    LISTS.contains(&key)
}

/// A key that the event has, and a word that it may be.
fn known(event: &str, (key, said): (&str, &str)) -> Result<(), Failure> {
    const OF_ANY: [&str; 5] = ["at", "by", "event", "referral", "unit"];
    let name = EventName::named(event);
    let keys = keys_of(name);
    if !keys.contains(&key) && !OF_ANY.contains(&key) && !key.starts_with("x_") {
        let mut all = [&OF_ANY[..], &keys].concat();
        all.sort_unstable();
        all.dedup();
        let all = all.join(", ");
        return Err(Failure::Usage(format!(
            "this event ({event}) has no {key}; it may have {all}"
        )));
    }
    let words = words_for(name, key);
    let each: Vec<&str> =
        if is_list(key) { said.split(',').map(str::trim).collect() } else { vec![said] };
    if let Some(said) = each.iter().find(|said| !words.is_empty() && !words.contains(said)) {
        let all = words.join(", ");
        return Err(Failure::Usage(format!("{key} is one of {all}, not {said}")));
    }
    Ok(())
}
