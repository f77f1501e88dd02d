//! What refusals tell about demand: each record in both its readings, what that takes for granted, and rows of evidence.

use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::statistics::Portion;
use crate::engine::demand::{RefusedReading, Refusers, Service};
use crate::presentation::document::{
    Action, Block, Document, Row, Section, Table, Text, Verb, text,
};

/// A record with the share refused, and what each reading makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedTold {
    /// Refused because nothing was free.
    pub refused: u32,
    /// Asked.
    pub of: u32,
    /// The share refused.
    pub share: Portion,
    /// Side by side: the record does not say which holds.
    pub readings: [RefusedReading; 2],
}

/// What a reading is called.
pub fn name(by: Refusers) -> &'static str {
    match by {
        Refusers::AllAlike => "refused alike",
        Refusers::TheseUnits => "refused by these units",
    }
}

/// What it takes for granted.
pub fn about(by: Refusers) -> &'static str {
    match by {
        Refusers::AllAlike => {
            "every service refused the same share, so these units refused that share of those who needed one of them"
        }
        Refusers::TheseUnits => {
            "these units alone refused all of them, so those who were never in need of one are among the others"
        }
    }
}

/// All records, what they take for granted, and their rows of evidence. `assumed`: the stay where none was told.
pub fn demand(service: Service, records: &[RefusedTold], assumed: f64) -> Document {
    let several = (records.len() > 1).then(|| Block::paragraph("The records stand side by side and are never averaged: they count different things, and which one holds for these units has to be found out."));
    let each = records.iter().map(|told| record(service, told));
    let between = [
        Section::plain("side-by-side", several.into_iter().collect()),
        Section::list("assumed", "ASSUMED", assumptions(service, assumed)),
        evidence(service, records),
    ];
    Document::of(each.chain(between))
}

/// What all of it takes for granted.
pub fn assumptions(service: Service, assumed: f64) -> Vec<Text> {
    let Service { units, stay_days, .. } = service;
    let stay = if (stay_days - assumed).abs() < f64::EPSILON {
        let stay = format!(
            "A stay of {assumed} days, support and the wait for a home together, is assumed: no mean is published. "
        );
        let more = "; the load does not change in the first reading, the households a year do.";
        text![stay, Action::new(Verb::GiveOwnStay), more]
    } else {
        format!("A stay of {stay_days} days, support and the wait for a home together.").into()
    };
    vec![
        "The units are one pool and each suits everybody. Where it does not, fewer households are enough to be refused as often.".into(),
        "Nobody waits: whoever finds nothing free is refused at once and counted once. Who asks again and is counted again makes demand look larger than it is.".into(),
        "Households ask at random moments, about as many in each season.".into(),
        stay,
        format!("{units} units were open all the time.").into(),
        "The ranges tell chance alone (95 in 100): what the readings disagree about is not in them.".into(),
    ]
}

fn record(service: Service, told: &RefusedTold) -> Section {
    let over = if (service.days - DAYS_OF_YEAR).abs() < 0.5 {
        "in a year".to_owned()
    } else {
        format!("in {} days", service.days)
    };
    let heading = format!(
        "{} of {} refused {over} with {} units: {} ({} to {} by chance alone)",
        told.refused,
        told.of,
        service.units,
        percent(told.share.share),
        percent(told.share.low),
        percent(told.share.high)
    );
    let mut blocks = Vec::new();
    for reading in &told.readings {
        let (name, about) = (name(reading.by), about(reading.by));
        blocks.push(Block::paragraph(format!("{name}: {about}.")));
        blocks.push(Block::Table(figures(service, reading)));
    }
    for reading in told.readings.iter().filter(|reading| reading.share_needing_unit.is_none()) {
        let why = if reading.offered_load.is_none() {
            "no load is large enough for that: everybody was refused"
        } else {
            "more households would have to need a unit than asked at all, so this reading cannot hold for these units and this stay"
        };
        blocks.push(Block::paragraph(format!("{}: {why}.", name(reading.by))));
    }
    Section::new("record", heading, blocks)
}

fn figures(service: Service, reading: &RefusedReading) -> Table {
    let a_year = |load: f64| load * DAYS_OF_YEAR / service.stay_days;
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
    let rows = [
        ("load in erlangs", load),
        ("households a year", households),
        ("share needing a unit", share),
    ];
    let row = |(what, value): (&'static str, String)| Row::Cells(vec![what.into(), value.into()]);
    Table { rows: rows.map(row).to_vec(), ..Table::default() }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// The shares as rows of evidence, with what they rest on.
fn evidence(service: Service, records: &[RefusedTold]) -> Section {
    let readings = records.iter().flat_map(|told| told.readings.iter().map(move |of| (told, of)));
    let rows: String = readings.filter_map(|(told, reading)| row(service, told, reading)).collect();
    let blocks = if rows.is_empty() {
        vec![Block::paragraph("FOR evidence.csv: nothing, for no reading holds.")]
    } else {
        vec![
            Block::paragraph(
                "FOR evidence.csv (rename as you like; a scenario takes one a reading)",
            ),
            Block::Verbatim(rows),
        ]
    };
    Section::plain("evidence", blocks)
}

fn row(service: Service, told: &RefusedTold, reading: &RefusedReading) -> Option<String> {
    let [low, high] = reading.share_needing_unit_range;
    let end = |end: Option<f64>| end.map_or_else(String::new, |end| format!("{end:.4}"));
    Some(format!(
        "share_needing_unit_{},{:.4},{},{},share,derived,Erlang-B inverted,own calculation,\"{} of {} refused with {} units at a stay of {} days; {}\"\n",
        name(reading.by).replace(' ', "_"),
        reading.share_needing_unit?,
        end(low),
        end(high),
        told.refused,
        told.of,
        service.units,
        service.stay_days,
        about(reading.by)
    ))
}
