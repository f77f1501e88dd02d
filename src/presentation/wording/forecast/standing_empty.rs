//! Units that stand empty while households are refused: the first finding, with the rule that keeps them so.

use crate::base::domain::{Kind, capitalised};
use crate::planning::forecast::{
    Forecast, KeptFrom, Measure, NoFigure, Outline, Period, Rate, Statistic, percent,
};

/// Fewer refused than this share of those who ask, and nobody misses a unit that stands empty.
const FEW: f64 = 0.05;

/// "Safe Place units are lived in 27% of nights while 43% of those who ask are refused …"; nothing where no rule keeps a kind
/// empty more than half the time while others are refused.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub(super) fn first_finding(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let refused = refused(forecast)?;
    let mut kept = Vec::new();
    for kind in Kind::ALL {
        let Some(share) = lived_in(forecast, kind)? else { continue };
        kept.extend(what_keeps(outline, kind, share).map(|keeps| (kind, share, keeps)));
    }
    let emptiest = kept.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
    Ok(emptiest.filter(|_| refused >= FEW).map_or_else(String::new, |(kind, share, keeps)| {
        format!(
            "{} are lived in {} of the nights they are open while {} of those who ask are refused because everything that suits them is full. {keeps}",
            capitalised(plural(kind)),
            percent(share),
            percent(refused)
        )
    }))
}

/// The share of nights in which a kind is lived in; none: there is no such unit.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub fn lived_in(forecast: &Forecast, kind: Kind) -> Result<Option<f64>, NoFigure> {
    let lived = forecast.table.share(Period::Total, Measure::Occupancy, kind.into())?;
    Ok(lived.map(|lived| Statistic::Mean.of(&lived)))
}

/// The share of those who ask that is refused because everything that suits is full.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub fn refused(forecast: &Forecast) -> Result<f64, NoFigure> {
    forecast.mean(Measure::Rate(Rate::UnmetCapacity))
}

/// "What keeps them so: kept for women who were homeless, which alone keeps out 11% of those who ask; …"; nothing where the
/// kind, lived in for this share of nights, is in use, or would not be if nothing kept anybody out.
pub fn what_keeps(outline: &Outline, kind: Kind, lived_in: f64) -> Option<String> {
    let mut keeping =
        outline.kept_from.iter().filter(|kept| kept.kind == kind && kept.keeps_empty(lived_in));
    keeping.next().map(said)
}

fn said(kept: &KeptFrom) -> String {
    let share = percent(kept.share);
    let Some(rule) = kept.rule else {
        return format!(
            "No one rule keeps them so: several together stand in the way of {share} of those who ask."
        );
    };
    let granted = kept.granted.map_or_else(String::new, |granted| {
        let let_in = if granted > 0.0 {
            format!("{} are let in all the same", percent(granted))
        } else {
            "nobody is let in".to_owned()
        };
        format!("; about these it is decided case by case, and {let_in} in the simulation")
    });
    format!(
        "What keeps them so: {}, which alone keeps out {share} of those who ask{granted}.",
        rule.title()
    )
}

/// "Safe Place units"
pub fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "refuge units",
        Kind::SafePlace => "Safe Place units",
        Kind::Dispersed => "dispersed homes",
    }
}
