//! Figures as they are said.

use super::figure_table::NoFigure;
use super::figures::{Figure, figure};
use super::frame::Forecast;
use super::measure::Measure;
use crate::base::statistics::float;

/// Fewer households a year than this are none where tenths are said: they would be printed as 0.0.
pub const LEAST_TO_A_TENTH: f64 = 0.05;

/// A smaller share is none where whole percents are said: it would be printed as 0%.
pub const LEAST_PERCENT: f64 = 0.005;

/// A simulated figure as it may be said: whole numbers, one decimal below 10.
pub fn rounded(value: f64) -> String {
    const ONE_DECIMAL_BELOW: f64 = 9.95;
    if value <= 0.0 {
        "0".to_owned()
    } else if value < LEAST_TO_A_TENTH {
        "under 0.1".to_owned()
    } else if value < ONE_DECIMAL_BELOW {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

/// A share in whole percent; "under 1%" and "over 99%" where that would say none or all.
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < LEAST_PERCENT {
        "under 1%".to_owned()
    } else if (1.0 - LEAST_PERCENT..1.0).contains(&share) {
        "over 99%".to_owned()
    } else {
        format!("{:.0}%", 100.0 * share)
    }
}

/// Whether in any forecast some are not placed for other reasons than want of a unit that suits: declined, made safe at home, not
/// reached, still waiting.
///
/// # Errors
/// If nobody counted them.
pub fn some_leave_otherwise(forecasts: &[&Forecast]) -> Result<bool, NoFigure> {
    let mut some = false;
    for forecast in forecasts {
        let of = |measure| Ok(a_year(forecast, measure)?.mean);
        some |= of(Measure::NotPlaced)? - of(Measure::UnmetNeed)? >= LEAST_TO_A_TENTH;
    }
    Ok(some)
}

/// A count of everybody a year.
pub fn a_year(forecast: &Forecast, measure: Measure) -> Result<Figure, NoFigure> {
    let years = float(forecast.years().max(1));
    Ok(figure(forecast, &forecast.total(measure)?, years))
}

/// The digits of a whole number with commas: 258369 as "258,369".
pub fn in_threes(digits: &str) -> String {
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}
