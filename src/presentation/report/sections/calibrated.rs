//! What the records allow once demand and stays are left open, beside the headline.

use super::title_of;
use crate::planning::calibration::Calibrated;
use crate::planning::forecast::percent;
use crate::presentation::document::{Block, Table};
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::figure;

/// The calibrated readings by name, and how they go with the cards above; nothing without a calibration.
pub(super) fn beside(subject: &Subject<'_>) -> Vec<Block> {
    let readings = subject.calibration;
    if readings.is_empty() && !subject.own.is_empty() {
        return Vec::new();
    }
    if readings.is_empty() {
        let said = "The ranges on the cards are chance alone, in a reading that fixes how many ask and how long they stay. How much wider they would be with what is not known is not worked out for this provider: see what to go and measure, below.";
        return vec![Block::paragraph(said)];
    }
    let unknowns = subject.unknowns.map_or(0, |calibration| calibration.parameters.len());
    vec![
        Block::heading(heading(readings)),
        Block::Table(table(readings)),
        Block::paragraph(format!(
            "How the two go together: the ranges on the cards are chance alone, in a reading that fixes how many ask and how long they stay; the calibrated readings here also vary what is not known ({unknowns} unknowns, each with a range of its own), so theirs are wider. Both rest on the same records; a name that differs is a record taken in another way."
        )),
    ]
}

fn heading(readings: &[Calibrated]) -> String {
    let counted = || readings.iter().filter(|reading| !reading.what_if);
    let ends = counted().map(|reading| reading.forecast.away);
    let (low, high) = ends.fold((f64::INFINITY, 0.0_f64), |(low, high), away| {
        (low.min(away.low), high.max(away.high))
    });
    if counted().count() == 0 {
        return "With what is not known left open".to_owned();
    }
    format!(
        "With what is not known left open: {} to {} households a year, what-ifs apart",
        figure(low).trim_end_matches(".0"),
        figure(high)
    )
}

fn table(readings: &[Calibrated]) -> Table {
    let head = ["Calibrated reading", "turned away a year", "95 in 100", "of that spread, chance"];
    let row = |reading: &Calibrated| {
        let away = reading.forecast.away;
        vec![
            title_of(reading),
            figure(away.mean),
            format!("{} to {}", figure(away.low), figure(away.high)),
            percent(reading.forecast.chance_share.clamp(0.0, 1.0)),
        ]
    };
    Table::filed(
        "calibrated-readings",
        "What each way of taking the records allows, parameters and chance (simulated)",
        head,
        readings.iter().map(row),
    )
}
