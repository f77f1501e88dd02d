//! What was wrong put right, and what is to be forgotten. Nothing is changed or deleted: another event takes its place.

use super::desk::{Answer, Desk, SAID_BY_RULES, usage};
use super::event_draft::Typed;
use super::moments;
use crate::doors::failure::Failure;
use crate::service::register::{is_text, keys_of, moment, utc, words_for};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Puts another event in the place of one, with what is otherwise as `key=value`.
    pub(in crate::doors) fn correct(
        mut self,
        seq: u64,
        changes: &[String],
    ) -> Result<Answer, Failure> {
        let mut keys = before(&mut self, seq)?;
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
                let value = value(&self, &keys, (key, said))?;
                keys.insert(key.to_owned(), value);
            }
        }
        if let (Some(at), false) = (self.asked.at, says_when) {
            keys.insert("at".to_owned(), json!(at_of(&self, at)?));
        }
        keys.insert("corrects".to_owned(), json!(seq));
        self.record(Typed::whole(keys))
    }

    /// Takes an event away.
    pub(in crate::doors) fn annul(self, seq: u64, reason: Option<&str>) -> Result<Answer, Failure> {
        self.record(Typed::new("annulled").with("corrects", seq).text("reason", reason))
    }

    /// Erases for good what a household told.
    pub(in crate::doors) fn erase(
        self,
        reference: &str,
        ordered: bool,
        reason: Option<&str>,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new("erased").of(reference).with("ordered", ordered);
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
        none.insert("event".to_owned(), json!("annulled"));
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
        key if is_text(event, key) => json!(said),
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
    let keys = keys_of(event);
    if !keys.contains(&key) && !OF_ANY.contains(&key) && !key.starts_with("x_") {
        let mut all = [&OF_ANY[..], &keys].concat();
        all.sort_unstable();
        all.dedup();
        let all = all.join(", ");
        return Err(Failure::Usage(format!(
            "this event ({event}) has no {key}; it may have {all}"
        )));
    }
    let words = words_for(event, key);
    let each: Vec<&str> =
        if is_list(key) { said.split(',').map(str::trim).collect() } else { vec![said] };
    if let Some(said) = each.iter().find(|said| !words.is_empty() && !words.contains(said)) {
        let all = words.join(", ");
        return Err(Failure::Usage(format!("{key} is one of {all}, not {said}")));
    }
    Ok(())
}
