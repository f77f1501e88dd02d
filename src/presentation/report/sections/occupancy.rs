//! How full each kind of unit is: units that stand empty while households are refused are the first finding.

use super::{by_reading, counted_runs, pictures, years_said};
use crate::base::domain::Kind;
use crate::planning::forecast::{NoFigure, percent};
use crate::presentation::document::{Block, Section};
use crate::presentation::report::{ReportError, Subject};
use crate::presentation::wording::forecast::{lived_in, plural, refused, what_keeps};
use crate::presentation::wording::reading::counted;

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let mut blocks = Vec::new();
    let Some((kind, shares)) = emptiest(subject)? else {
        return Ok(Section::plain("occupancy", blocks));
    };
    let heading = format!(
        "How full the units are: {} least, {} of nights",
        plural(kind),
        by_reading(shares.iter().map(|share| percent(*share)))
    );
    if let Some(keeps) = what_keeps_them(subject, kind, &shares) {
        blocks.extend(meanwhile(subject)?.map(Block::paragraph));
        blocks.push(Block::paragraph(keeps));
    }
    blocks.extend(pictures::named(subject, "occupancy-by-kind")?);
    if let Some(at) = subject.occupancy.snapshot.as_of {
        blocks.push(Block::paragraph(format!(
            "Simulated nights of {}; the one night of {} is told below.",
            years_said(forecast_years(subject)),
            at.strftime("%-d %B %Y")
        )));
    }
    Ok(Section::new("occupancy", heading, blocks))
}

/// The kind that is least full in the first reading, and how full it is in each.
fn emptiest(subject: &Subject<'_>) -> Result<Option<(Kind, Vec<f64>)>, NoFigure> {
    let mut found: Vec<(Kind, Vec<f64>)> = Vec::new();
    for kind in Kind::ALL {
        let mut shares = Vec::new();
        for forecast in counted_runs(subject.runs) {
            shares.extend(lived_in(forecast, kind)?);
        }
        if !shares.is_empty() {
            found.push((kind, shares));
        }
    }
    Ok(found.into_iter().min_by(|a, b| a.1[0].total_cmp(&b.1[0])))
}

fn forecast_years(subject: &Subject<'_>) -> usize {
    subject.runs.first().map_or(0, |(_, forecast)| forecast.years())
}

/// How many are refused meanwhile because everything that suits is full.
fn meanwhile(subject: &Subject<'_>) -> Result<Option<String>, NoFigure> {
    let shares = counted_runs(subject.runs).into_iter().map(refused);
    let shares = shares.collect::<Result<Vec<f64>, _>>()?;
    let most = shares.iter().copied().fold(0.0, f64::max);
    Ok((most > 0.0).then(|| {
        format!(
            "They stand empty while {} of those who ask are refused because everything that suits them is full.",
            by_reading(shares.iter().map(|share| percent(*share)))
        )
    }))
}

/// What keeps others out of a kind, by the first reading in which something keeps it empty.
fn what_keeps_them(subject: &Subject<'_>, kind: Kind, shares: &[f64]) -> Option<String> {
    let counted = counted(subject.runs, |(outline, _)| outline.run.what_if);
    counted
        .into_iter()
        .zip(shares)
        .find_map(|((outline, _), share)| what_keeps(outline, kind, *share))
}
