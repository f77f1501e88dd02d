//! What the panels of expansion pictures share.

use crate::planning::expansion::{ExpansionReport, ReadingSaid, Valued};
use crate::presentation::chart::canvas::{Canvas, ChartError};
use crate::presentation::chart::panels;

/// The name of a panel: its reading, or the scenario where there is only one.
pub(super) fn name(reading: &ReadingSaid) -> String {
    if reading.reading.is_empty() {
        reading.scenario.clone()
    } else {
        format!("Reading: \u{201c}{}\u{201d}", reading.reading)
    }
}

/// The title, what is shown, and the line at the foot.
pub(super) fn frame(
    canvas: &dyn Canvas,
    size: (u32, u32),
    title: &str,
    shown: &str,
) -> Result<(), ChartError> {
    let foot = "Simulated. Demand, stays, the mix of households and most costs are assumed: manifest.json and candidates.csv give each number with its source.";
    panels::frame_with(canvas, size, [title, shown, foot])
}

/// What each reading says, one after the other.
pub(super) fn side_by_side(
    report: &ExpansionReport,
    say: impl Fn(&ReadingSaid) -> String,
) -> String {
    let said: Vec<String> = report
        .readings
        .iter()
        .map(|reading| format!("{}: {}", name(reading), say(reading)))
        .collect();
    said.join(" ")
}

/// The dearest plan of the envelope that costs no more than so many pounds a year.
pub(super) fn up_to(reading: &ReadingSaid, pounds: f64) -> Option<&Valued> {
    reading.envelope.iter().rfind(|plan| plan.plan.a_year[0] <= pounds)
}

/// A text in lines of so many letters, all of it; a line after the first is set in a little.
pub(super) fn lines(said: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in said.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            word.clone_into(line);
        } else if line.chars().count() + 1 + word.chars().count() <= letters {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(format!("\u{a0}\u{a0}\u{a0}{word}"));
        }
    }
    lines
}
