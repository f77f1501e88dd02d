//! What the provider should go and measure, by what knowing it would be worth.

use super::next_unit::quick;
use super::pictures;
use crate::calibration::{Calibrated, Knowing, Swing};
use crate::expansion::figure;
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let id = "measure";
    let readings = subject.calibration;
    if readings.is_empty() {
        return Section { id, heading: String::new(), blocks: Vec::new() };
    }
    let mut blocks = Vec::new();
    if subject.is_quick {
        blocks.push(quick());
    }
    blocks.push(Block::Items(readings.iter().map(in_words).collect()));
    blocks.extend(pictures::named(subject, "which-unknown-matters"));
    blocks.push(Block::Table(table(readings)));
    blocks.push(Block::Paragraph("Worth is how many fewer households a year would be turned away, at the same money, if the number were known before the choice is made (expected value of partial perfect information); nothing is gained where every value leads to the same choice. Each reading stands by itself.".to_owned()));
    Section { id, heading: heading(readings), blocks }
}

/// The unknown worth most, where all readings agree on it.
fn heading(readings: &[Calibrated]) -> String {
    let most = |reading: &Calibrated| {
        let worth = |swing: &&Swing| swing.worth.map_or(0.0, |worth| worth.gain);
        let best = reading.swings.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)))?;
        (worth(&best) > 0.0).then(|| best.unknown.clone())
    };
    let found: Vec<String> = readings.iter().filter_map(most).collect();
    match found.split_first() {
        Some((first, others)) if others.iter().all(|other| other == first) => {
            format!("What to go and measure: first of all {first}")
        }
        _ => "What to go and measure".to_owned(),
    }
}

fn name(reading: &Calibrated) -> String {
    let what = if reading.what_if { "What if" } else { "Reading" };
    format!("{what} \u{201c}{}\u{201d}", reading.reading)
}

fn in_words(reading: &Calibrated) -> String {
    let log = reading.refusal_log.map_or_else(String::new, |worth| {
        format!(" One year of a well-kept refusal log is worth {}.", said(worth))
    });
    let away = reading.forecast.away;
    format!(
        "{}: {} households turned away a year ({} to {} with what is not known), {} of the variance by chance alone.{log}",
        name(reading),
        figure(away.mean),
        figure(away.low),
        figure(away.high),
        crate::forecast::percent(reading.forecast.chance_share),
    )
}

fn said(worth: Knowing) -> String {
    const NOTHING: f64 = 0.05;
    if worth.high < NOTHING {
        return "nothing, as it would change no choice".to_owned();
    }
    format!(
        "{} households a year ({} to {})",
        figure(worth.gain),
        figure(worth.low),
        figure(worth.high)
    )
}

fn table(readings: &[Calibrated]) -> Table {
    let head = [
        "Unknown and reading",
        "Lowest tenth",
        "Turned away then",
        "Highest tenth",
        "Turned away then ",
        "Worth knowing",
    ];
    let row = |reading: &Calibrated, swing: &Swing| {
        vec![
            format!("{}, {}", swing.unknown, name(reading)),
            format!("{} {}", number(swing.low), swing.unit),
            figure(swing.away_if_low),
            format!("{} {}", number(swing.high), swing.unit),
            figure(swing.away_if_high),
            swing.worth.map_or_else(|| "not asked".to_owned(), said),
        ]
    };
    let rows = readings
        .iter()
        .flat_map(|reading| reading.swings.iter().map(move |swing| row(reading, swing)));
    Table {
        name: "what-to-measure",
        caption:
            "How far each unknown moves the forecast, and what knowing it is worth (simulated)"
                .to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

/// Shares need two decimals, days and households none.
fn number(value: f64) -> String {
    if value.abs() < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") }
}
