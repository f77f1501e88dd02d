//! The JSON Schema of an event, from the table by which events are read.
//!
//! Whatever is read it allows. It allows more only where a schema cannot say it: a day that no month has, two units of one
//! name, and what is wrong with a form or a person in itself.

use super::estate::{KEYS as UNIT_KEYS, RETURN_TYPES};
use super::keys::{self, ENVELOPE};
use super::pathway_events;
use super::row::{About, Holds, Key, Row};
use crate::base::domain::{EventName, RuleName};
use serde_json::{Map, Value, json};

const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const TIME: &str = "T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})";

/// The schema of one event, one line of a file for `lintel register import`.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Event",
        "description": "One event of a register: one line of a file that `lintel register import` reads and `export` writes.",
        "oneOf": keys::events().map(of_event).collect::<Vec<_>>(),
    })
}

fn of_event(row: &Row) -> Value {
    let mut properties = Map::new();
    let mut needed = vec!["event", "at"];
    for key in ENVELOPE.iter().chain(row.keys) {
        let is_needed = row.keys.iter().any(|own| own.name == key.name) && key.is_needed();
        let is_said = is_needed || needed.contains(&key.name);
        properties.insert(key.name.to_owned(), if is_said { of(key) } else { maybe(&of(key)) });
        if is_needed {
            needed.push(key.name);
        }
    }
    properties.insert("event".to_owned(), json!({"const": row.event}));
    let text = || json!({"type": "string"});
    let mut either = Vec::new();
    match row.about {
        About::Referral => {
            properties.insert("referral".to_owned(), text());
            needed.push("referral");
        }
        About::Either => {
            for key in ["referral", "unit"] {
                properties.insert(key.to_owned(), maybe(&text()));
                either.push(json!({"required": [key], "properties": {key: text()}}));
            }
        }
        About::Perhaps => {
            properties.insert("referral".to_owned(), maybe(&text()));
        }
        About::Other => {}
    }
    if row.event == EventName::Annulled {
        properties.insert("corrects".to_owned(), whole());
        needed.push("corrects");
    }
    let mut event = object(&properties, &needed);
    if pathway_events::may_be_extended(row) {
        event["if"] =
            json!({"required": ["extended"], "properties": {"extended": {"const": true}}});
        event["then"] =
            json!({"required": ["reason"], "properties": {"reason": {"type": "string"}}});
    }
    if !either.is_empty() {
        event["anyOf"] = Value::Array(either);
    }
    event
}

/// An object of these keys: others only as `x_…`, and null is left out.
fn object(properties: &Map<String, Value>, needed: &[&str]) -> Value {
    json!({
        "type": "object",
        "required": needed,
        "properties": properties,
        "patternProperties": {"^x_": true},
        "additionalProperties": {"type": "null"},
    })
}

fn maybe(of: &Value) -> Value {
    json!({"anyOf": [of, {"type": "null"}]})
}

fn whole() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn of(key: &Key) -> Value {
    match key.holds {
        Holds::Text => json!({"type": "string"}),
        Holds::Flag => json!({"type": "boolean"}),
        Holds::Whole if key.name == "turnaround_nights" => {
            json!({"type": "integer", "minimum": 0, "maximum": u16::MAX})
        }
        Holds::Whole => whole(),
        Holds::Moment => json!({"type": "string", "pattern": format!("^{DAY}{TIME}$")}),
        Holds::DayOrMoment => json!({"type": "string", "pattern": format!("^{DAY}({TIME})?$")}),
        Holds::Word(words) => json!({"enum": words}),
        Holds::Rules => {
            let names: Vec<&str> = RuleName::ALL.iter().map(|rule| rule.name()).collect();
            json!({"type": "array", "items": {"enum": names}})
        }
        Holds::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Holds::Words(words) => json!({"type": "array", "items": {"enum": words}}),
        Holds::FlagOrText => json!({"type": ["boolean", "string"]}),
        Holds::Refused => json!({"type": "array", "items": refused()}),
        Holds::Units => json!({"type": "array", "items": unit()}),
        Holds::Form => json!({
            "type": "object",
            "description": "A referral: `lintel schema referral`; of an erased household what is left of one, with `erased: true`.",
        }),
        Holds::Person => json!({
            "type": "object",
            "description": "One person of a referral: `lintel schema referral`.",
        }),
    }
}

/// A measure that was refused.
fn refused() -> Value {
    let text = json!({"type": "string"});
    let properties =
        Map::from_iter([("measure".to_owned(), text.clone()), ("reason".to_owned(), maybe(&text))]);
    object(&properties, &["measure"])
}

/// A unit of an estate.
fn unit() -> Value {
    let of = |key: &str| match key {
        "kind" => json!({"enum": ["refuge", "safe_place", "dispersed"]}),
        "state" => json!({"enum": ["open", "void", "planned"]}),
        "return_type" => maybe(&json!({"enum": RETURN_TYPES})),
        "from" => maybe(&json!({"type": "string", "pattern": format!("^{DAY}$")})),
        _ => json!({"type": "string"}),
    };
    let properties: Map<String, Value> =
        UNIT_KEYS.iter().map(|key| ((*key).to_owned(), of(key))).collect();
    object(&properties, &["unit", "setting", "kind", "state"])
}
