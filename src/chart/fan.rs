//! Unmet need quarter by quarter: how far chance alone spreads it, reading beside reading.

use super::canvas::{Anchor, Canvas, ChartError, Type, colour, draw, with_text};
use super::panels::{self, Panel};
use super::{Picture, to_csv};
use crate::forecast::{Forecast, rounded};
use plotters::style::RGBColor;

const PANEL_HEIGHT: f64 = 400.0;

/// The bands, widest first: lower statistic, upper statistic, colour, name.
const BANDS: [(&str, &str, RGBColor, &str); 3] = [
    ("p2_5", "p97_5", colour::BLUE_PALE, "95%"),
    ("p10", "p90", colour::BLUE_LIGHT, "80%"),
    ("p25", "p75", colour::BLUE_MIDDLE, "50%"),
];

/// Draws it.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub fn unmet_need_by_quarter(forecasts: &[Forecast]) -> Result<Picture, ChartError> {
    let series: Vec<Series> = forecasts.iter().map(Series::of).collect();
    let (panels, size) = panels::lay_out(forecasts.len(), PANEL_HEIGHT);
    let greatest = series.iter().map(Series::greatest).fold(0.0, f64::max);
    let title = title(forecasts);
    let shown = "Households with unmet need in each quarter; bands hold 50, 80 and 95% of simulated histories";
    let (svg, png) = draw(size, &|canvas| {
        panels::frame(canvas, size, &title, shown)?;
        for ((panel, series), forecast) in panels.iter().zip(&series).zip(forecasts) {
            panels::panel_name(canvas, *panel, &panels::name(forecast, forecasts))?;
            draw_panel(canvas, *panel, series, forecast, greatest)?;
        }
        Ok(())
    })?;
    let text = text(&title, forecasts, &series);
    Ok(Picture {
        name: "unmet-need-by-quarter",
        svg: with_text(&svg, &title, &text),
        png,
        csv: csv(forecasts, &series)?,
        text,
        title,
    })
}

/// The statistics of one forecast, quarter by quarter.
struct Series {
    median: Vec<f64>,
    bands: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Series {
    fn of(forecast: &Forecast) -> Self {
        let quarters = |statistic| forecast.quarters("need_unmet", statistic);
        Self {
            median: quarters("p50"),
            bands: BANDS.iter().map(|(low, high, ..)| (quarters(low), quarters(high))).collect(),
        }
    }

    fn greatest(&self) -> f64 {
        self.bands.iter().flat_map(|(_, high)| high).copied().fold(0.0, f64::max)
    }
}

fn a_year(forecast: &Forecast, statistic: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a handful of years")]
    let years = forecast.years() as f64;
    forecast.value("total", "need_unmet", "all", statistic).unwrap_or(0.0) / years
}

fn title(forecasts: &[Forecast]) -> String {
    let mut means: Vec<f64> = forecasts.iter().map(|forecast| a_year(forecast, "mean")).collect();
    means.sort_by(f64::total_cmp);
    match means.as_slice() {
        [] => "No forecast".to_owned(),
        [one] => format!("About {} households a year have unmet need", rounded(*one)),
        [low, high] => format!(
            "Unmet need: {} or {} households a year, by reading",
            rounded(*low),
            rounded(*high)
        ),
        [low, .., high] => format!(
            "Unmet need runs from {} to {} households a year",
            rounded(*low),
            rounded(*high)
        ),
    }
}

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    series: &Series,
    forecast: &Forecast,
    greatest: f64,
) -> Result<(), ChartError> {
    let (left, right) = (panel.left + 36.0, panel.left + panel.width - 92.0);
    let (top, bottom) = (panel.top + 36.0, panel.top + panel.height - 48.0);
    let (most, ticks) = panels::scale_to(greatest);
    let quarters = series.median.len();
    #[expect(clippy::cast_precision_loss, reason = "a few dozen quarters")]
    let x = |quarter: usize| left + (right - left) * quarter as f64 / (quarters.max(2) - 1) as f64;
    let y = |value: f64| bottom - (bottom - top) * value / most;
    for tick in ticks {
        canvas.line(&[(left, y(tick)), (right, y(tick))], 1, colour::RULE)?;
        canvas.text(
            (left - 8.0, y(tick)),
            &panels::tick(tick),
            Type::plain(13.0).at(Anchor::Right),
        )?;
    }
    for ((low, high), (_, _, shade, _)) in series.bands.iter().zip(BANDS) {
        let upper = high.iter().enumerate().map(|(quarter, value)| (x(quarter), y(*value)));
        let lower = low.iter().enumerate().rev().map(|(quarter, value)| (x(quarter), y(*value)));
        canvas.area(&upper.chain(lower).collect::<Vec<_>>(), shade)?;
    }
    let line: Vec<(f64, f64)> =
        series.median.iter().enumerate().map(|(q, v)| (x(q), y(*v))).collect();
    canvas.line(&line, 2, colour::BLUE)?;
    label_ends(canvas, series, right + 8.0, (top, bottom), y)?;
    label_years(canvas, forecast, x, bottom)
}

