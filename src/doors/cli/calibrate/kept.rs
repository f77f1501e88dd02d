//! Draws that are kept for forecasts: of each reading so many, each of which counts alike.

use crate::doors::cli::Failure;
use crate::doors::files;
use crate::doors::tasks::planning::Told;
use crate::inputs::scenario::{AHEAD, Column};
use crate::planning::calibration::Found;

/// Draws of each reading. Two histories of each make the thousand of a forecast.
const KEPT: u32 = 500;

/// The file.
pub(super) fn posterior(told: &Told<'_>, found: &[Found]) -> Result<String, Failure> {
    let columns: Vec<String> = told.place().calibration.columns().map(Column::label).collect();
    let header: Vec<&str> = AHEAD.into_iter().chain(columns.iter().map(String::as_str)).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for found in found {
        for at in found.posterior.weights.systematic(KEPT) {
            let draw = &found.posterior.draws[at];
            let head = [found.told.reading.clone(), draw.number.to_string()];
            rows.push(head.into_iter().chain(draw.values.iter().map(f64::to_string)).collect());
        }
    }
    files::table(header, rows)
}
