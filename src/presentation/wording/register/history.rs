//! What was recorded of a household or a unit, event by event, and what became of each.

use super::history_keys::{details, happened};
use super::spoken::moment;
use crate::base::domain::EventName;
use crate::presentation::document::{
    Block, Document, Entry, Line as Below, Section, Text, household, text, unit,
};
use crate::presentation::wording::count;
use crate::presentation::wording::when::seconds_between;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What was written down within a minute need not say so.
const AT_ONCE_SECONDS: i64 = 60;

/// One event.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Everything that was written.
    pub event: Map<String, Value>,
    /// The event that stands in its place, or took it away.
    pub corrected_by: Option<u64>,
    /// Claims of others that it ended.
    pub ended: Vec<u64>,
    /// The arrival that left it without effect.
    pub muted_by: Option<u64>,
}

/// What was recorded, in the order in which it was.
pub fn history(subject: &str, lines: &[Line], now: Timestamp) -> Document {
    let many = count(lines.len(), "event", "events");
    let entries = lines.iter().map(|line| entry(line, now)).collect();
    Document {
        title: format!("{subject}: {many}").into(),
        ..Document::of([Section::plain("events", vec![Block::Units(entries)])])
    }
}

fn entry(line: &Line, now: Timestamp) -> Entry {
    let mut below = Vec::new();
    let mut say = |said: Text| below.push(Below::Plain(said));
    if seconds_between(line.at, line.recorded_at) >= AT_ONCE_SECONDS {
        say(text!["recorded ", moment(line.recorded_at, now)]);
    }
    if let Some(other) = line.corrected_by {
        say(format!("no longer counts: see event {other}").into());
    }
    if let Some(arrival) = line.muted_by {
        say(format!("without effect: another household had arrived (event {arrival})").into());
    }
    if !line.ended.is_empty() {
        let ended: Vec<String> = line.ended.iter().map(u64::to_string).collect();
        say(format!("ended the claim of another household: event {}", ended.join(", ")).into());
    }
    Entry {
        names: vec![format!("{}", line.seq).into()],
        text: text![moment(line.at, now), "  ", written(&line.event, now)],
        lines: below,
        ..Entry::default()
    }
}

/// The event in a line: what happened, whom it is about, and what else was written but a form.
fn written(event: &Map<String, Value>, now: Timestamp) -> Text {
    let word = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut said = EventName::of(event).map_or_else(Text::default, |of| happened(of).into());
    if !word("referral").is_empty() {
        said = text![said, ", ", household(word("referral"))];
    }
    if !word("unit").is_empty() {
        said = text![said, ", ", unit(word("unit"))];
    }
    for detail in details(event, now) {
        said = text![said, ", ", detail];
    }
    if !word("by").is_empty() {
        said = said.and(format!(", by {}", word("by")));
    }
    said
}
