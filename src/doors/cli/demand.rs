//! `lintel demand`: what "so many of so many were refused with so many units" says about demand.

use super::args::{AnswerFormat, Demand as Args};
use super::layout::{columns, json, wrapped};
use super::stay::ASSUMED_STAY_DAYS;
use super::{Failure, Said};
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::statistics::Portion;
use crate::engine::demand::{Record, RefusedReading, Service, read_refused};
use schemars::JsonSchema;
use serde::Serialize;

/// One record in both its readings.
#[derive(Debug, Serialize, JsonSchema)]
struct Told {
    refused: u32,
    of: u32,
    /// The share refused, with the 95% interval that chance alone leaves open.
    share_refused: Portion,
    /// Side by side: the record does not say which holds.
    readings: [RefusedReading; 2],
}

/// What the records say about demand.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answer {
    units: u32,
    stay_days: f64,
    /// The days over which each record was counted.
    days: f64,
    records: Vec<Told>,
    /// What all of it takes for granted.
    assumptions: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    if args.refused.len() != args.of.len() {
        let (refused, of) = (args.refused.len(), args.of.len());
        return Err(Failure::Usage(format!(
            "--refused stands {refused} times and --of {of} times; give both for each record"
        )));
    }
    let pairs = || args.refused.iter().copied().zip(args.of.iter().copied());
    if let Some((refused, of)) = pairs().find(|(refused, of)| refused > of) {
        return Err(Failure::Usage(format!(
            "{refused} of {of}: no more can be refused than asked; --of counts everybody who asked"
        )));
    }
    let service = Service { units: args.units, stay_days: args.stay_days, days: args.days };
    let records = pairs().map(|pair| told(service, pair)).collect();
    let answer = Answer {
        units: args.units,
        stay_days: args.stay_days,
        days: args.days,
        records,
        assumptions: assumptions(args),
    };
    Ok(Said::done(match args.format {
        AnswerFormat::Json => json(&answer),
        AnswerFormat::Table => screen(&answer),
    }))
}

fn told(service: Service, (refused, of): (u32, u32)) -> Told {
    let share = Portion::new(f64::from(refused) / f64::from(of), u64::from(of));
    let record = Record { refused, of, shares: [share.low, share.high] };
    Told { refused, of, share_refused: share, readings: read_refused(service, record) }
}

fn assumptions(args: &Args) -> Vec<String> {
    let stay = if (args.stay_days - ASSUMED_STAY_DAYS).abs() < f64::EPSILON {
        format!(
            "A stay of {ASSUMED_STAY_DAYS} days, support and the wait for a home together, is assumed: no mean is published. Give your own with --stay-days; the load does not change in the first reading, the households a year do."
        )
    } else {
        format!("A stay of {} days, support and the wait for a home together.", args.stay_days)
    };
    vec![
        "The units are one pool and each suits everybody. Where it does not, fewer households are enough to be refused as often.".to_owned(),
        "Nobody waits: whoever finds nothing free is refused at once and counted once. Who asks again and is counted again makes demand look larger than it is.".to_owned(),
        "Households ask at random moments, about as many in each season.".to_owned(),
        stay,
        format!("{} units were open all the time.", args.units),
        "The ranges tell chance alone (95 in 100): what the readings disagree about is not in them.".to_owned(),
    ]
}

fn screen(answer: &Answer) -> String {
    let mut text = String::new();
    for told in &answer.records {
        text += &record(answer, told);
        text.push('\n');
    }
    if answer.records.len() > 1 {
        text += &wrapped(
            "",
            "The records stand side by side and are never averaged: they count different things, and which one holds for these units has to be found out.",
        );
        text.push('\n');
    }
    text += "ASSUMED\n";
    for assumption in &answer.assumptions {
        text += &wrapped("  - ", assumption);
    }
    text.push('\n');
    let rows: String = answer.records.iter().map(|told| rows(answer, told)).collect();
    if rows.is_empty() {
        return text + "FOR evidence.csv: nothing, for no reading holds.\n";
    }
    text += "FOR evidence.csv (rename as you like; a scenario takes one a reading)\n";
    text + &rows
}

fn record(answer: &Answer, told: &Told) -> String {
    let share = told.share_refused;
    let over = if (answer.days - DAYS_OF_YEAR).abs() < 0.5 {
        "in a year".to_owned()
    } else {
        format!("in {} days", answer.days)
    };
    let mut text = wrapped(
        "",
        &format!(
            "{} of {} refused {over} with {} units: {} ({} to {} by chance alone)",
            told.refused,
            told.of,
            answer.units,
            percent(share.share),
            percent(share.low),
            percent(share.high)
        ),
    );
    for reading in &told.readings {
        text += &wrapped("  ", &format!("{}: {}.", reading.name, reading.about));
        text += &columns(&cells(answer, reading));
    }
    for reading in told.readings.iter().filter(|reading| reading.share_needing_unit.is_none()) {
        let why = if reading.offered_load.is_none() {
            "no load is large enough for that: everybody was refused"
        } else {
            "more households would have to need a unit than asked at all, so this reading cannot hold for these units and this stay"
        };
        text += &wrapped("  ", &format!("{}: {why}.", reading.name));
    }
    text
}

fn cells(answer: &Answer, reading: &RefusedReading) -> Vec<Vec<String>> {
    let a_year = |load: f64| load * DAYS_OF_YEAR / answer.stay_days;
    let [low, high] = reading.offered_load_range;
    let range = |low: Option<f64>, high: Option<f64>| match (low, high) {
        (Some(low), Some(high)) => format!(" ({low:.1} to {high:.1})"),
        (Some(low), None) => format!(" ({low:.1} or more)"),
        _ => String::new(),
    };
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |x| format!("{x:.1}"));
    let share = reading.share_needing_unit.map_or_else(
        || "-".to_owned(),
        |share| {
            let [low, high] = reading.share_needing_unit_range;
            let end = |end: Option<f64>| percent(end.unwrap_or(1.0));
            format!("{} ({} to {})", percent(share), end(low), end(high))
        },
    );
    let load = number(reading.offered_load) + &range(low, high);
    let households =
        number(reading.households_per_year) + &range(low.map(a_year), high.map(a_year));
    [("load in erlangs", load), ("households a year", households), ("share needing a unit", share)]
        .map(|(what, value)| vec![String::new(), what.to_owned(), value])
        .to_vec()
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// The shares as rows of evidence, with what they rest on.
fn rows(answer: &Answer, told: &Told) -> String {
    let row = |reading: &RefusedReading| {
        let [low, high] = reading.share_needing_unit_range;
        let end = |end: Option<f64>| end.map_or_else(String::new, |end| format!("{end:.4}"));
        Some(format!(
            "share_needing_unit_{},{:.4},{},{},share,derived,Erlang-B inverted,own calculation,\"{} of {} refused with {} units at a stay of {} days; {}\"\n",
            reading.name.replace(' ', "_"),
            reading.share_needing_unit?,
            end(low),
            end(high),
            told.refused,
            told.of,
            answer.units,
            answer.stay_days,
            reading.about
        ))
    };
    told.readings.iter().filter_map(row).collect()
}
