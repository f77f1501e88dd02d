//! `lintel history`: what was recorded of a household or a unit.

use super::args::History;
use super::record::Asked;
use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::{Failure, Said, layout};
use crate::presentation::render::terminal;
use crate::presentation::wording::register::{self as wording, Line};
use crate::service::register::{Entry, Log};
use anyhow::anyhow;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(asked: &Asked<'_>, args: &History) -> Result<Said, Failure> {
    let mut desk = asked.open()?;
    let unit = desk.door.unit_named(&args.of);
    let log = desk.door.register.log();
    let household = log.household_of(&args.of);
    let is_meant = |entry: &&Entry| {
        entry.unit() == Some(&unit)
            || entry.referral().is_some_and(|of| household.iter().any(|other| other == of))
    };
    let mut seqs: BTreeSet<u64> = log.entries().iter().filter(is_meant).map(|e| e.seq).collect();
    // What took one of them away names nobody itself.
    let of_them = |entry: &&Entry| entry.corrects.is_some_and(|seq| seqs.contains(&seq));
    let more: Vec<u64> = log.entries().iter().filter(of_them).map(|entry| entry.seq).collect();
    seqs.extend(more);
    if seqs.is_empty() {
        let of = &args.of;
        return Err(anyhow!(
            "nothing was recorded of {of}; lintel tonight shows every unit and who waits"
        )
        .into());
    }
    let wholes = desk.door.register.wholes(&seqs)?;
    let lines = lines(desk.door.register.log(), wholes);
    Ok(Said::done(match asked.common.format {
        AnswerFormat::Json => layout::json(&lines.iter().map(written).collect::<Vec<_>>()),
        AnswerFormat::Table => {
            let subject = if household.is_empty() { &unit } else { &args.of };
            terminal::render(&wording::history(subject, &lines, desk.door.now))
        }
    }))
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
fn written(line: &Line) -> Value {
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
