//! Pictures of what to add: cost against households turned away, and what one more of each candidate averts.
//! Readings of the evidence stand side by side on one scale.

mod envelope;
mod one_more;

use super::canvas::{Canvas, ChartError};
use super::{Picture, panels};
use crate::expansion::{ReadingSaid, Report};

/// Both pictures.
///
/// # Errors
/// If a picture cannot be drawn; the bundled font makes that a defect.
pub fn expansion_pictures(report: &Report) -> Result<Vec<Picture>, ChartError> {
    Ok(vec![envelope::draw_it(report)?, one_more::draw_it(report)?])
}

/// The name of a panel: its reading, or the scenario where there is only one.
fn name(reading: &ReadingSaid) -> String {
    if reading.reading.is_empty() {
        reading.scenario.clone()
    } else {
        format!("Reading: \u{201c}{}\u{201d}", reading.reading)
    }
}

/// The title, what is shown, and the line at the foot.
fn frame(
    canvas: &dyn Canvas,
    size: (u32, u32),
    title: &str,
    shown: &str,
) -> Result<(), ChartError> {
    let foot = "Simulated. Demand, stays, the mix of households and most costs are assumed: manifest.json and candidates.csv give each number with its source.";
    panels::frame_with(canvas, size, [title, shown, foot])
}

/// What each reading says, one after the other.
fn side_by_side(report: &Report, say: impl Fn(&ReadingSaid) -> String) -> String {
    let said: Vec<String> = report
        .readings
        .iter()
        .map(|reading| format!("{}: {}", name(reading), say(reading)))
        .collect();
    said.join(" ")
}
