//! How full each kind of unit is, week by week.

use super::canvas::{Canvas, ChartError, Type, colour, draw, with_text};
use super::panels::{self, Panel};
use super::plot::{self, Plot};
use super::{Drawn, Picture, Skipped, to_csv};
use crate::base::domain::Kind;
use crate::planning::forecast::{Forecast, percent};

pub(super) const NAME: &str = "occupancy-by-week";
const STRIP: f64 = 132.0;

/// Draws it, where any unit is ever open.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub(super) fn draw_it(forecasts: &[Forecast]) -> Result<Drawn, ChartError> {
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| forecasts.iter().any(|f| is_there(f, *kind))).collect();
    if kinds.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "no unit is open for a whole week" }));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most three kinds")]
    let height = 64.0 + STRIP * kinds.len() as f64;
    let (panels, size) = panels::lay_out(forecasts.len(), height);
    let title = title(forecasts, &kinds);
    let shown = "Share of open nights lived in, week by week: mean, and the band that holds 95% of simulated histories";
    let (svg, png) = draw(size, &|canvas| {
        panels::frame(canvas, size, &title, shown)?;
        for (panel, forecast) in panels.iter().zip(forecasts) {
            panels::panel_name(canvas, *panel, &panels::name(forecast, forecasts))?;
            draw_panel(canvas, *panel, forecast, &kinds)?;
        }
        Ok(())
    })?;
    let text = text(&title, forecasts, &kinds);
    let (svg, csv) = (with_text(&svg, &title, &text), csv(forecasts)?);
    Ok(Ok(Picture { name: NAME, svg, png, csv, text, title }))
}

fn is_there(forecast: &Forecast, kind: Kind) -> bool {
    forecast.beside.occupancy.iter().any(|(known, _)| *known == kind)
}

fn mean(forecast: &Forecast, kind: Kind) -> Option<f64> {
    forecast.value("total", "occupancy", kind.name(), "mean")
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Refuge => "Refuge units",
        Kind::SafePlace => "Safe Place units",
        Kind::Dispersed => "Dispersed homes",
    }
}

/// The fullest kind where it is the same everywhere, as far as whole percents tell.
fn title(forecasts: &[Forecast], kinds: &[Kind]) -> String {
    let fullest = |forecast: &Forecast| {
        kinds.iter().filter_map(|kind| mean(forecast, *kind)).fold(0.0, f64::max)
    };
    let of: Vec<f64> = forecasts.iter().map(fullest).collect();
    let is_fullest = |kind: Kind| {
        let mut pairs = forecasts.iter().zip(&of);
        pairs.all(|(f, most)| mean(f, kind).is_some_and(|m| percent(m) == percent(*most)))
    };
    let said = panels::range(&of, percent);
    match kinds.iter().find(|kind| is_fullest(**kind)).filter(|_| kinds.len() > 1) {
        Some(kind) => format!("{} are fullest: lived in {said} of nights", plural(*kind)),
        None if kinds.len() == 1 => format!("{} are lived in {said} of nights", plural(kinds[0])),
        None => format!("The fullest units are lived in {said} of nights"),
    }
}

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    forecast: &Forecast,
    kinds: &[Kind],
) -> Result<(), ChartError> {
    let Some(days) = plot::span(&forecast.beside.week_days) else { return Ok(()) };
    let mut top = panel.top + 28.0;
    for &kind in kinds {
        let (left, right) = (panel.left + 46.0, panel.left + panel.width - 96.0);
        let plot =
            Plot { left, right, top: top + 26.0, bottom: top + STRIP - 14.0, most: 1.0, days };
        canvas.text((left, top + 10.0), plural(kind), Type::bold(14.0))?;
        let known = forecast.beside.occupancy.iter().find(|(known, _)| *known == kind);
        let Some((_, weeks)) = known else {
            canvas.text((left, top + 50.0), "no unit of this kind is open", Type::plain(13.0))?;
            top += STRIP;
            continue;
        };
        let points: Vec<_> =
            forecast.beside.week_days.iter().copied().zip(weeks.iter().copied()).collect();
        plot.band(canvas, &points, (colour::BLUE_LIGHT, colour::BLUE))?;
        plot.grid(canvas, &[0.0, 0.5, 1.0], |share| format!("{:.0}%", 100.0 * share))?;
        label_end(canvas, &plot, weeks, mean(forecast, kind))?;
        if kinds.last() == Some(&kind) {
            plot.days_below(canvas, &plot::years(days))?;
        }
        top += STRIP;
    }
    Ok(())
}

/// At the right: the mean over the whole span, and the band of the last week.
fn label_end(
    canvas: &dyn Canvas,
    plot: &Plot,
    weeks: &[Option<crate::planning::forecast::Statistics>],
    mean: Option<f64>,
) -> Result<(), ChartError> {
    let Some([_, low, high]) = plot::last_week(weeks) else { return Ok(()) };
    let mean = mean.unwrap_or(0.0);
    let said = format!("last week {:.0}\u{2013}{:.0}%", 100.0 * low, 100.0 * high);
    let heights =
        plot::apart(&[plot.y(mean), plot.y(low.midpoint(mean))], (plot.top, plot.bottom), 17.0);
    let x = plot.right + 8.0;
    let bold = Type::bold(13.0).in_colour(colour::BLUE);
    canvas.text((x, heights[0]), &format!("mean {}", percent(mean)), bold)?;
    canvas.text((x, heights[1]), &said, Type::plain(12.5))
}

fn text(title: &str, forecasts: &[Forecast], kinds: &[Kind]) -> String {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        let parts: Vec<String> = kinds
            .iter()
            .filter_map(|kind| {
                let figure = |statistic| forecast.value("total", "occupancy", kind.name(), statistic);
                Some(format!(
                    "{} {} of open nights, in 95% of simulated histories {} to {} over the whole span",
                    plural(*kind),
                    percent(figure("mean")?),
                    percent(figure("p2_5")?),
                    percent(figure("p97_5")?),
                ))
            })
            .collect();
        format!("{}.", parts.join("; "))
    });
    format!(
        "{title}. For each kind of unit a line from the first to the last week, on one scale from 0 to 100%, with a band that holds 95% of simulated histories. {said} Single weeks vary more than the whole span. Simulated; the figures are in the CSV file of the same name."
    )
}

fn csv(forecasts: &[Forecast]) -> Result<String, ChartError> {
    let header = ["scenario", "reading", "kind", "week", "first_day", "mean", "p2_5", "p97_5"];
    let mut rows = Vec::new();
    for forecast in forecasts {
        for (kind, weeks) in &forecast.beside.occupancy {
            let weeks = weeks.iter().zip(&forecast.beside.week_days).enumerate();
            rows.extend(weeks.filter_map(|(week, (at, day))| {
                let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
                let when = [kind.name().to_owned(), (week + 1).to_string(), day.to_string()];
                let cells = plot::week_cells(at.as_ref()?);
                Some(head.into_iter().chain(when).chain(cells).collect())
            }));
        }
    }
    to_csv(&header, rows)
}
