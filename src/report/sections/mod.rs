//! What the page says, section by section, computed from the figures.

mod assumptions;
mod budgets;
mod council_of_europe;
mod counted;
mod headline;
mod methods;
mod next_unit;
mod pictures;
mod to_measure;
mod turned_away;
mod waiting;

use super::block::Section;
use super::{ReportError, Subject};
use crate::forecast::{self, Forecast};

/// The title of the page: how many units, and the question.
pub(super) fn title(subject: &Subject<'_>) -> String {
    headline::title(subject)
}

/// From the headline down to the command that makes the page again.
pub(super) fn all(subject: &Subject<'_>) -> Result<Vec<Section>, ReportError> {
    let mut sections = vec![
        headline::section(subject),
        turned_away::section(subject),
        waiting::section(subject),
        next_unit::section(subject),
        budgets::section(subject),
        to_measure::section(subject),
        council_of_europe::section(subject),
        counted::section(subject)?,
        methods::section(subject),
        assumptions::section(subject),
        assumptions::reproduce(subject),
    ];
    sections.retain(|section| !section.blocks.is_empty());
    Ok(sections)
}

/// A simulated figure, rounded, from a thousand on with commas.
fn rounded(value: f64) -> String {
    const THOUSAND: f64 = 999.5;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rounded count")]
    if value >= THOUSAND { thousands(value.round() as u64) } else { forecast::rounded(value) }
}

/// Households are whole.
fn households(value: f64) -> String {
    match value {
        none if none <= 0.0 => "no".to_owned(),
        few if few < 1.0 => "fewer than 1".to_owned(),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        some => thousands(some.round() as u64),
    }
}

/// 258369 as "258,369".
fn thousands(n: u64) -> String {
    forecast::in_threes(&n.to_string())
}

/// With a capital at its beginning.
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How a reading is named where both stand side by side.
fn reading(forecast: &Forecast) -> String {
    reading_of(&forecast.scenario, &forecast.reading)
}

fn reading_of(scenario: &str, reading: &str) -> String {
    match reading {
        "" => format!("Scenario {scenario}"),
        name => format!("Reading \u{201c}{name}\u{201d}"),
    }
}

/// Years that count, at least one.
#[expect(clippy::cast_precision_loss, reason = "a handful of years")]
fn years(forecast: &Forecast) -> f64 {
    forecast.years().max(1) as f64
}

/// A count of the whole span, a year.
fn a_year(forecast: &Forecast, (measure, group): (&str, &str), statistic: &str) -> f64 {
    forecast.value("total", measure, group, statistic).unwrap_or(0.0) / years(forecast)
}

/// "95 in 100 histories: 480 to 640".
fn range(forecast: &Forecast, measure: &str, of: f64) -> String {
    let end =
        |statistic| rounded(forecast.value("total", measure, "all", statistic).unwrap_or(0.0) / of);
    format!("95 in 100 histories: {} to {}", end("p2_5"), end("p97_5"))
}

/// "Five years" and so on, as far as words are shorter.
fn years_said(years: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = WORDS.get(years).map_or_else(|| years.to_string(), |&word| word.to_owned());
    format!("{number} {}", if years == 1 { "year" } else { "years" })
}
