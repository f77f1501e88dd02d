//! Units that stand empty while households are refused: the first finding, with the rule that keeps them so.

use crate::base::domain::{Kind, capitalised};
use crate::planning::forecast::{
    Forecast, KeptFrom, Measure, NoFigure, Outline, Period, Rate, Statistic, percent,
};

/// Fuller than this, units are in use.
pub const HALF: f64 = 0.5;

/// Fewer refused than this share of those who ask, and nobody misses a unit that stands empty.
const FEW: f64 = 0.05;

/// "Safe Place units are lived in 27% of nights while 43% of those who ask are refused …"; nothing where no kind stands empty
/// more than half the time while others are refused.
///
/// # Errors
/// If the forecast lacks a figure that every forecast has.
pub(super) fn first_finding(outline: &Outline, forecast: &Forecast) -> Result<String, NoFigure> {
    let refused = refused(forecast)?;
    let mut emptiest: Option<(Kind, f64)> = None;
    for kind in Kind::ALL {
        let own = lived_in(forecast, kind)?.filter(|share| *share < HALF);
        let before = emptiest.map_or(f64::INFINITY, |(_, share)| share);
        emptiest = own.filter(|share| *share < before).map(|share| (kind, share)).or(emptiest);
    }
    let Some((kind, share)) = emptiest.filter(|_| refused >= FEW) else {
        return Ok(String::new());
    };
    let rule = outline.kept_from.iter().find(|kept| kept.kind == kind);
    let rule = rule.map_or_else(String::new, |kept| format!(" {}", what_keeps(kept)));
    Ok(format!(
        "{} are lived in {} of the nights they are open while {} of those who ask are refused because everything that suits them is full.{rule}",
        capitalised(plural(kind)),
        percent(share),
        percent(refused)
    ))
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

/// "What keeps them so: kept for women who were homeless, which alone keeps out 11% of those who ask; …"
pub fn what_keeps(kept: &KeptFrom) -> String {
    let granted = kept.granted.map_or_else(String::new, |granted| {
        format!("; about these it is decided case by case, and {} are let in all the same in the simulation", percent(granted))
    });
    format!(
        "What keeps them so: {}, which alone keeps out {} of those who ask{granted}.",
        kept.rule.title(),
        percent(kept.share)
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
