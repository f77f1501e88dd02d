//! Figures and names as the page says them.

pub(super) use crate::base::domain::capitalised as sentence_case;
use crate::base::domain::number_said;
use crate::base::statistics::float;
use crate::planning::calibration::Calibrated;
use crate::planning::forecast::{self, Forecast, Measure, NoFigure, Outline, Statistic};
use crate::presentation::report::Subject;
use crate::presentation::wording::in_a_row;
use crate::presentation::wording::reading::{Reading, counted};

/// A simulated figure, rounded; from a thousand on with three figures that mean something, and commas.
pub(super) fn rounded(value: f64) -> String {
    const THOUSAND: f64 = 999.5;
    if value < THOUSAND {
        return forecast::rounded(value);
    }
    let mut step = 1.0;
    while value / step >= THOUSAND {
        step *= 10.0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rounded count")]
    let whole = ((value / step).round() * step) as u64;
    thousands(whole)
}

/// 258369 as "258,369".
pub(super) fn thousands(n: u64) -> String {
    forecast::in_threes(&n.to_string())
}

/// How a reading is named where several stand side by side.
pub(super) fn reading(forecast: &Forecast) -> String {
    Reading::of(forecast).title()
}

/// How a calibrated one is.
pub(super) fn title_of(reading: &Calibrated) -> String {
    Reading { scenario: "", name: &reading.reading, what_if: reading.what_if }.title()
}

/// "a", "a or b", "a, b or c"; what is said twice, once.
pub(super) fn either(said: impl IntoIterator<Item = String>) -> String {
    let mut each: Vec<String> = Vec::new();
    for one in said {
        if !each.contains(&one) {
            each.push(one);
        }
    }
    in_a_row(&each, "or")
}

/// A figure of each reading, in the order of the readings: "a, b or a"; once where all are the same.
pub(super) fn by_reading(said: impl IntoIterator<Item = String>) -> String {
    let mut each: Vec<String> = said.into_iter().collect();
    if each.iter().all(|one| Some(one) == each.first()) {
        each.truncate(1);
    }
    in_a_row(&each, "or")
}

/// Forecasts of what was counted.
pub(super) fn counted_runs(runs: &[(Outline, Forecast)]) -> Vec<&Forecast> {
    counted(runs.iter().map(|(_, forecast)| forecast), |forecast| forecast.what_if)
}

/// Years that count, at least one.
pub(super) fn years(forecast: &Forecast) -> f64 {
    float(forecast.years().max(1))
}

/// The mean of a count of everybody over the whole span, a year.
pub(super) fn a_year(forecast: &Forecast, measure: Measure) -> Result<f64, NoFigure> {
    Ok(forecast.mean(measure)? / years(forecast))
}

/// Whether any leave a short stay and find no longer unit: what is averted counts them too.
pub(super) fn some_leave_without(subject: &Subject<'_>) -> Result<bool, NoFigure> {
    let mut some_leave = false;
    for (_, forecast) in subject.runs {
        some_leave |= a_year(forecast, Measure::OnwardUnmet)? > 0.0;
    }
    Ok(some_leave)
}

/// "95 in 100 histories: 480 to 640".
pub(super) fn range(forecast: &Forecast, measure: Measure, of: f64) -> Result<String, NoFigure> {
    let total = forecast.total(measure)?;
    let end = |statistic: Statistic| rounded(statistic.of(&total) / of);
    Ok(format!("95 in 100 histories: {} to {}", end(Statistic::P2_5), end(Statistic::P97_5)))
}

/// "Five years" and so on, as far as words are shorter.
pub(super) fn years_said(years: usize) -> String {
    let number = number_said(years);
    format!("{number} {}", if years == 1 { "year" } else { "years" })
}
