//! What was typed, on its way to an event.

use crate::base::domain::EventName;
use crate::doors::files::Text;
use serde_json::{Map, Value};

/// An event but its moment and account.
#[derive(Clone)]
pub(super) struct Typed {
    /// None: the keys say it, or nothing does.
    pub(in crate::doors) event: Option<EventName>,
    pub(in crate::doors) referral: Option<String>,
    pub(in crate::doors) unit: Option<String>,
    pub(in crate::doors) keys: Map<String, Value>,
    /// The form as it was written, if there is one.
    pub(in crate::doors) form: Option<Text>,
}

impl Typed {
    pub(super) fn new(event: EventName) -> Self {
        Self { event: Some(event), referral: None, unit: None, keys: Map::new(), form: None }
    }

    /// Whether it is an event of this name.
    pub(super) fn is(&self, event: EventName) -> bool {
        self.event == Some(event)
    }

    /// An event whose keys are all there.
    pub(super) fn whole(keys: Map<String, Value>) -> Self {
        let word = |key: &str| keys.get(key).and_then(Value::as_str).map(str::to_owned);
        Self {
            event: EventName::of(&keys),
            referral: word("referral"),
            unit: word("unit"),
            keys,
            form: None,
        }
    }

    pub(super) fn of(self, reference: &str) -> Self {
        Self { referral: Some(reference.to_owned()), ..self }
    }

    pub(super) fn on(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }

    /// With a key.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.keys.insert(key.to_owned(), value.into());
        self
    }

    /// With a key whose value may not have been given.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With a text, where one was given.
    pub(super) fn text(self, key: &str, value: Option<&str>) -> Self {
        self.maybe(key, value)
    }
}
