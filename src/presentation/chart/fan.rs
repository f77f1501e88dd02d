//! Unmet need quarter by quarter: how far chance alone spreads it, reading beside reading.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::plot::{self, Plot};
use super::scene::{Content, Room, Scene, Sheet};
use crate::base::domain::{Past, PastMeasure};
use crate::planning::forecast::{Forecast, Measure, NoFigure, Statistic, a_year, rounded};
use jiff::Span;
use jiff::civil::Date;
use plotters::style::RGBColor;

pub(super) const NAME: &str = "unmet-need-by-quarter";

const PANEL_HEIGHT: f64 = 400.0;

/// The bands, widest first: lower statistic, upper statistic, colour, name.
const BANDS: [(Statistic, Statistic, RGBColor, &str); 3] = [
    (Statistic::P2_5, Statistic::P97_5, colour::BLUE_PALE, "95%"),
    (Statistic::P10, Statistic::P90, colour::BLUE_LIGHT, "80%"),
    (Statistic::P25, Statistic::P75, colour::BLUE_MIDDLE, "50%"),
];

/// Unmet need of forecasts, a fan for each.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Result<Scene<'a>, NoFigure> {
    let of = |forecast: &&Forecast| Series::of(forecast);
    let series: Vec<Series> = forecasts.iter().map(of).collect::<Result<_, _>>()?;
    let recorded = recorded(forecasts);
    let (notes, noun) = (notes(&recorded, "line"), panels::noun(forecasts)?);
    let past = recorded.iter().map(a_quarter);
    let greatest = series.iter().map(Series::greatest).chain(past).fold(0.0, f64::max);
    let (title, days) = (title(forecasts)?, days(forecasts, &recorded));
    let (text, sheet) = (text(&title, forecasts, &series, &notes)?, sheet(forecasts, &series));
    let panel = |(forecast, series): (&&'a Forecast, Series)| {
        let fan = Fan { forecast, series, greatest, days };
        panels::of((forecast, forecasts), fan)
    };
    Ok(Scene {
        name: NAME,
        title,
        shown: format!(
            "{} with unmet need in each quarter; bands hold 50, 80 and 95% of simulated histories",
            panels::capital(noun)
        ),
        panels: forecasts.iter().zip(series).map(panel).collect(),
        height: PANEL_HEIGHT,
        notes,
        foot: panels::FOOT,
        text,
        sheet,
    })
}

/// One forecast's quarters.
#[derive(Debug)]
struct Fan<'a> {
    forecast: &'a Forecast,
    series: Series,
    /// Of all panels.
    greatest: f64,
    days: (Date, Date),
}

