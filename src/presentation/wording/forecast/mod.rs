//! A forecast in words: for each reading a few sentences with intervals and with what they rest on.

mod caveats;
mod short_stays;
mod standing_empty;
mod summary;

pub use standing_empty::{lived_in, plural, refused, what_keeps};
pub use summary::summary;

use super::reading::SIDE_BY_SIDE;
use super::{files, reading};
use crate::planning::forecast::{Forecast, NoFigure, Outline};
use crate::presentation::document::{Block, Document, Section};

/// Forecasts side by side, and the files that they were written to.
///
/// # Errors
/// As [`summary()`].
pub fn forecast(
    runs: &[(&Outline, &Forecast)],
    written: &files::Pictured<'_>,
) -> Result<Document, NoFigure> {
    let of = |(outline, forecast): &(&Outline, &Forecast)| {
        let title = reading::Reading::of(forecast).of_scenario();
        Ok(Section::paragraphs("forecast", title, summary(outline, forecast)?))
    };
    let told: Vec<Section> = runs.iter().map(of).collect::<Result<_, _>>()?;
    let several = runs.iter().any(|(outline, _)| !outline.run.reading.is_empty());
    let readings =
        several.then(|| Section::plain("readings", vec![Block::paragraph(SIDE_BY_SIDE)]));
    Ok(Document::of(told.into_iter().chain(readings).chain([written.section()])))
}
