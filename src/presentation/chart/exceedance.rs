//! How bad a year can be: the share of simulated years in which at least so many households have unmet need.

use super::canvas::{Anchor, Canvas, ChartError, Type, colour, draw, with_text};
use super::panels::{self, Panel};
use super::{Drawn, Picture, Skipped, to_csv};
use crate::planning::forecast::{AtLeast, Forecast, Portion, many_still_wait, percent};

pub(super) const NAME: &str = "bad-years";
const PANEL_HEIGHT: f64 = 380.0;
/// Years that a person can think of: nine in ten, every second, one in ten.
const MARKED: [(f64, &str); 3] =
    [(0.9, "9 years in 10"), (0.5, "every second year"), (0.1, "1 year in 10")];
/// The curve is drawn up to what hardly any year reaches.
const LEAST_DRAWN: f64 = 0.002;

/// Draws it, where anybody is turned away in any year.
///
/// # Errors
/// If the picture cannot be drawn; the bundled font makes that a defect.
pub(super) fn draw_it(forecasts: &[Forecast]) -> Result<Drawn, ChartError> {
    if forecasts.iter().all(|forecast| forecast.beside.exceedance.is_empty()) {
        let why = if forecasts.iter().any(many_still_wait) {
            "nobody is turned away in any simulated year, but many still wait at the end"
        } else {
            "nobody has unmet need in any simulated year"
        };
        return Ok(Err(Skipped { name: NAME, why }));
    }
    let (panels, size) = panels::lay_out(forecasts.len(), PANEL_HEIGHT);
    let title = title(forecasts);
    let noun = panels::noun(forecasts);
    let shown = format!(
        "Share of simulated years with at least so many {noun} with unmet need; pale: 95% interval of the share"
    );
    let greatest = forecasts.iter().map(greatest).fold(1.0, f64::max);
    let (svg, png) = draw(size, &|canvas| {
        panels::frame(canvas, size, &title, &shown)?;
        for (panel, forecast) in panels.iter().zip(forecasts) {
            panels::panel_name(canvas, *panel, &panels::name(forecast, forecasts))?;
            draw_panel(canvas, *panel, forecast, greatest)?;
        }
        Ok(())
    })?;
    let text = text(&title, forecasts);
    let (svg, csv) = (with_text(&svg, &title, &text), csv(forecasts)?);
    Ok(Ok(Picture { name: NAME, svg, png, csv, text, title }))
}

#[expect(clippy::cast_precision_loss, reason = "counts of households")]
fn households(point: &AtLeast) -> f64 {
    point.households as f64
}

fn greatest(forecast: &Forecast) -> f64 {
    let curve = forecast.beside.exceedance.iter();
    curve.filter(|point| point.years.share >= LEAST_DRAWN).map(households).fold(0.0, f64::max)
}

/// The most households that at least this share of years reaches.
fn reached(forecast: &Forecast, share: f64) -> f64 {
    let curve = &forecast.beside.exceedance;
    curve.iter().rfind(|point| point.years.share >= share).map_or(0.0, households)
}

fn title(forecasts: &[Forecast]) -> String {
    const ONE_IN_TEN: f64 = 0.1;
    let bad: Vec<f64> = forecasts.iter().map(|forecast| reached(forecast, ONE_IN_TEN)).collect();
    if bad.iter().all(|bad| *bad < 0.5) {
        let any: Vec<f64> =
            forecasts.iter().map(|f| anybody(f).map_or(0.0, |any| any.share)).collect();
        return format!("Somebody is turned away in {} of years", panels::range(&any, percent));
    }
    let number = panels::range(&bad, |value| format!("{value:.0}"));
    format!("Worst tenth of years: from {number} turned away")
}

