//! Events as they are written: one JSON object a line, its keys in the order of the table.

use super::event::Entry;
use super::keys::{self, ENVELOPE};
use super::moment::utc;
use serde_json::{Map, Value};

impl Entry {
    /// The event as one object.
    pub fn written(&self) -> Map<String, Value> {
        let mut object = Map::new();
        let own = keys::row_of(self.name()).map_or(&[][..], |row| row.keys);
        let envelope = ENVELOPE.iter().map(|key| key.name);
        let names = envelope.chain(["referral", "unit"]).chain(own.iter().map(|key| key.name));
        for name in names {
            let value = match name {
                "seq" => Some(Value::from(self.seq)),
                "recorded_at" => Some(Value::from(utc(self.recorded_at))),
                name => self.content.get(name).cloned(),
            };
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
        let mut others: Vec<_> =
            self.content.iter().filter(|(key, _)| !object.contains_key(key.as_str())).collect();
        others.sort_by_key(|(key, _)| key.as_str());
        let others: Vec<_> = others.into_iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        object.extend(others);
        object
    }

    /// The event as one line.
    pub fn line(&self) -> String {
        Value::Object(self.written()).to_string()
    }
}
