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
mod picture;
mod plot;
mod second_stage;
mod tornado;
mod waiting;
mod who;

pub use canvas::ChartError;
pub use expansion::expansion_pictures;
pub use fan::unmet_need_by_quarter;
pub use narrow::Narrow;
pub use picture::{Picture, Skipped};
pub use tornado::Tornado;
pub use who::who_is_turned_away;

use crate::planning::forecast::Forecast;
use picture::{Drawn, to_csv};

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

#[cfg(test)]
mod tests;
