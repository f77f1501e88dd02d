//! A valid document with a few values taken away, added, or replaced by something odd.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, json};

/// One change of a document.
#[derive(Debug, Clone)]
pub(crate) struct Oddity {
    /// Which of all the values in it.
    at: Index,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Remove,
    Replace(Json),
    Add(&'static str, Json),
    Rename(&'static str),
    Repeat,
    Copy(Index),
}

const KEYS: [&str; 12] =
    ["x_note", "x_", "X_note", "evidence", "age", "place", "pets", "agee", "", "cv", "base", "a.b"];

/// Words, texts of the forms, and texts that almost have them; a bar parts them.
const WORDS: &str = "female|male|adult|child|self|agency|none|limited|wheelchair|drugs|past|home|owned\
    |Female|monday|lognormal|exponential|empty|open|first_fit|refuge|R-1|R 1|R;1|ST6 5|st6  5|ST65|ST6 5AB\
    |Hobbiton|09:00|9:00|24:00|25:61|2026-11-20|2026-02-30|2026-11-20T21:40:00Z|2026-11-20T21:40:00\
    |2026-11-20T25:00:00Z|2026-11-20 21:40:00Z|2026-11-20T21:40:00+01:00|+2026-11-20T21:40:00Z\
    |-002026-11-20T21:40:00Z|9999-12-31T23:59:59Z|2+2|2 + 2|2++2|0|12|é|a\nb|a\u{7f}b|true|unknown|| ";

const WHOLE: [i64; 29] = [
    -1,
    0,
    1,
    14,
    15,
    16,
    17,
    18,
    24,
    25,
    50,
    51,
    100,
    101,
    120,
    121,
    500,
    750,
    1_000,
    1_001,
    20_000,
    20_500,
    100_000,
    1_000_000,
    1_000_001,
    10_000_000,
    10_000_001,
    i64::MAX,
    i64::MIN,
];

const NUMBERS: [f64; 13] =
    [0.0, -0.0, 0.5, 1.0, 1.5, 34.0, 34.5, 2000.0, 2000.5, 9e14, 1e16, 1e300, -1e300];

/// Values that a shape may or may not take.
fn values() -> Vec<Json> {
    let mut values = vec![
        json!(true),
        json!(false),
        json!([]),
        json!({}),
        json!([[]]),
        json!([{}]),
        json!([""]),
        json!({"evidence": "support_days_mean"}),
        json!({"evidence": 5}),
        json!({"evidence": "support_days_mean", "more": 1}),
        json!({"x_note": 1}),
    ];
    values.extend(WORDS.split('|').map(Json::from));
    values.extend(["r", "é"].iter().flat_map(|c| [c.repeat(64), c.repeat(65)]).map(Json::from));
    values.extend(WHOLE.map(Json::from));
    values.extend(NUMBERS.map(Json::from));
    values
}

fn change() -> impl Strategy<Value = Change> {
    let value = || prop_oneof![6 => select(values()), 1 => any::<i64>().prop_map(Json::from), 1 => any::<String>().prop_map(Json::from)];
    prop_oneof![
        2 => Just(Change::Remove),
        5 => value().prop_map(Change::Replace),
        1 => (select(&KEYS[..]), value()).prop_map(|(key, value)| Change::Add(key, value)),
        1 => select(&KEYS[..]).prop_map(Change::Rename),
        1 => Just(Change::Repeat),
        1 => any::<Index>().prop_map(Change::Copy),
    ]
}

/// A few changes at once.
pub(crate) fn oddities() -> impl Strategy<Value = Vec<Oddity>> {
    vec((any::<Index>(), change()).prop_map(|(at, change)| Oddity { at, change }), 1..4)
}

/// The document with the changes made, one after the other.
pub(crate) fn made_odd(document: &Json, oddities: &[Oddity]) -> Json {
    let mut odd = document.clone();
    for oddity in oddities {
        let paths = paths(&odd);
        let path = &paths[oddity.at.index(paths.len())];
        let other = |at: &Index| odd.pointer(&paths[at.index(paths.len())]).cloned();
        let copied = if let Change::Copy(at) = &oddity.change { other(at) } else { None };
        oddity.change.make(&mut odd, path, copied);
    }
    odd
}

/// The JSON pointers of every value below the root.
fn paths(document: &Json) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((path, value)) = open.pop() {
        let mut visit = |key: &str, value| {
            let key = key.replace('~', "~0").replace('/', "~1");
            open.push((format!("{path}/{key}"), value));
        };
        match value {
            Json::Object(entries) => entries.iter().for_each(|(key, value)| visit(key, value)),
            Json::Array(items) => {
                items.iter().enumerate().for_each(|(k, value)| visit(&k.to_string(), value));
            }
            _ => {}
        }
        found.push(path);
    }
    found.retain(|path| !path.is_empty());
    if found.is_empty() { vec![String::new()] } else { found }
}

impl Change {
    fn make(&self, document: &mut Json, path: &str, copied: Option<Json>) {
        let Some((parent, key)) = path.rsplit_once('/') else { return };
        let key = key.replace("~1", "/").replace("~0", "~");
        match (self, document.pointer_mut(parent)) {
            (Self::Remove, Some(Json::Object(entries))) => drop(entries.shift_remove(&key)),
            (Self::Rename(name), Some(Json::Object(entries))) => {
                let value = entries.shift_remove(&key).unwrap_or_default();
                entries.insert((*name).to_owned(), value);
            }
            (Self::Add(name, value), Some(Json::Object(entries))) => {
                entries.insert((*name).to_owned(), value.clone());
            }
            (Self::Remove, Some(Json::Array(items))) => {
                drop(items.remove(key.parse().unwrap_or_default()));
            }
            (Self::Repeat, Some(Json::Array(items))) => {
                let again = items[key.parse().unwrap_or(0)].clone();
                items.push(again);
            }
            (Self::Replace(value), Some(_)) => set(document, path, value.clone()),
            (Self::Copy(_), Some(_)) => set(document, path, copied.unwrap_or_default()),
            _ => {}
        }
    }
}

fn set(document: &mut Json, path: &str, value: Json) {
    if let Some(place) = document.pointer_mut(path) {
        *place = value;
    }
}
