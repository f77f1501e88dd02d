//! What an estate's files mean to the register: which units there are, and what is said of them.

use super::moment;
use crate::base::domain::unit::State;
use crate::base::domain::{Kind, redact};
use crate::inputs::estate::Estate;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An estate as an event records it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) units: Vec<Row>,
    pub(super) hold_minutes: u64,
    pub(super) turnaround_nights: u16,
}

/// One unit of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) unit: String,
    pub(super) setting: String,
    pub(super) kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) return_type: Option<String>,
    pub(super) state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<Date>,
}

redact!(Rows, Row);

impl Row {
    /// The moment from which it can be offered whatever its state; none: not known.
    pub(super) fn opens(&self) -> Option<Timestamp> {
        moment::begins(self.from?)
    }

    /// What is said of whether it can be offered.
    pub(super) fn said(&self) -> Said {
        Said { state: self.state, opens: self.opens() }
    }
}

/// What an estate says of whether a unit can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) state: State,
    pub(super) opens: Option<Timestamp>,
}

pub(super) const KEYS: [&str; 6] = ["unit", "setting", "kind", "return_type", "state", "from"];
pub(super) const RETURN_TYPES: [&str; 4] = ["refuge", "dispersed", "specialist", "other"];

/// Whether a unit of a list lacks a key that every unit has.
pub(super) fn lack_a_key(value: &Value) -> bool {
    const NEEDED: [&str; 4] = ["unit", "setting", "kind", "state"];
    let lacks = |item: &Value| {
        let item = item.as_object();
        item.is_some_and(|item| NEEDED.iter().any(|key| item.get(*key).is_none_or(Value::is_null)))
    };
    value.as_array().is_some_and(|items| items.iter().any(lacks))
}

/// Whether a value is a list of units, each of its own name.
pub(super) fn are_units(value: &Value) -> bool {
    let Some(items) = value.as_array() else { return false };
    let mut names = BTreeSet::new();
    items.iter().all(|item| row(item).is_some_and(|row| names.insert(row.unit)))
}

fn row(item: &Value) -> Option<Row> {
    let mut object = item.as_object()?.clone();
    object.retain(|key, value| !value.is_null() && !key.starts_with("x_"));
    let is_known = object.keys().all(|key| KEYS.contains(&key.as_str()));
    let day = object.get("from").map(|day| day.as_str().and_then(moment::day).is_some());
    let row: Row = serde_json::from_value(Value::Object(object)).ok()?;
    let is_type = row.return_type.as_deref().is_none_or(|of| RETURN_TYPES.contains(&of));
    (is_known && is_type && day != Some(false)).then_some(row)
}

impl Rows {
    /// The estate of an event that was found right.
    pub(super) fn of_event(object: &Map<String, Value>) -> Option<Self> {
        let units = object.get("units")?.as_array()?.iter().map(row).collect::<Option<_>>()?;
        let nights = object.get("turnaround_nights")?.as_u64()?;
        Some(Self {
            units,
            hold_minutes: object.get("hold_minutes")?.as_u64()?,
            turnaround_nights: u16::try_from(nights).ok()?,
        })
    }
}

/// What the files of an estate mean, as the keys of an event.
pub fn meaning(estate: &Estate) -> Map<String, Value> {
    let units = estate.units.iter().map(|unit| {
        let setting = &estate.settings[unit.setting];
        let row = Row {
            unit: unit.name.clone(),
            setting: setting.name.clone(),
            kind: setting.kind,
            return_type: setting.return_type.clone(),
            state: unit.state,
            from: unit.from,
        };
        serde_json::to_value(row).unwrap_or_default()
    });
    let chosen = &estate.provider.register;
    let mut keys = Map::new();
    keys.insert("units".to_owned(), units.collect());
    keys.insert("hold_minutes".to_owned(), json!(chosen.hold_minutes));
    keys.insert("turnaround_nights".to_owned(), json!(chosen.turnaround_nights));
    keys
}
