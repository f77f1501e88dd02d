//! What was typed of support and pathways, on its way to an event.

use super::common::Common;
use crate::base::domain::EventName;
use clap::Args;
use serde_json::{Map, Value};

/// An event as it was typed: whom it is about, and its keys.
pub(super) struct Told<'a> {
    pub(super) event: EventName,
    pub(super) reference: Option<&'a str>,
    pub(super) keys: Map<String, Value>,
    pub(super) common: &'a Common,
}

/// What a step asks beside the household.
pub(in crate::doors::cli) trait Keys {
    /// The keys of the event that were given.
    fn keys(&self) -> Map<String, Value>;
}

/// A step about a household, and what it asks besides.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Of<T: Args> {
    /// The household.
    pub(super) reference: String,
    #[command(flatten)]
    pub(super) what: T,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Nothing is asked besides.
#[derive(Debug, Args)]
pub(in crate::doors::cli) struct Nothing {}

impl Keys for Nothing {
    fn keys(&self) -> Map<String, Value> {
        Map::new()
    }
}

impl<T: Args + Keys> Of<T> {
    pub(super) fn told(&self, event: EventName) -> Told<'_> {
        let (reference, common) = (Some(self.reference.as_str()), &self.common);
        Told { event, reference, keys: self.what.keys(), common }
    }
}

/// The keys that were given.
pub(super) fn given<const N: usize>(keys: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let given = keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    given.collect()
}

/// A text, where one was given.
pub(super) fn text(said: Option<&String>) -> Option<Value> {
    said.map(|said| Value::from(said.as_str()))
}

/// Always there.
#[expect(clippy::unnecessary_wraps, reason = "it stands beside what may not have been given")]
pub(super) fn is(value: impl Into<Value>) -> Option<Value> {
    Some(value.into())
}
