//! How many households are supported in second stage, week by week, against its places.

use super::canvas::{Canvas, ChartError, Type, colour, draw, with_text};
use super::panels::{self, Panel};
use super::plot::{self, Plot};
use super::{Drawn, Picture, Skipped, to_csv};
use crate::planning::forecast::{Forecast, SecondStage, percent, rounded};

pub(super) const NAME: &str = "second-stage-by-week";
const PANEL_HEIGHT: f64 = 360.0;

/// Draws it, where a scenario has second stage.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub(super) fn draw_it(forecasts: &[Forecast]) -> Result<Drawn, ChartError> {
    let shown: Vec<Forecast> =
        forecasts.iter().filter(|f| f.beside.second_stage.is_some()).cloned().collect();
    if shown.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "the scenario has no second stage" }));
    }
    let (panels, size) = panels::lay_out(shown.len(), PANEL_HEIGHT);
    let title = title(&shown);
    let said = "Households supported at once, week by week: mean, and the band that holds 95% of simulated histories";
    let stages = || shown.iter().filter_map(|f| f.beside.second_stage.as_ref());
    let greatest = stages()
        .map(|stage| plot::greatest(&stage.weeks).max(f64::from(stage.places)))
        .fold(1.0, f64::max);
    let (svg, png) = draw(size, &|canvas| {
        panels::frame(canvas, size, &title, said)?;
        for ((panel, forecast), stage) in panels.iter().zip(&shown).zip(stages()) {
            panels::panel_name(canvas, *panel, &panels::name(forecast, &shown))?;
            draw_panel(canvas, *panel, (forecast, stage), greatest)?;
        }
        Ok(())
    })?;
    let text = text(&title, &shown);
    let (svg, csv) = (with_text(&svg, &title, &text), csv(&shown)?);
    Ok(Ok(Picture { name: NAME, svg, png, csv, text, title }))
}

/// The share of the time above its places.
fn over(forecast: &Forecast, statistic: &str) -> f64 {
    forecast.value("total", "second_stage_over", "all", statistic).unwrap_or(0.0)
}

fn places(forecast: &Forecast) -> u32 {
    forecast.beside.second_stage.as_ref().map_or(0, |stage| stage.places)
}

fn title(shown: &[Forecast]) -> String {
    let shares: Vec<f64> = shown.iter().map(|forecast| over(forecast, "mean")).collect();
    let places: Vec<u32> = shown.iter().map(places).collect();
    let said = panels::range(&shares, percent);
    match places.first() {
        Some(first) if places.iter().all(|other| other == first) => {
            format!("Second stage exceeds its {first} places {said} of the time")
        }
        _ => format!("Second stage exceeds its places {said} of the time"),
    }
}

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    (forecast, stage): (&Forecast, &SecondStage),
    greatest: f64,
) -> Result<(), ChartError> {
    let Some(days) = plot::span(&forecast.beside.week_days) else { return Ok(()) };
    let (most, ticks) = panels::scale_to(greatest);
    let plot = Plot {
        left: panel.left + 36.0,
        right: panel.left + panel.width - 104.0,
        top: panel.top + 36.0,
        bottom: panel.top + panel.height - 48.0,
        most,
        days,
    };
    let weeks = forecast.beside.week_days.iter().copied();
    let points: Vec<_> = weeks.zip(stage.weeks.iter().copied()).collect();
    plot.band(canvas, &points, (colour::BLUE_LIGHT, colour::BLUE))?;
    plot.grid(canvas, &ticks, panels::tick)?;
    let places = f64::from(stage.places);
    canvas.line(&[(plot.left, plot.y(places)), (plot.right, plot.y(places))], 2, colour::ORANGE)?;
    plot.days_below(canvas, &plot::years(days))?;
    let Some([mean, low, high]) = plot::last_week(&stage.weeks) else { return Ok(()) };
    let blue = Type::bold(13.0).in_colour(colour::BLUE);
    let labels = [
        (plot.y(high), format!("95%: {low:.0} to {high:.0}"), Type::plain(12.5)),
        (plot.y(mean), format!("mean {mean:.0}"), blue),
        (plot.y(places), format!("{} places", stage.places), Type::bold(13.0)),
    ];
    let wished = labels.each_ref().map(|(at, ..)| *at);
    let x = plot.right + 8.0;
    canvas.text((x, plot.top - 16.0), "last week:", Type::plain(12.5))?;
    for (at, (_, said, style)) in
        plot::apart(&wished, (plot.top, plot.bottom), 17.0).into_iter().zip(labels)
    {
        canvas.text((x, at), &said, style)?;
    }
    Ok(())
}

fn text(title: &str, shown: &[Forecast]) -> String {
    let said = panels::side_by_side(shown, |_, forecast| {
        let caseload = |statistic| {
            rounded(forecast.value("total", "second_stage", "all", statistic).unwrap_or(0.0))
        };
        format!(
            "{} households on average over the whole span (95% of simulated histories: {} to {}), above {} places {} of the time (95%: {} to {}).",
            caseload("mean"),
            caseload("p2_5"),
            caseload("p97_5"),
            places(forecast),
            percent(over(forecast, "mean")),
            percent(over(forecast, "p2_5")),
            percent(over(forecast, "p97_5")),
        )
    });
    format!(
        "{title}. A line from the first to the last week with a band that holds 95% of simulated histories, and the places as a straight line; one scale from zero. {said} Nobody is refused second stage in the simulation: what lies above the places is support that would have to be found. Simulated; the figures are in the CSV file of the same name."
    )
}

fn csv(shown: &[Forecast]) -> Result<String, ChartError> {
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
    to_csv(&header, rows)
}
