//! A calibration in words: each reading by itself, then what holds for all.

mod sentences;

pub use sentences::{CONFLICT, summary};

use self::sentences::number;
use super::count;
use super::reading::{Reading, SIDE_BY_SIDE};
use crate::planning::calibration::{Alternate, Calibrated, Knowing, Span, Unknown};
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};

/// All readings of a scenario over so many years, and where they were written to.
pub fn calibration(
    (scenario, years): (&str, u16),
    readings: &[Calibrated],
    out: Option<&str>,
) -> Document {
    let each = readings.iter().map(|told| one(scenario, told));
    let end = Section::plain("for-all", for_all(years, readings.len() > 1, out));
    Document::of(each.chain([end]))
}

fn for_all(years: u16, are_several: bool, out: Option<&str>) -> Vec<Block> {
    let years = count(usize::from(years), "year", "years");
    let about = format!(
        "Households turned away: capacity, proximity and needs, never placed, and whoever left a short stay without the longer unit that it asked for; a year, over {years}. Gain: how many fewer a year if the thing were known before choosing what to do with the same money; judged on draws that did not choose, for those that did flatter. None: it cannot be told from nothing."
    );
    let readings = are_several.then(|| Block::paragraph(SIDE_BY_SIDE));
    let rests_on = Block::paragraph(
        "All figures are simulated and hold as far as priors and records do; docs/guide/calibrate.md says how to read them.",
    );
    let written = out.map(|out| {
        Block::paragraph(format!("Written to {out}: calibration.csv, posterior.csv, calibration.json, calibrate.manifest.json; and the picture which-unknown-matters (as .svg, .png, .csv and in words as .txt)."))
    });
    let about = std::iter::once(Block::paragraph(about));
    about.chain(readings).chain([rests_on]).chain(written).collect()
}

fn one(scenario: &str, told: &Calibrated) -> Section {
    let reading = Reading { scenario, name: &told.reading, what_if: told.what_if };
    let sentences = std::iter::once(told.about.clone()).chain(summary(told));
    let mut blocks: Vec<Block> = sentences.map(Block::paragraph).collect();
    blocks.push(Block::Table(unknowns(told)));
    if !told.alternatives.is_empty() {
        blocks.push(Block::Table(alternatives(told)));
    }
    Section::new("reading", reading.of_scenario(), blocks)
}

fn unknowns(told: &Calibrated) -> Table {
    let head = ["unknown", "before", "after (95%)", "narrowed", "gain"];
    let has_gain = told.swings.iter().any(|swing| swing.worth.is_some());
    let shown = if has_gain { head.len() } else { head.len() - 1 };
    let unknown = |unknown: &Unknown| {
        let cells = [
            unknown.unknown.clone(),
            format!("{}-{}", number(unknown.prior.low), number(unknown.prior.high)),
            span(unknown.posterior),
            format!("{:.0}%", 100.0 * unknown.contraction.max(0.0)),
        ];
        let gain = gain(told, unknown).map(knowing);
        Row::Cells(cells.into_iter().chain(gain).map(Text::from).collect())
    };
    let log = told.refusal_log.map(|worth| {
        let narrows = told.refusal_log_narrows;
        let narrows = narrows.map_or_else(String::new, |share| format!("{:.0}%", 100.0 * share));
        let [none, nor] = [const { String::new() }; 2];
        let log = "a year's log: turned away".to_owned();
        Row::Cells([log, none, nor, narrows, knowing(worth)].map(Text::from).to_vec())
    });
    Table {
        head: head.into_iter().take(shown).map(Text::from).collect(),
        rows: told.unknowns.iter().map(unknown).chain(log).collect(),
        ..Table::default()
    }
}

/// What knowing an unknown is worth, if it was asked.
fn gain(told: &Calibrated, unknown: &Unknown) -> Option<Knowing> {
    told.swings.iter().find(|swing| swing.unknown == unknown.unknown)?.worth
}

fn alternatives(told: &Calibrated) -> Table {
    let row = |alternative: &Alternate| {
        let cells = [
            alternative.alternative.clone(),
            span(alternative.away),
            format!("{:.0}%", 100.0 * alternative.best_in),
        ];
        Row::Cells(cells.map(Text::from).to_vec())
    };
    Table {
        head: ["same money", "turned away (95%)", "best in"].map(Text::from).to_vec(),
        rows: told.alternatives.iter().map(row).collect(),
        ..Table::default()
    }
}

/// What cannot be told from nothing is shown as nothing.
fn knowing(worth: Knowing) -> String {
    if worth.low > 0.0 { format!("{:.2}", worth.gain) } else { "none".to_owned() }
}

fn span(of: Span) -> String {
    format!("{} ({}-{})", number(of.mean), number(of.low), number(of.high))
}
