//! One headline: households, not requests, that are never placed for want of a unit.

use super::{
    a_year, calibrated, households, pictures, range, reading, rounded, times, years, years_said,
};
use crate::inputs::evidence::Provenance;
use crate::planning::forecast::{Forecast, Measure, NoFigure, Outline, percent};
use crate::presentation::document::{Block, Card, Section};
use crate::presentation::report::{ReportError, Subject};

/// "37 units in Stoke-on-Trent: who still finds no place?"
pub(super) fn title(subject: &Subject<'_>) -> String {
    let units = subject.estate.units.iter().filter(|unit| unit.is_in_stock()).count();
    format!("{units} units in {}: who still finds no place?", subject.estate.provider.name)
}

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ReportError> {
    let forecasts = || subject.runs.iter().map(|(_, forecast)| forecast);
    let cards = forecasts().map(|forecast| card(subject, forecast));
    let mut blocks = vec![Block::Cards(cards.collect::<Result<_, _>>()?)];
    blocks.extend(not_counted_here(subject).map(Block::note));
    if subject.runs.len() > 1 {
        blocks.push(Block::note(apart(subject)?));
    }
    blocks.extend(calibrated::beside(subject));
    let about = forecasts().next().map_or(0, Forecast::years);
    blocks.push(Block::paragraph(format!(
        "Each household counts once, however often it asks. It is counted here if it is eligible, could be reached, asked within the {}, and was never placed until their end for want of a unit: everything that suited was full (those who gave up waiting for it are among them), nothing was far enough from danger, nothing met its needs, or no funded place was left for a household without recourse to public funds. Whoever said no, or was made safe at home, is not counted.",
        years_said(about)
    )));
    let remarks = &subject.estate.provider.report.remarks;
    blocks.extend(remarks.iter().cloned().map(Block::note));
    blocks.extend(pictures::named(subject, "unmet-need-by-quarter")?);
    Ok(Section::new("headline", heading(subject)?, blocks))
}

fn heading(subject: &Subject<'_>) -> Result<String, NoFigure> {
    let never = |(_, forecast): &(Outline, Forecast)| Ok(households(forecast.mean(NEVER)?));
    let said: Vec<String> = subject.runs.iter().map(never).collect::<Result<_, _>>()?;
    let years = subject.runs.first().map_or(0, |(_, forecast)| forecast.years());
    Ok(match said.as_slice() {
        [only] => format!("In {}, {only} households find no place", years_said(years)),
        all => format!(
            "In {}, {} households find no place, by the reading of the evidence",
            years_said(years),
            all.join(" or ")
        ),
    })
}

/// That homes were made up or numbers taken over from another place, where that is so.
fn not_counted_here(subject: &Subject<'_>) -> Option<String> {
    let (outline, _) = subject.runs.first()?;
    let elsewhere = outline.run.assumptions.iter().filter(|one| one.is_from_elsewhere()).count();
    let made_up = subject.estate.placeholders;
    let mut said = Vec::new();
    if made_up > 0 {
        let units = subject.estate.units.len();
        said.push(format!("{made_up} of the {units} units are placeholders: no such home exists."));
    }
    if elsewhere > 0 {
        said.push(format!("{elsewhere} of the numbers come from elsewhere and were never counted here: replace them before anybody plans by this page."));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// How far the readings are apart, and what that means.
fn apart(subject: &Subject<'_>) -> Result<String, NoFigure> {
    let means = subject.runs.iter().map(|(_, forecast)| a_year(forecast, NEVER));
    let means = means.collect::<Result<Vec<f64>, _>>()?;
    let (least, most) = means
        .into_iter()
        .fold((f64::INFINITY, 0.0_f64), |(least, most), mean| (least.min(mean), most.max(mean)));
    let (least, most, times) = (rounded(least), rounded(most), times(least, most));
    let differ = times.map_or_else(
        || format!("the readings come to {least} and {most} a year"),
        |times| format!("the readings are {times} apart ({least} and {most} a year)"),
    );
    let numbers = subject.runs.iter().flat_map(|(outline, _)| &outline.run.assumptions);
    let is_published = numbers.into_iter().any(|one| one.standing == Provenance::Published);
    let what = if is_published { "The published evidence" } else { "What is assumed" };
    Ok(format!(
        "{what} can be read in more than one way, and {differ}. They stand side by side and are never averaged: which one holds has to be found out by counting."
    ))
}

/// What the headline counts.
pub(super) const NEVER: Measure = Measure::HouseholdsNeverPlaced;

fn card(subject: &Subject<'_>, forecast: &Forecast) -> Result<Card, NoFigure> {
    let (asking, mean) = (forecast.mean(Measure::Households)?, forecast.mean(NEVER)?);
    let share = if asking > 0.0 { percent(mean / asking) } else { "none".to_owned() };
    let is_it = |told: &&crate::inputs::scenario::Scenario| {
        told.name == forecast.scenario && told.reading == forecast.reading
    };
    let told = subject.scenarios.iter().find(is_it).filter(|told| !told.reading.is_empty());
    Ok(Card {
        name: reading(forecast).into(),
        about: told.map_or_else(String::new, |told| told.about.clone()).into(),
        figure: format!(
            "{} {}",
            households(mean),
            if mean < 1.0 { "household" } else { "households" }
        )
        .into(),
        text: format!(
            "in {} ({}), {} of the {} that ask: about {} a year ({}). Simulated.",
            years_said(forecast.years()),
            range(forecast, NEVER, 1.0)?,
            share,
            households(asking),
            rounded(a_year(forecast, NEVER)?),
            range(forecast, NEVER, years(forecast))?,
        )
        .into(),
    })
}