/// The statistics of one forecast, quarter by quarter.
#[derive(Debug)]
struct Series {
    median: Vec<f64>,
    bands: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Series {
    fn of(forecast: &Forecast) -> Result<Self, NoFigure> {
        let quarters = |statistic| forecast.quarters(Measure::UnmetNeed, statistic);
        let bands = BANDS.iter().map(|(low, high, ..)| Ok((quarters(*low)?, quarters(*high)?)));
        Ok(Self { median: quarters(Statistic::P50)?, bands: bands.collect::<Result<_, _>>()? })
    }

    fn greatest(&self) -> f64 {
        self.bands.iter().flat_map(|(_, high)| high).copied().fold(0.0, f64::max)
    }
}

pub(super) fn title(forecasts: &[&Forecast]) -> Result<String, NoFigure> {
    let counted = panels::counted(forecasts);
    let range = |forecast: &&Forecast| {
        let figure = a_year(forecast, Measure::UnmetNeed)?;
        Ok([figure.p2_5, figure.p97_5])
    };
    let ranges: Vec<[f64; 2]> = counted.iter().map(range).collect::<Result<_, _>>()?;
    let (noun, said) = (panels::noun(forecasts)?, panels::ends(&ranges, rounded));
    Ok(match forecasts {
        [] => "No forecast".to_owned(),
        [_] => format!("{said} {noun} a year have unmet need"),
        several if are_readings(several) => {
            format!("Unmet need: {said} {noun} a year, by reading")
        }
        _ => format!("Unmet need: {said} {noun} a year"),
    })
}

/// Whether some forecasts are readings of one scenario.
pub(super) fn are_readings(forecasts: &[&Forecast]) -> bool {
    forecasts.windows(2).all(|pair| pair[0].scenario == pair[1].scenario)
}

/// Longer ago is another service.
const YEARS_SHOWN: i16 = 10;

/// What of the past is drawn beside a forecast: unmet need where it was counted, else that for capacity.
pub(super) fn past_of(forecast: &Forecast) -> Vec<&Past> {
    let Some(&first) = forecast.quarter_days.first() else { return Vec::new() };
    let earliest = first.saturating_sub(Span::new().years(YEARS_SHOWN));
    let of = |measure: PastMeasure| -> Vec<&Past> {
        let history = forecast.beside.history.iter();
        history.filter(|p| p.measure == measure && p.from >= earliest && p.to < first).collect()
    };
    let found = of(PastMeasure::NeedUnmet);
    if found.is_empty() { of(PastMeasure::UnmetCapacity) } else { found }
}

/// The same of all forecasts, each figure once.
pub(super) fn recorded(forecasts: &[&Forecast]) -> Vec<Past> {
    let mut found: Vec<Past> =
        forecasts.iter().flat_map(|forecast| past_of(forecast)).cloned().collect();
    found.sort_by_key(|past| (past.from, past.to, past.value));
    found.dedup();
    found
}

/// From the first day of anything that is shown to the day after the last.
fn days(forecasts: &[&Forecast], recorded: &[Past]) -> (Date, Date) {
    let quarters = || forecasts.iter().flat_map(|forecast| &forecast.quarter_days).copied();
    let from = quarters().chain(recorded.iter().map(|past| past.from)).min();
    let end = quarters().max().map(after_quarter);
    (from.unwrap_or(Date::MIN), end.unwrap_or(Date::MAX))
}

fn a_quarter(past: &Past) -> f64 {
    f64::from(past.value) / past.quarters().max(1.0)
}

/// What the dark line counts, which is not what the fan counts.
pub(super) fn notes(recorded: &[Past], sign: &str) -> Vec<String> {
    let (Some(first), Some(last)) = (recorded.first(), recorded.last()) else { return Vec::new() };
    let all: u32 = recorded.iter().map(|past| past.value).sum();
    let what = first.measure.title();
    let span = format!("{} to {}", first.from.strftime("%b %Y"), last.to.strftime("%b %Y"));
    let spread = if sign == "line" && recorded.iter().any(|past| past.quarters() > 1.5) {
        ", spread evenly over the quarters"
    } else {
        ""
    };
    let differs = match first.measure {
        PastMeasure::UnmetCapacity => {
            "It is another count than the rest: for capacity alone, of all who asked, and with the units of that time."
        }
        _ => {
            "It is another count than the rest: of all who asked, and with the units of that time."
        }
    };
    vec![format!("Dark {sign}, recorded: {all} {what}, {span}{spread}."), differs.to_owned()]
}

impl Content for Fan<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (series, forecast) = (&self.series, self.forecast);
        let Some(&first) = forecast.quarter_days.first() else { return };
        let (most, ticks) = panels::scale_to(self.greatest);
        let plot = Plot {
            left: room.left + 36.0,
            right: room.left + room.width - 104.0,
            top: room.top + 46.0,
            bottom: room.top + room.height - 48.0,
            most,
            days: self.days,
        };
        plot.grid(marks, &ticks, panels::tick);
        let middles: Vec<f64> =
            forecast.quarter_days.iter().map(|day| plot.x(middle_of_quarter(*day))).collect();
        for ((low, high), (_, _, shade, _)) in series.bands.iter().zip(BANDS) {
            let upper = middles.iter().zip(high).map(|(x, value)| (*x, plot.y(*value)));
            let lower = middles.iter().zip(low).rev().map(|(x, value)| (*x, plot.y(*value)));
            marks.area(&upper.chain(lower).collect::<Vec<_>>(), shade);
        }
        let line: Vec<(f64, f64)> =
            middles.iter().zip(&series.median).map(|(x, value)| (*x, plot.y(*value))).collect();
        marks.line(&line, 2, colour::BLUE);
        draw_past(marks, &plot, &past_of(forecast), first);
        label_ends(marks, series, &plot);
        plot.days_below(marks, &axis_days(self.days, first));
    }
}

pub(super) fn after_quarter(first: Date) -> Date {
    first.saturating_add(Span::new().months(3))
}

fn middle_of_quarter(first: Date) -> Date {
    first.saturating_add(Span::new().days(45))
}

/// Years from the beginning of the forecast, backwards and forwards.
fn axis_days((from, end): (Date, Date), first: Date) -> Vec<Date> {
    let year = |number: i16| first.saturating_add(Span::new().years(number));
    (-YEARS_SHOWN..100).map(year).filter(|day| (from..end).contains(day)).collect()
}

