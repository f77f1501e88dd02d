//! A form on its way into the register, as JSON whatever it was written in.

use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::inputs::referral::{self, Notation};
use anyhow::anyhow;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Reads a form as JSON. Whether it is in order is for the register to say.
pub(in crate::doors) fn read(text: &Text, now: Timestamp) -> Result<Map<String, Value>, Failure> {
    let bare = text.text.trim_start_matches('\u{feff}');
    let value = match Notation::of(text.source()) {
        Notation::Json => serde_json::from_str(bare).ok(),
        Notation::Toml => bare.parse().ok().map(|table| json(toml::Value::Table(table))),
    };
    let Some(Value::Object(mut form)) = value else {
        referral::read(text.source(), now)?;
        return Err(anyhow!("{} is no form", text.file).into());
    };
    without_nobody(&mut form);
    Ok(form)
}

/// What is wrong with a form that the register did not take, as it stands in its file.
pub(in crate::doors) fn issues(text: &Text, now: Timestamp) -> Option<Failure> {
    referral::read(text.source(), now).err().map(Failure::from)
}

/// Keeps of a form what a page that shows the people and the places does not ask about each of them.
pub(in crate::doors) fn keep_what_is_not_shown(
    shown: &mut Map<String, Value>,
    before: &Map<String, Value>,
) {
    let each = |of: &Map<String, Value>, key: &str| -> Vec<Value> {
        of.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let is_same = |one: &Value, other: &Value, keys: &[&str]| {
        keys.iter().all(|key| one.get(*key) == other.get(*key))
    };
    let people = each(before, "person");
    for (k, person) in list_of(shown, "person").iter_mut().enumerate() {
        if let Some(was) = people.get(k).filter(|was| is_same(was, person, &["role", "sex"])) {
            fill(person, was, &["arrives", "partner_of_lead", "policy_review"]);
        }
    }
    let places = each(before, "unsafe");
    for place in list_of(shown, "unsafe") {
        if let Some(was) = places.iter().find(|was| is_same(was, place, &["place"])) {
            fill(place, was, &[]);
        }
    }
}

fn list_of<'a>(form: &'a mut Map<String, Value>, key: &str) -> &'a mut [Value] {
    form.get_mut(key).and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}

/// Takes over what is not said, but for what is shown and was taken out.
fn fill(value: &mut Value, was: &Value, shown: &[&str]) {
    if let (Value::Object(value), Value::Object(was)) = (value, was) {
        for (key, said) in was.iter().filter(|(key, _)| !shown.contains(&key.as_str())) {
            value.entry(key.as_str()).or_insert_with(|| said.clone());
        }
    }
}

/// "no" repeats no referral.
fn without_nobody(form: &mut Map<String, Value>) {
    const NOBODY: [&str; 6] = ["", "no", "none", "unknown", "not known", "-"];
    let is_nobody = form.get("repeat_of").is_some_and(|of| match of {
        Value::String(of) => NOBODY.contains(&of.trim().to_lowercase().as_str()),
        Value::Bool(of) => !of,
        _ => false,
    });
    if is_nobody {
        form.remove("repeat_of");
    }
}

/// A value of TOML as JSON has it; moments become texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::from(flag),
        toml::Value::Datetime(moment) => Value::from(moment.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect()
        }
    }
}