/// Direct labels at the right end: the bands by their share, the median by its value.
fn label_ends(
    canvas: &dyn Canvas,
    series: &Series,
    x: f64,
    (top, bottom): (f64, f64),
    y: impl Fn(f64) -> f64,
) -> Result<(), ChartError> {
    const APART: f64 = 17.0;
    canvas.text((x, top - 14.0), "last quarter:", Type::plain(12.5))?;
    let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
    let mut labels: Vec<(f64, String, Type)> = series
        .bands
        .iter()
        .zip(BANDS)
        .map(|((low, high), (.., name))| {
            let said =
                format!("{name}: {} to {}", panels::tick(last(low)), panels::tick(last(high)));
            (y(last(high)), said, Type::plain(13.0))
        })
        .collect();
    let median = format!("median {}", panels::tick(last(&series.median)));
    labels.push((y(last(&series.median)), median, Type::bold(13.0).in_colour(colour::BLUE)));
    // From the bottom up, each at least a line above the one below; where they meet, the median is lowest.
    labels.reverse();
    labels.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut below = bottom + APART;
    for (at, said, style) in labels {
        let at = at.min(below - APART).max(top);
        canvas.text((x, at), &said, style)?;
        below = at;
    }
    Ok(())
}

/// First days of quarters along the axis: at most five years' beginnings.
fn label_years(
    canvas: &dyn Canvas,
    forecast: &Forecast,
    x: impl Fn(usize) -> f64,
    bottom: f64,
) -> Result<(), ChartError> {
    const MOST: usize = 5;
    let step = 4 * forecast.years().div_ceil(MOST).max(1);
    for (quarter, day) in forecast.quarter_days.iter().enumerate().step_by(step) {
        canvas.line(&[(x(quarter), bottom), (x(quarter), bottom + 5.0)], 1, colour::GREY)?;
        let said = day.strftime("%b %Y").to_string();
        canvas.text((x(quarter), bottom + 18.0), &said, Type::plain(12.5).at(Anchor::Middle))?;
    }
    Ok(())
}

fn text(title: &str, forecasts: &[Forecast], series: &[Series]) -> String {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        format!(
            "{} households a year on average, 95% of simulated histories between {} and {}.",
            rounded(a_year(forecast, "mean")),
            rounded(a_year(forecast, "p2_5")),
            rounded(a_year(forecast, "p97_5")),
        )
    });
    let quarters = series.first().map_or(0, |series| series.median.len());
    format!(
        "{title}. A fan of {quarters} quarters for each panel, all on one scale from zero, with the median as a line. {said} Simulated; the figures are in the CSV file of the same name."
    )
}

fn csv(forecasts: &[Forecast], series: &[Series]) -> Result<String, ChartError> {
    let header = [
        "scenario",
        "reading",
        "quarter",
        "first_day",
        "p2_5",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p97_5",
    ];
    let mut rows = Vec::new();
    for (forecast, series) in forecasts.iter().zip(series) {
        for (quarter, day) in forecast.quarter_days.iter().enumerate() {
            let lows = series.bands.iter().map(|(low, _)| low[quarter]);
            let highs = series.bands.iter().rev().map(|(_, high)| high[quarter]);
            let figures = lows.chain([series.median[quarter]]).chain(highs);
            let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
            let when = [(quarter + 1).to_string(), day.to_string()];
            rows.push(head.into_iter().chain(when).chain(figures.map(|x| x.to_string())).collect());
        }
    }
    to_csv(&header, rows)
}
