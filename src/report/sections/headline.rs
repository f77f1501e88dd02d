//! One headline: households, not requests, that are never placed for want of a unit.

use super::{a_year, households, pictures, range, reading, rounded, years, years_said};
use crate::forecast::{Forecast, percent};
use crate::report::Subject;
use crate::report::block::{Block, Card, Section};

/// "37 units in Stoke-on-Trent: who still finds no place?"
pub(super) fn title(subject: &Subject<'_>) -> String {
    let units = subject.estate.units.iter().filter(|unit| unit.is_in_stock()).count();
    format!("{units} units in {}: who still finds no place?", subject.estate.provider.name)
}

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let forecasts = || subject.runs.iter().map(|(_, forecast)| forecast);
    let mut blocks = vec![Block::Cards(forecasts().map(card).collect())];
    let about = forecasts().next().map_or(0, Forecast::years);
    blocks.push(Block::Paragraph(format!(
        "Each household counts once, however often it asks. It is counted here if it is eligible, could be reached, asked within the {}, and found neither a unit nor safety at home until their end: because everything that suited was full, because nothing was far enough from danger, or because nothing met its needs.",
        years_said(about)
    )));
    if subject.runs.len() > 1 {
        blocks.push(Block::Note("The published evidence can be read in more than one way, and the readings differ severalfold. They stand side by side and are never averaged: which one holds has to be found out by counting.".to_owned()));
    }
    blocks.extend(pictures::named(subject, "unmet-need-by-quarter"));
    Section { id: "headline", heading: heading(subject), blocks }
}

fn heading(subject: &Subject<'_>) -> String {
    let said: Vec<String> = subject.runs.iter().map(|(_, f)| never(f)).collect();
    let years = subject.runs.first().map_or(0, |(_, forecast)| forecast.years());
    match said.as_slice() {
        [only] => format!("In {}, {only} households find no place", years_said(years)),
        all => format!(
            "In {}, {} households find no place, by the reading of the evidence",
            years_said(years),
            all.join(" or ")
        ),
    }
}

/// Households of the whole span; none is said as such.
fn never(forecast: &Forecast) -> String {
    households(forecast.value("total", MEASURE, "all", "mean").unwrap_or(0.0))
}

const MEASURE: &str = "households_never_placed";

fn card(forecast: &Forecast) -> Card {
    let asking = forecast.value("total", "households", "all", "mean").unwrap_or(0.0);
    let mean = forecast.value("total", MEASURE, "all", "mean").unwrap_or(0.0);
    let share = if asking > 0.0 { percent(mean / asking) } else { "none".to_owned() };
    Card {
        name: reading(forecast),
        figure: format!(
            "{} {}",
            households(mean),
            if mean < 1.0 { "household" } else { "households" }
        ),
        text: format!(
            "in {} ({}), {} of the {} that ask: about {} a year ({}). Simulated.",
            years_said(forecast.years()),
            range(forecast, MEASURE, 1.0),
            share,
            households(asking),
            rounded(a_year(forecast, (MEASURE, "all"), "mean")),
            range(forecast, MEASURE, years(forecast)),
        ),
    }
}