fn draw_panel(
    canvas: &dyn Canvas,
    panel: Panel,
    forecast: &Forecast,
    greatest: f64,
) -> Result<(), ChartError> {
    let (left, right) = (panel.left + 46.0, panel.left + panel.width - 16.0);
    let (top, bottom) = (panel.top + 36.0, panel.top + panel.height - 62.0);
    let (most, ticks) = panels::scale_to(greatest);
    let x = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0);
    let y = |share: f64| bottom - (bottom - top) * share;
    let curve: Vec<AtLeast> =
        forecast.beside.exceedance.iter().filter(|p| households(p) <= most).copied().collect();
    let of = |end: fn(&AtLeast) -> f64| curve.iter().map(move |p| (x(households(p)), y(end(p))));
    let lower: Vec<(f64, f64)> = of(|point| point.years.low).collect();
    let band: Vec<(f64, f64)> =
        of(|point| point.years.high).chain(lower.into_iter().rev()).collect();
    if !band.is_empty() {
        canvas.area(&band, colour::BLUE_LIGHT)?;
    }
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        canvas.line(&[(left, y(share)), (right, y(share))], 1, colour::RULE)?;
        let said = format!("{:.0}%", 100.0 * share);
        canvas.text((left - 8.0, y(share)), &said, Type::plain(12.5).at(Anchor::Right))?;
    }
    for tick in ticks {
        canvas.line(&[(x(tick), bottom), (x(tick), bottom + 5.0)], 1, colour::GREY)?;
        let style = Type::plain(12.5).at(Anchor::Middle);
        canvas.text((x(tick), bottom + 17.0), &panels::tick(tick), style)?;
    }
    let said = format!("{} with unmet need in a year, or more", forecast.noun());
    canvas.text(
        (left.midpoint(right), bottom + 36.0),
        &said,
        Type::plain(12.5).at(Anchor::Middle),
    )?;
    if curve.is_empty() {
        let at = (left + 8.0, top.midpoint(bottom));
        return canvas.text(at, "nobody in any simulated year", Type::plain(14.0));
    }
    canvas.line(&of(|point| point.years.share).collect::<Vec<_>>(), 2, colour::BLUE)?;
    mark(canvas, forecast, (x, y), right)
}

/// The share of years in which anybody had unmet need.
fn anybody(forecast: &Forecast) -> Option<Portion> {
    let curve = &forecast.beside.exceedance;
    curve.iter().find(|point| point.households >= 1).map(|point| point.years)
}

/// Three points of the curve with what they mean, to the right of it where there is room.
fn mark(
    canvas: &dyn Canvas,
    forecast: &Forecast,
    (x, y): (impl Fn(f64) -> f64, impl Fn(f64) -> f64),
    right: f64,
) -> Result<(), ChartError> {
    const ROOM: f64 = 178.0;
    let any = anybody(forecast).map_or(0.0, |any| any.share);
    let rare = [(any, "somebody"), (0.0, ""), (0.0, "")];
    let is_rare = any < MARKED[2].0;
    for (share, often) in if is_rare { rare } else { MARKED } {
        let at = if is_rare { 1.0 } else { reached(forecast, share) };
        // "At least nobody" says nothing.
        if at < 0.5 || share <= 0.0 {
            continue;
        }
        let point = (x(at), y(share));
        canvas.bar(
            (point.0 - 4.0, point.1 - 4.0),
            (point.0 + 4.0, point.1 + 4.0),
            colour::ORANGE,
        )?;
        let said = if is_rare {
            format!("{often} in {} of years", percent(share))
        } else {
            format!("{often}: {at:.0} or more")
        };
        // Above the curve is room on its right, below it on its left.
        let (aside, up, anchor) = if point.0 + ROOM < right {
            (10.0, -11.0, Anchor::Left)
        } else {
            (-10.0, 11.0, Anchor::Right)
        };
        let style = Type::bold(13.0).at(anchor);
        canvas.text((point.0 + aside, point.1 + up), &said, style)?;
    }
    Ok(())
}

fn text(title: &str, forecasts: &[Forecast]) -> String {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        if forecast.beside.exceedance.is_empty() {
            return "nobody in any simulated year.".to_owned();
        }
        let marked = MARKED.iter().map(|(share, often)| (reached(forecast, *share), often));
        let mut parts: Vec<String> = marked
            .filter(|(at, _)| *at > 0.5)
            .map(|(at, often)| format!("{often} {at:.0} or more"))
            .collect();
        parts.extend(anybody(forecast).map(|any| {
            format!(
                "somebody in {} of years (95% interval {} to {})",
                percent(any.share),
                percent(any.low),
                percent(any.high)
            )
        }));
        format!("{}.", parts.join(", "))
    });
    let noun = panels::noun(forecasts);
    format!(
        "{title} or more. A falling line for each panel, on one scale: of all simulated years, the share in which at least so many {noun} have unmet need. {said} The band is the 95% interval of the share; the years of one history hang together and count as one. Simulated; the figures are in the CSV file of the same name."
    )
}

fn csv(forecasts: &[Forecast]) -> Result<String, ChartError> {
    let header =
        ["scenario", "reading", "households_at_least", "share_of_years", "low_95", "high_95"];
    let mut rows = Vec::new();
    for forecast in forecasts {
        for AtLeast { households, years } in &forecast.beside.exceedance {
            let head =
                [forecast.scenario.clone(), forecast.reading.clone(), households.to_string()];
            let figures = [years.share, years.low, years.high].map(|x| x.to_string());
            rows.push(head.into_iter().chain(figures).collect());
        }
    }
    to_csv(&header, rows)
}
