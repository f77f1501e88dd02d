//! What was recorded of a household or a unit.

use super::desk::Desk;
use crate::doors::failure::Failure;
use crate::presentation::wording::register::Line;
use crate::service::register::{Entry, Log};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

impl Desk<'_> {
    /// The events of a household or a unit, in the order of their numbers, and what the subject is called.
    pub(in crate::doors) fn history(&mut self, of: &str) -> Result<(String, Vec<Line>), Failure> {
        let unit = self.door.unit_named(of);
        let log = self.door.register.log();
        let household = log.household_of(of);
        let is_meant = |entry: &&Entry| {
            entry.unit() == Some(&unit)
                || entry.referral().is_some_and(|of| household.iter().any(|other| other == of))
        };
        let mut seqs: BTreeSet<u64> =
            log.entries().iter().filter(is_meant).map(|entry| entry.seq).collect();
        if household.is_empty() {
            seqs.extend(log.departures_from(&unit));
        }
        // What took one of them away names nobody itself.
        let of_them = |entry: &&Entry| entry.corrects.is_some_and(|seq| seqs.contains(&seq));
        let more: Vec<u64> = log.entries().iter().filter(of_them).map(|entry| entry.seq).collect();
        seqs.extend(more);
        let subject = if household.is_empty() { unit } else { of.to_owned() };
        let wholes = self.door.register.wholes(&seqs)?;
        Ok((subject, lines(self.door.register.log(), wholes)))
    }
}

fn lines(log: &Log, wholes: BTreeMap<u64, Map<String, Value>>) -> Vec<Line> {
    let corrections: BTreeMap<u64, u64> =
        log.entries().iter().filter_map(|entry| Some((entry.corrects?, entry.seq))).collect();
    let mut muted = BTreeMap::new();
    for entry in log.entries() {
        muted.extend(log.muted_by(entry.seq).into_iter().map(|seq| (seq, entry.seq)));
    }
    let line = |(seq, event)| {
        let entry = log.entry(seq)?;
        Some(Line {
            seq,
            at: entry.at,
            recorded_at: entry.recorded_at,
            event,
            corrected_by: corrections.get(&seq).copied(),
            ended: log.ended_by(seq),
            muted_by: muted.get(&seq).copied(),
        })
    };
    wholes.into_iter().filter_map(line).collect()
}

/// An event, and what became of it.
pub(in crate::doors) fn written(line: &Line) -> Value {
    let mut event = line.event.clone();
    if let Some(by) = line.corrected_by {
        event.insert("corrected_by".to_owned(), json!(by));
    }
    if !line.ended.is_empty() {
        event.insert("ended".to_owned(), json!(line.ended));
    }
    if let Some(by) = line.muted_by {
        event.insert("without_effect_since".to_owned(), json!(by));
    }
    Value::Object(event)
}
