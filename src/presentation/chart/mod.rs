//! Pictures of forecasts, and of returns over years: each a scene of panels, with its figures and a text that says what it shows, drawn as SVG and PNG.
//!
//! Titles state the finding and are computed from the figures. Readings of the evidence stand side by side
//! on one scale, or one below the other where there is no room. Not here: where the files go (`doors/files`).

mod barriers;
mod destinations;
mod exceedance;
mod expansion;
mod fan;
mod kinds;
mod layout;
mod mark;
mod occupancy;
mod panels;
mod picture;
mod plot;
mod plotting;
mod readings;
mod run_chart;
mod scene;
mod second_stage;
mod tornado;
mod turned_away;
mod typeface;
mod waiting;
mod years;

pub use expansion::{NAMES as OF_EXPANSION, of_expansion};
pub use plotting::ChartError;
pub use run_chart::{NAME as OF_RUNS, Run, of_runs};
pub use scene::{Scene, Skipped};
pub use tornado::{NAME as OF_CALIBRATION, which_unknown_matters};
pub use typeface::faces;

use crate::planning::forecast::{Forecast, NoFigure};

/// The pictures that every forecast has.
pub const OF_EVERY_FORECAST: [&str; 2] = [readings::NAME, turned_away::NAME];

/// The pictures of which a forecast may lack some.
pub const OF_SOME_FORECASTS: [&str; 9] = [
    years::NAME,
    fan::NAME,
    destinations::NAME,
    barriers::NAME,
    exceedance::NAME,
    kinds::NAME,
    occupancy::NAME,
    waiting::NAME,
    second_stage::NAME,
];

/// All pictures of some forecasts, and those for which there is nothing to show.
///
/// # Errors
/// If a forecast lacks a figure that every forecast has.
pub fn of_forecasts(forecasts: &[Forecast]) -> Result<(Vec<Scene<'_>>, Vec<Skipped>), NoFigure> {
    let all: Vec<&Forecast> = forecasts.iter().collect();
    let over_time = if years::suffice(&all)? { years::scene(&all)? } else { fan::scene(&all)? };
    let mut scenes = vec![readings::scene(&all)?, over_time, turned_away::scene(&all)?];
    let mut skipped = Vec::new();
    for shown in [
        destinations::scene(&all),
        barriers::scene(&all),
        exceedance::scene(&all),
        kinds::scene(&all),
        occupancy::scene(&all),
        waiting::scene(&all),
        second_stage::scene(&all),
    ] {
        match shown? {
            Ok(scene) => scenes.push(scene),
            Err(nothing) => skipped.push(nothing),
        }
    }
    Ok((scenes, skipped))
}

#[cfg(test)]
mod tests;
