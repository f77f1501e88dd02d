//! Unmet need year by year, with what was counted in years before, each figure on the axis of its own span.

use super::fan::{after_quarter, are_readings, notes, past_cells, past_of, recorded};
use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet};
use crate::base::domain::Past;
use crate::base::statistics::float;
use crate::planning::forecast::{
    Forecast, Group, Measure, NoFigure, Period, Statistic, Statistics, rounded,
};
use jiff::civil::Date;

pub(super) const NAME: &str = "unmet-need-by-year";

const HEIGHT: f64 = 336.0;

/// Whether years say all that quarters would: no quarter of the year stands out in any forecast.
pub(super) fn suffice(forecasts: &[&Forecast]) -> Result<bool, NoFigure> {
    /// A quarter stands out that is so much above or below the mean, and by so many households.
    const SHARE: f64 = 0.15;
    const HOUSEHOLDS: f64 = 0.5;
    /// In fewer histories quarters differ by chance.
    const ENOUGH: u64 = 100;
    for forecast in forecasts.iter().filter(|forecast| forecast.beside.histories >= ENOUGH) {
        let quarters = forecast.quarters(Measure::UnmetNeed, Statistic::Mean)?;
        let mean = |of: &mut dyn Iterator<Item = f64>| {
            let (sum, count) = of.fold((0.0, 0.0_f64), |(sum, n), value| (sum + value, n + 1.0));
            sum / count.max(1.0)
        };
        let all = mean(&mut quarters.iter().copied());
        let stands_out = |season: usize| {
            let own = mean(&mut quarters.iter().skip(season).step_by(4).copied());
            (own - all).abs() > HOUSEHOLDS.max(SHARE * all)
        };
        if (0..4).any(stands_out) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A bar and a range for each year.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Result<Scene<'a>, NoFigure> {
    let past = recorded(forecasts);
    let years: Vec<Vec<Statistics>> =
        forecasts.iter().map(|forecast| years(forecast)).collect::<Result<_, _>>()?;
    let high = years.iter().flatten().map(|of| Statistic::P97_5.of(of));
    let greatest = high.chain(past.iter().map(in_a_year)).fold(0.0, f64::max);
    let (title, noun) = (title(forecasts)?, panels::noun(forecasts)?);
    let text = text(&title, forecasts, &past)?;
    let sheet = sheet(forecasts, &years);
    let each = forecasts.iter().zip(years);
    let panel = |(forecast, years): (&&'a Forecast, Vec<Statistics>)| {
        let bars = Bars { forecast, years, greatest };
        panels::of((forecast, forecasts), bars)
    };
    Ok(Scene {
        name: NAME,
        shown: format!(
            "{} with unmet need in each year: mean, and the range that holds 95% of simulated histories",
            panels::capital(noun)
        ),
        panels: each.map(panel).collect(),
        height: HEIGHT,
        notes: notes(&past, "bar"),
        foot: panels::FOOT,
        text,
        sheet,
        title,
    })
}

/// How far the ranges of years reach.
fn title(forecasts: &[&Forecast]) -> Result<String, NoFigure> {
    let range = |forecast: &&Forecast| {
        let years = years(forecast)?;
        let ends = |of: Statistic| years.iter().map(move |year| of.of(year));
        let low = ends(Statistic::P2_5).fold(f64::INFINITY, f64::min);
        Ok([low, ends(Statistic::P97_5).fold(0.0, f64::max)])
    };
    let ranges = panels::counted(forecasts).iter().map(range).collect::<Result<Vec<_>, _>>()?;
    let (noun, said) = (panels::noun(forecasts)?, panels::ends(&ranges, rounded));
    Ok(match forecasts {
        [_] => format!("{said} {noun} have unmet need each year"),
        several if are_readings(several) => {
            format!("Unmet need each year: {said} {noun}, by reading")
        }
        _ => format!("Unmet need each year: {said} {noun}"),
    })
}

fn years(forecast: &Forecast) -> Result<Vec<Statistics>, NoFigure> {
    let of = |year| forecast.table.figure(Period::Year(year), Measure::UnmetNeed, Group::All);
    (1..=forecast.years()).map(of).collect()
}

/// What was recorded, for a year.
fn in_a_year(past: &Past) -> f64 {
    f64::from(past.value) / (past.quarters() / 4.0).max(1.0)
}

/// One forecast's years.
#[derive(Debug)]
struct Bars<'a> {
    forecast: &'a Forecast,
    years: Vec<Statistics>,
    /// Of all panels.
    greatest: f64,
}

