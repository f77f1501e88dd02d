//! How many households are supported in second stage, week by week, against its places.

use super::mark::{Marks, Type, colour};
use super::panels;
use super::plot::{self, Plot};
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use crate::planning::forecast::{
    Forecast, Measure, NoFigure, SecondStage, Statistic, percent, rounded,
};

pub(super) const NAME: &str = "second-stage-by-week";
const PANEL_HEIGHT: f64 = 360.0;

/// Second stage of the forecasts that have it, if any does.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let staged =
        |forecast: &&'a Forecast| Some((*forecast, forecast.beside.second_stage.as_ref()?));
    let staged: Vec<(&Forecast, &SecondStage)> = forecasts.iter().filter_map(staged).collect();
    if staged.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "the scenario has no second stage" }));
    }
    let shown: Vec<&Forecast> = staged.iter().map(|(forecast, _)| *forecast).collect();
    let greatest = |(_, stage): &(&Forecast, &SecondStage)| {
        plot::greatest(&stage.weeks).max(f64::from(stage.places))
    };
    let (title, greatest) = (title(&shown)?, staged.iter().map(greatest).fold(1.0, f64::max));
    let panel = |(forecast, stage): &(&'a Forecast, &'a SecondStage)| {
        panels::of((forecast, &shown), Caseload { forecast, stage, greatest })
    };
    Ok(Ok(Scene {
        name: NAME,
        shown: "Households supported at once, week by week: mean, and the band that holds 95% of simulated histories".to_owned(),
        panels: staged.iter().map(panel).collect(),
        height: PANEL_HEIGHT,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, &shown)?,
        sheet: sheet(&shown),
        title,
    }))
}

/// One forecast's weeks against its places.
#[derive(Debug)]
struct Caseload<'a> {
    forecast: &'a Forecast,
    stage: &'a SecondStage,
    /// Of all panels.
    greatest: f64,
}

fn places(forecast: &Forecast) -> u32 {
    forecast.beside.second_stage.as_ref().map_or(0, |stage| stage.places)
}

fn title(shown: &[&Forecast]) -> Result<String, NoFigure> {
    let shown = panels::counted(shown);
    let over = |forecast: &&Forecast| forecast.mean(Measure::SecondStageOver);
    let shares: Vec<f64> = shown.iter().map(over).collect::<Result<_, _>>()?;
    let places: Vec<u32> = shown.iter().map(|forecast| places(forecast)).collect();
    let said = panels::range(&shares, percent);
    Ok(match places.first() {
        Some(first) if places.iter().all(|other| other == first) => {
            format!("Second stage exceeds its {first} places {said} of the time")
        }
        _ => format!("Second stage exceeds its places {said} of the time"),
    })
}

impl Content for Caseload<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (forecast, stage) = (self.forecast, self.stage);
        let Some(days) = plot::span(&forecast.beside.week_days) else { return };
        let (most, ticks) = panels::scale_to(self.greatest);
        let plot = Plot {
            left: room.left + 36.0,
            right: room.left + room.width - 104.0,
            top: room.top + 36.0,
            bottom: room.top + room.height - 48.0,
            most,
            days,
        };
        let weeks = forecast.beside.week_days.iter().copied();
        let points: Vec<_> = weeks.zip(stage.weeks.iter().copied()).collect();
        plot.band(marks, &points, (colour::BLUE_LIGHT, colour::BLUE));
        plot.grid(marks, &ticks, panels::tick);
        let places = plot.y(f64::from(stage.places));
        marks.line(&[(plot.left, places), (plot.right, places)], 2, colour::ORANGE);
        plot.days_below(marks, &plot::years(days));
        label_end(marks, &plot, stage);
    }
}

/// At the right: the band and the mean of the last week, and the places.
fn label_end(marks: &mut Marks, plot: &Plot, stage: &SecondStage) {
    let Some([mean, low, high]) = plot::last_week(&stage.weeks) else { return };
    let blue = Type::bold(13.0).in_colour(colour::BLUE);
    let labels = [
        (plot.y(high), format!("95%: {low:.0} to {high:.0}"), Type::plain(12.5)),
        (plot.y(mean), format!("mean {mean:.0}"), blue),
        (plot.y(f64::from(stage.places)), format!("{} places", stage.places), Type::bold(13.0)),
    ];
    let wished = labels.each_ref().map(|(at, ..)| *at);
    let x = plot.right + 8.0;
    marks.text((x, plot.top - 16.0), "last week:", Type::plain(12.5));
    for (at, (_, said, style)) in
        plot::apart(&wished, (plot.top, plot.bottom), 17.0).into_iter().zip(labels)
    {
        marks.text((x, at), &said, style);
    }
}

fn text(title: &str, shown: &[&Forecast]) -> Result<String, NoFigure> {
    let said = panels::side_by_side(shown, |_, forecast| {
        let (stage, over) =
            (forecast.total(Measure::SecondStage)?, forecast.total(Measure::SecondStageOver)?);
        let caseload = |statistic: Statistic| rounded(statistic.of(&stage));
        let over = |statistic: Statistic| percent(statistic.of(&over));
        Ok(format!(
            "{} households on average over the whole span (95% of simulated histories: {} to {}), above {} places {} of the time (95%: {} to {}).",
            caseload(Statistic::Mean),
            caseload(Statistic::P2_5),
            caseload(Statistic::P97_5),
            places(forecast),
            over(Statistic::Mean),
            over(Statistic::P2_5),
            over(Statistic::P97_5),
        ))
    })?;
    Ok(format!(
        "{title}. A line from the first to the last week with a band that holds 95% of simulated histories, and the places as a straight line; one scale from zero. {said} Nobody is refused second stage in the simulation: what lies above the places is support that would have to be found. Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(shown: &[&Forecast]) -> Sheet {
    let header = ["scenario", "reading", "week", "first_day", "places", "mean", "p2_5", "p97_5"];
    let mut rows = Vec::new();
    for forecast in shown {
        let Some(stage) = &forecast.beside.second_stage else { continue };
        let weeks = stage.weeks.iter().zip(&forecast.beside.week_days).enumerate();
        rows.extend(weeks.filter_map(|(week, (at, day))| {
            let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
            let when = [(week + 1).to_string(), day.to_string(), stage.places.to_string()];
            Some(head.into_iter().chain(when).chain(plot::week_cells(at.as_ref()?)).collect())
        }));
    }
    Sheet::new(&header, rows)
}
