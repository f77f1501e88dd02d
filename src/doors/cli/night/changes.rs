//! What was wrong put right, and what is to be forgotten. Nothing is changed or deleted: another event takes its place.

use super::args::{Annul, Correct, Erase};
use super::moments;
use super::record::{Asked, Desk, usage};
use super::typed::Typed;
use crate::doors::cli::{Failure, Said};
use crate::service::register::{moment, utc};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(super) fn correct(asked: &Asked<'_>, args: &Correct) -> Result<Said, Failure> {
    let mut desk = asked.open()?;
    let mut keys = before(&mut desk, args.seq)?;
    let changes = args.changes.iter().map(|change| split(change));
    let changes: Vec<(&str, &str)> = changes.collect::<Result<_, _>>()?;
    if changes.iter().any(|(key, _)| *key == "event") {
        // Of another kind of event only whom it is about and when stays.
        keys.retain(|key, _| ["at", "referral", "unit"].contains(&key.as_str()));
    }
    for (key, said) in changes {
        if said.is_empty() {
            keys.remove(key);
        } else {
            let value = value(&desk, &keys, (key, said))?;
            keys.insert(key.to_owned(), value);
        }
    }
    if let (Some(at), false) = (&asked.common.at, args.changes.iter().any(|c| c.starts_with("at=")))
    {
        keys.insert("at".to_owned(), json!(at_of(&desk, at)?));
    }
    keys.insert("corrects".to_owned(), json!(args.seq));
    let word = |key: &str| keys.get(key).and_then(Value::as_str).map(str::to_owned);
    let typed = Typed {
        event: word("event").unwrap_or_default(),
        referral: word("referral"),
        unit: word("unit"),
        keys,
        form: None,
    };
    desk.record(typed)
}

/// The event as it stands, without what is its own alone.
fn before(desk: &mut Desk<'_>, seq: u64) -> Result<Map<String, Value>, Failure> {
    const ITS_OWN: [&str; 7] =
        ["seq", "recorded_at", "request", "by", "corrects", "x_verdict", "x_breaches"];
    let mut wholes = desk.door.register.wholes(&BTreeSet::from([seq]))?;
    let mut keys = wholes.remove(&seq).unwrap_or_else(|| {
        // The register says that there is none.
        let mut none = Map::new();
        none.insert("event".to_owned(), json!("annulled"));
        none
    });
    keys.retain(|key, _| !ITS_OWN.contains(&key.as_str()));
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
    usage(moments::past(said, desk.door.now)).map(utc)
}

/// A value as it is typed for a key.
fn value(
    desk: &Desk<'_>,
    keys: &Map<String, Value>,
    (key, said): (&str, &str),
) -> Result<Value, Failure> {
    let now = desk.door.now;
    // What ends something is counted from when it began.
    let began = keys.get("at").and_then(Value::as_str).and_then(moment).unwrap_or(now);
    Ok(match key {
        "at" => json!(at_of(desk, said)?),
        "until" => json!(utc(usage(moments::future(said, began))?)),
        "expected" | "on" => json!(usage(moments::expected(said, now))?),
        "unit" => json!(desk.door.unit_named(said)),
        "rules" | "barrier" | "keep_apart" => said.split(',').map(str::trim).collect(),
        "event" | "referral" | "of" | "by" | "id" => json!(said),
        _ => serde_json::from_str(said).unwrap_or_else(|_| json!(said)),
    })
}

pub(super) fn annul(asked: &Asked<'_>, args: &Annul) -> Result<Said, Failure> {
    let typed = Typed::new("annulled").with("corrects", args.seq);
    asked.open()?.record(typed.text("reason", args.reason.as_deref()))
}

pub(super) fn erase(asked: &Asked<'_>, args: &Erase) -> Result<Said, Failure> {
    let typed = Typed::new("erased").of(&args.reference).with("ordered", args.ordered);
    asked.open()?.record(typed.text("reason", args.reason.as_deref()))
}
