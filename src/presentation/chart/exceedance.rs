//! How bad a year can be: the share of simulated years in which at least so many households have unmet need.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use super::typeface;
use crate::base::statistics::{Portion, float};
use crate::planning::forecast::{AtLeast, Forecast, NoFigure, percent};

pub(super) const NAME: &str = "bad-years";
const PANEL_HEIGHT: f64 = 380.0;
/// Years that a person can think of: nine in ten, every second, one in ten.
const MARKED: [(f64, &str); 3] =
    [(0.9, "9 years in 10"), (0.5, "every second year"), (0.1, "1 year in 10")];
/// The curve is drawn up to what hardly any year reaches.
const LEAST_DRAWN: f64 = 0.002;

/// Bad years of forecasts, where anybody is turned away in any year.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    if forecasts.iter().all(|forecast| forecast.beside.exceedance.is_empty()) {
        let why = if forecasts.iter().any(|forecast| forecast.beside.many_still_wait) {
            "nobody is turned away in any simulated year, but many still wait at the end"
        } else {
            "nobody has unmet need in any simulated year"
        };
        return Ok(Err(Skipped { name: NAME, why }));
    }
    let (title, noun) = (title(forecasts), panels::noun(forecasts)?);
    let greatest = forecasts.iter().map(|forecast| greatest(forecast)).fold(1.0, f64::max);
    let panel = |forecast: &&'a Forecast| {
        let curve = Curve { forecast, noun: forecast.noun()?, greatest };
        Ok(panels::of((forecast, forecasts), curve))
    };
    Ok(Ok(Scene {
        name: NAME,
        shown: format!(
            "Share of simulated years with at least so many {noun} with unmet need; pale: 95% interval of the share"
        ),
        panels: forecasts.iter().map(panel).collect::<Result<_, _>>()?,
        height: PANEL_HEIGHT,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts)?,
        sheet: sheet(forecasts),
        title,
    }))
}

/// One forecast's years, from those that are easily reached to the rarest.
#[derive(Debug)]
struct Curve<'a> {
    forecast: &'a Forecast,
    /// What is counted.
    noun: &'static str,
    /// Of all panels.
    greatest: f64,
}

fn households(point: &AtLeast) -> f64 {
    float(point.households)
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

fn title(forecasts: &[&Forecast]) -> String {
    const ONE_IN_TEN: f64 = 0.1;
    let forecasts = panels::counted(forecasts);
    let bad: Vec<f64> = forecasts.iter().map(|forecast| reached(forecast, ONE_IN_TEN)).collect();
    if bad.iter().all(|bad| *bad < 0.5) {
        let any: Vec<f64> =
            forecasts.iter().map(|f| anybody(f).map_or(0.0, |any| any.share)).collect();
        return format!("Somebody is turned away in {} of years", panels::range(&any, percent));
    }
    let number = panels::range(&bad, |value| format!("{value:.0}"));
    format!("Worst tenth of years: from {number} turned away")
}

impl Content for Curve<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (forecast, greatest) = (self.forecast, self.greatest);
        let (left, right) = (room.left + 46.0, room.left + room.width - 16.0);
        let (top, bottom) = (room.top + 36.0, room.top + room.height - 62.0);
        let (most, ticks) = panels::scale_to(greatest);
        let x = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0);
        let y = |share: f64| bottom - (bottom - top) * share;
        let curve: Vec<AtLeast> =
            forecast.beside.exceedance.iter().filter(|p| households(p) <= most).copied().collect();
        let of =
            |end: fn(&AtLeast) -> f64| curve.iter().map(move |p| (x(households(p)), y(end(p))));
        let lower: Vec<(f64, f64)> = of(|point| point.years.low).collect();
        let band: Vec<(f64, f64)> =
            of(|point| point.years.high).chain(lower.into_iter().rev()).collect();
        if !band.is_empty() {
            marks.area(&band, colour::BLUE_LIGHT);
        }
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            marks.line(&[(left, y(share)), (right, y(share))], 1, colour::RULE);
            let said = format!("{:.0}%", 100.0 * share);
            marks.text((left - 8.0, y(share)), &said, Type::plain(12.5).at(Anchor::Right));
        }
        for tick in ticks {
            marks.line(&[(x(tick), bottom), (x(tick), bottom + 5.0)], 1, colour::GREY);
            let style = Type::plain(12.5).at(Anchor::Middle);
            marks.text((x(tick), bottom + 17.0), &panels::tick(tick), style);
        }
        let said = format!("{} with unmet need in a year, or more", self.noun);
        let style = Type::plain(12.5).at(Anchor::Middle);
        panels::text_in(marks, (left.midpoint(right), bottom + 38.0), &said, style, right - left);
        if curve.is_empty() {
            let at = (left + 8.0, top.midpoint(bottom));
            marks.text(at, "nobody in any simulated year", Type::plain(14.0));
            return;
        }
        marks.line(&of(|point| point.years.share).collect::<Vec<_>>(), 2, colour::BLUE);
        mark(marks, forecast, (x, y), (left, right));
    }
}

/// The share of years in which anybody had unmet need.
fn anybody(forecast: &Forecast) -> Option<Portion> {
    let curve = &forecast.beside.exceedance;
    curve.iter().find(|point| point.households >= 1).map(|point| point.years)
}

/// Three points of the curve with what they mean, to the right of it where there is room.
fn mark(
    marks: &mut Marks,
    forecast: &Forecast,
    (x, y): (impl Fn(f64) -> f64, impl Fn(f64) -> f64),
    (left, right): (f64, f64),
) {
    const ASIDE: f64 = 10.0;
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
        marks.bar((point.0 - 4.0, point.1 - 4.0), (point.0 + 4.0, point.1 + 4.0), colour::ORANGE);
        let said = if is_rare {
            format!("{often} in {} of years", percent(share))
        } else {
            format!("{often}: {at:.0} or more")
        };
        // Above the curve is room on its right, below it on its left.
        let style = Type::bold(13.0);
        let width = typeface::width(&said, style.size, style.bold);
        let (start, up) = if point.0 + ASIDE + width <= right {
            (point.0 + ASIDE, -11.0)
        } else {
            ((point.0 - ASIDE - width).max(left), 11.0)
        };
        marks.text((start, point.1 + up), &said, style);
    }
}

fn text(title: &str, forecasts: &[&Forecast]) -> Result<String, NoFigure> {
    let said = panels::side_by_side(forecasts, |_, forecast| {
        if forecast.beside.exceedance.is_empty() {
            return Ok("nobody in any simulated year.".to_owned());
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
        Ok(format!("{}.", parts.join(", ")))
    })?;
    let noun = panels::noun(forecasts)?;
    Ok(format!(
        "{title} or more. A falling line for each panel, on one scale: of all simulated years, the share in which at least so many {noun} have unmet need. {said} The band is the 95% interval of the share; the years of one history hang together and count as one. Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast]) -> Sheet {
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
    Sheet::new(&header, rows)
}