/// Each figure of the past as a step over its span, and where the simulation begins.
fn draw_past(marks: &mut Marks, plot: &Plot, past: &[&Past], first: Date) {
    if past.is_empty() {
        return;
    }
    for figure in past {
        let y = plot.y(a_quarter(figure));
        marks.line(&[(plot.x(figure.from), y), (plot.x(figure.to), y)], 3, colour::INK);
    }
    if let [only] = past {
        let (from, y) = (plot.x(only.from), plot.y(a_quarter(only)) - 12.0);
        let years = only.quarters() / 4.0;
        let said = if (years - 1.0).abs() < 0.02 { "a year" } else { "in all" };
        let said = format!("{} {said}", only.value);
        marks.text((from, y), &said, Type::bold(13.0));
    }
    let (begins, small) = (plot.x(first), Type::plain(12.5));
    marks.line(&[(begins, plot.top - 14.0), (begins, plot.bottom)], 1, colour::GREY);
    let over = plot.top - 14.0;
    marks.text((begins - 6.0, over), "recorded", small.at(Anchor::Right));
    marks.text((begins + 6.0, over), "simulated", small);
}

/// Direct labels at the right end: the bands by their share, the median by its value.
fn label_ends(marks: &mut Marks, series: &Series, plot: &Plot) {
    const APART: f64 = 17.0;
    let x = plot.right + 8.0;
    marks.text((x, plot.top - 14.0), "last quarter:", Type::plain(12.5));
    let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
    let mut labels: Vec<(f64, String, Type)> = series
        .bands
        .iter()
        .zip(BANDS)
        .map(|((low, high), (.., name))| {
            let said =
                format!("{name}: {} to {}", panels::tick(last(low)), panels::tick(last(high)));
            (plot.y(last(high)), said, Type::plain(13.0))
        })
        .collect();
    let median = format!("median {}", panels::tick(last(&series.median)));
    let blue = Type::bold(13.0).in_colour(colour::BLUE);
    labels.push((plot.y(last(&series.median)), median, blue));
    // Where they meet, the median is lowest and the widest band highest.
    labels.reverse();
    let wished: Vec<f64> = labels.iter().map(|(at, ..)| *at).collect();
    let heights = plot::apart(&wished, (plot.top, plot.bottom), APART);
    for (at, (_, said, style)) in heights.into_iter().zip(labels) {
        marks.text((x, at), &said, style);
    }
}

fn text(
    title: &str,
    forecasts: &[&Forecast],
    series: &[Series],
    notes: &[String],
) -> Result<String, NoFigure> {
    let said = panels::need_a_year(forecasts)?;
    let quarters = series.first().map_or(0, |series| series.median.len());
    let past = if notes.is_empty() { String::new() } else { format!(" {}", notes.join(" ")) };
    Ok(format!(
        "{title}. A fan of {quarters} quarters for each panel, all on one scale from zero, with the median as a line. {said}{past} The fan is simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast], series: &[Series]) -> Sheet {
    let header = [
        "scenario",
        "reading",
        "quarter",
        "first_day",
        "last_day",
        "p2_5",
        "p10",
        "p25",
        "p50",
        "p75",
        "p90",
        "p97_5",
        "recorded_measure",
        "recorded",
        "source",
    ];
    let mut rows = Vec::new();
    for (forecast, series) in forecasts.iter().zip(series) {
        rows.extend(past_of(forecast).into_iter().map(|past| past_cells(forecast, past, 7)));
        for (quarter, day) in forecast.quarter_days.iter().enumerate() {
            let lows = series.bands.iter().map(|(low, _)| low[quarter]);
            let highs = series.bands.iter().rev().map(|(_, high)| high[quarter]);
            let figures = lows.chain([series.median[quarter]]).chain(highs);
            let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
            let end = after_quarter(*day).saturating_sub(Span::new().days(1));
            let when = [(quarter + 1).to_string(), day.to_string(), end.to_string()];
            let figures = figures.map(|x| x.to_string());
            let nothing = [(); 3].map(|()| String::new());
            rows.push(head.into_iter().chain(when).chain(figures).chain(nothing).collect());
        }
    }
    Sheet::new(&header, rows)
}

/// A figure of the past over its own span, as it was recorded.
pub(super) fn past_cells(forecast: &Forecast, past: &Past, figures: usize) -> Vec<String> {
    let head = [&forecast.scenario, &forecast.reading].map(Clone::clone);
    let when = [String::new(), past.from.to_string(), past.to.to_string()];
    let nothing = vec![String::new(); figures];
    let measure = match past.measure {
        PastMeasure::Referrals => "referrals",
        PastMeasure::Placed => "placed",
        PastMeasure::NeedUnmet => "need_unmet",
        PastMeasure::UnmetCapacity => "unmet_capacity",
    };
    let figure = [measure.to_owned(), past.value.to_string(), past.source.clone()];
    head.into_iter().chain(when).chain(nothing).chain(figure).collect()
}