impl Content for Bars<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (most, ticks) = panels::scale_to(self.greatest);
        let (left, right) = (room.left + 42.0, room.left + room.width - 12.0);
        let (top, bottom) = (room.top + 46.0, room.top + room.height - 50.0);
        let y = |value: f64| bottom - (bottom - top) * (value / most).clamp(0.0, 1.0);
        for tick in ticks {
            marks.line(&[(left, y(tick)), (right, y(tick))], 1, colour::RULE);
            let style = Type::plain(12.5).at(Anchor::Right);
            marks.text((left - 8.0, y(tick)), &panels::tick(tick), style);
        }
        let past = past_of(self.forecast);
        let slot = (right - left) / float((self.years.len() + past.len()).max(1));
        let mut x = left + slot / 2.0;
        for figure in past {
            let value = in_a_year(figure);
            marks.bar((x - slot * 0.3, y(value)), (x + slot * 0.3, bottom), colour::GREY);
            let style = Type::bold(13.0).in_colour(colour::INK).at(Anchor::Middle);
            marks.text((x, y(value) - 11.0), &rounded(value), style);
            below(marks, (x, bottom), slot, figure.from, "recorded");
            x += slot;
        }
        let first = self.forecast.quarter_days.iter().step_by(4);
        for (of, from) in self.years.iter().zip(first) {
            let [mean, low, high] =
                [Statistic::Mean, Statistic::P2_5, Statistic::P97_5].map(|which| which.of(of));
            marks.bar((x - slot * 0.3, y(mean)), (x + slot * 0.3, bottom), colour::BLUE_LIGHT);
            marks.line(&[(x, y(low)), (x, y(high))], 2, colour::BLUE);
            for end in [low, high] {
                marks.line(&[(x - 6.0, y(end)), (x + 6.0, y(end))], 2, colour::BLUE);
            }
            let style = Type::bold(13.0).in_colour(colour::BLUE);
            marks.text((x + 7.0, y(mean) - 9.0), &rounded(mean), style);
            below(marks, (x, bottom), slot, *from, "");
            x += slot;
        }
        marks.line(&[(left, bottom), (right, bottom)], 1, colour::GREY);
    }
}

/// The first month of a year, and what it is of.
fn below(marks: &mut Marks, (x, bottom): (f64, f64), slot: f64, from: Date, of: &str) {
    const MONTH_AND_YEAR: f64 = 54.0;
    let style = Type::plain(12.0).at(Anchor::Middle);
    let apart = if slot < MONTH_AND_YEAR { "%b|%Y" } else { "%b %Y" };
    let mut y = bottom;
    for said in from.strftime(apart).to_string().split('|').chain([of]) {
        y += 14.0;
        marks.text((x, y), said, style);
    }
}

fn text(title: &str, forecasts: &[&Forecast], past: &[Past]) -> Result<String, NoFigure> {
    let said = panels::need_a_year(forecasts)?;
    let notes = notes(past, "bar").join(" ");
    let notes = if notes.is_empty() { notes } else { format!(" {notes}") };
    Ok(format!(
        "{title}. A bar and a range for each year, all panels on one scale from zero. {said}{notes} Years to come are simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast], years: &[Vec<Statistics>]) -> Sheet {
    let head = [
        "scenario",
        "reading",
        "year",
        "first_day",
        "last_day",
        "mean",
        "p2_5",
        "p97_5",
        "recorded_measure",
        "recorded",
        "source",
    ];
    let mut rows = Vec::new();
    for (forecast, years) in forecasts.iter().zip(years) {
        rows.extend(past_of(forecast).into_iter().map(|past| past_cells(forecast, past, 3)));
        for (year, of) in years.iter().enumerate() {
            let day = |quarter: usize| forecast.quarter_days.get(quarter).copied();
            let first = day(4 * year).map_or_else(String::new, |day| day.to_string());
            let last = day(4 * year + 3).map(after_quarter);
            let last = last.and_then(|day| day.yesterday().ok());
            let last = last.map_or_else(String::new, |day| day.to_string());
            let words = [forecast.scenario.clone(), forecast.reading.clone()];
            let when = [(year + 1).to_string(), first, last];
            let shown = [Statistic::Mean, Statistic::P2_5, Statistic::P97_5];
            let figures = shown.map(|which| which.of(of).to_string());
            let nothing = [const { String::new() }; 3];
            rows.push(words.into_iter().chain(when).chain(figures).chain(nothing).collect());
        }
    }
    Sheet::new(&head, rows)
}
