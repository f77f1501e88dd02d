//! Pictures of forecasts: SVG and PNG, each with its figures as CSV and a text that says what it shows.
//!
//! Titles state the finding and are computed from the figures. Readings of the evidence stand side by side
//! on one scale. Not here: where the files go (`cli`).

mod barriers;
mod canvas;
mod exceedance;
mod expansion;
mod fan;
mod narrow;
mod occupancy;
mod panels;
mod plot;
mod second_stage;
mod tornado;
mod waiting;
mod who;

pub use canvas::ChartError;
pub use expansion::expansion_pictures;
pub use fan::unmet_need_by_quarter;
pub use narrow::Narrow;
pub use tornado::Tornado;
pub use who::who_is_turned_away;

use crate::forecast::Forecast;

/// A picture, or why there is nothing to show.
type Drawn = Result<Picture, Skipped>;

/// A picture that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// The name that it would have.
    pub name: &'static str,
    /// Why there is nothing to show.
    pub why: &'static str,
}

/// All pictures of some forecasts, and those for which there is nothing to show.
///
/// # Errors
/// If a picture cannot be drawn; the bundled font makes that a defect.
pub fn pictures(forecasts: &[Forecast]) -> Result<(Vec<Picture>, Vec<Skipped>), ChartError> {
    let mut pictures = vec![unmet_need_by_quarter(forecasts)?, who_is_turned_away(forecasts)?];
    let mut skipped = Vec::new();
    for drawn in [
        barriers::draw_it(forecasts)?,
        exceedance::draw_it(forecasts)?,
        occupancy::draw_it(forecasts)?,
        waiting::draw_it(forecasts)?,
        second_stage::draw_it(forecasts)?,
    ] {
        match drawn {
            Ok(picture) => pictures.push(picture),
            Err(nothing) => skipped.push(nothing),
        }
    }
    Ok((pictures, skipped))
}

/// Rows as CSV text.
fn to_csv(header: &[&str], rows: Vec<Vec<String>>) -> Result<String, ChartError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(ChartError::from_display)?;
    for row in rows {
        writer.write_record(row).map_err(ChartError::from_display)?;
    }
    let bytes = writer.into_inner().map_err(ChartError::from_display)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A picture in every form it is given.
#[derive(Debug, Clone)]
pub struct Picture {
    /// File name without its ending.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// Scalable, with the title and the text inside for screen readers.
    pub svg: String,
    /// For documents that take no SVG.
    pub png: Vec<u8>,
    /// The figures.
    pub csv: String,
    /// What it shows, for somebody who cannot see it.
    pub text: String,
}

#[cfg(test)]
mod tests;
