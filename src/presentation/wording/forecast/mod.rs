//! A forecast in words: for each reading a few sentences with intervals and with what they rest on.

mod caveats;
mod summary;

pub use summary::summary;

use super::reading::SIDE_BY_SIDE;
use super::{files, reading};
use crate::planning::forecast::{Forecast, Outline};
use crate::presentation::document::{Block, Document, Section};

/// Forecasts side by side, and the files that they were written to.
pub fn forecast(runs: &[(&Outline, &Forecast)], written: &files::Pictured<'_>) -> Document {
    let of = |(outline, forecast): &(&Outline, &Forecast)| {
        let title = reading::Reading::of(forecast).of_scenario();
        Section::paragraphs("forecast", title, summary(outline, forecast))
    };
    let several = runs.iter().any(|(outline, _)| !outline.run.reading.is_empty());
    let readings =
        several.then(|| Section::plain("readings", vec![Block::paragraph(SIDE_BY_SIDE)]));
    Document::of(runs.iter().map(of).chain(readings).chain([written.section()]))
}
