//! Which unknown moves the forecast, and what it is worth to know: a tornado for each reading.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Panel, Room, Scene, Sheet};
use crate::base::statistics::float;
use crate::planning::calibration::{Calibrated, Swing};
use crate::planning::forecast::{LEAST_TO_A_TENTH, percent};
use crate::presentation::wording::reading::{Reading, counted};
use std::fmt::Write;

/// What its files are called.
pub const NAME: &str = "which-unknown-matters";
const ROW: f64 = 42.0;
/// Unknowns drawn; what moves the forecast less stands in the table.
const MOST_ROWS: usize = 6;

/// What moves the forecasts of a scenario's readings.
pub fn which_unknown_matters<'a>(scenario: &str, readings: &'a [Calibrated]) -> Scene<'a> {
    let rows = readings.iter().map(|reading| shown(reading).len()).max().unwrap_or(0);
    let title = title(readings);
    let panel = |reading: &'a Calibrated| {
        Panel::new(told(scenario, reading).above_a_panel(false), Tornado(reading))
    };
    let height = 104.0 + ROW * float(rows);
    Scene {
        name: NAME,
        shown: "Turned away a year with an unknown in its lowest (blue) or highest tenth (orange; grey: may be chance), each reading on its own scale".to_owned() + gain_said(readings),
        panels: readings.iter().map(panel).collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, scenario, readings),
        sheet: sheet(scenario, readings),
        title,
    }
}

fn told<'a>(scenario: &'a str, reading: &'a Calibrated) -> Reading<'a> {
    Reading { scenario, name: &reading.reading, what_if: reading.what_if }
}

fn text(title: &str, scenario: &str, readings: &[Calibrated]) -> String {
    let mut said = format!(
        "{title}. For each unknown a bar from the households turned away a year if it is as low as the mean of its lowest tenth to those if it is as high as its highest, about the mean; each reading on a scale of its own from zero; grey where chance between draws could do as much."
    );
    for reading in readings {
        let rows: Vec<String> = shown(reading)
            .into_iter()
            .map(|swing| {
                let gain = swing.worth.map_or_else(String::new, |worth| {
                    format!(", {} fewer a year if it were known", gain(worth.gain))
                });
                let chance = if swing.is_beyond_chance() { "" } else { " (may be chance)" };
                format!(
                    "{}{chance}: {} at {}, {} at {}{gain}",
                    swing.unknown,
                    short(swing.away_if_low),
                    measured(swing.low, swing),
                    short(swing.away_if_high),
                    measured(swing.high, swing)
                )
            })
            .collect();
        let name = told(scenario, reading).of_scenario();
        let (mean, rows) = (short(reading.forecast.away.mean), rows.join("; "));
        let _ = write!(said, " {name} (mean {mean}): {rows}.");
    }
    said + " Simulated; the figures are in the CSV file of the same name."
}

fn sheet(scenario: &str, readings: &[Calibrated]) -> Sheet {
    let header = [
        "scenario",
        "reading",
        "unknown",
        "unit",
        "low",
        "high",
        "turned_away_if_low",
        "turned_away_if_high",
        "turned_away_mean",
        "gain_if_known",
        "gain_low",
        "gain_high",
        "gain_at_most",
    ];
    let mut rows = Vec::new();
    for reading in readings {
        for swing in &reading.swings {
            let gain = swing.worth.map_or_else(
                || [const { String::new() }; 4],
                |worth| {
                    [worth.gain, worth.low, worth.high, worth.at_most]
                        .map(|value| format!("{value:.6}"))
                },
            );
            let words = [scenario, &reading.reading, &swing.unknown, &swing.unit];
            let figures = [
                swing.low,
                swing.high,
                swing.away_if_low,
                swing.away_if_high,
                reading.forecast.away.mean,
            ];
            let figures = figures.map(|value| format!("{value:.6}"));
            rows.push(words.map(str::to_owned).into_iter().chain(figures).chain(gain).collect());
        }
    }
    Sheet::new(&header, rows)
}

/// The unknowns themselves that move the forecast most, and not what follows from them; those that may do so by chance last.
fn shown(reading: &Calibrated) -> Vec<&Swing> {
    let own = reading.swings.iter().filter(|swing| swing.is_own());
    let (clear, others): (Vec<&Swing>, Vec<&Swing>) = own.partition(|one| one.is_beyond_chance());
    clear.into_iter().chain(others).take(MOST_ROWS).collect()
}

/// The one that moves it most, beyond chance.
fn first(reading: &Calibrated) -> Option<&Swing> {
    shown(reading).into_iter().next().filter(|swing| swing.is_beyond_chance())
}

fn ends(swing: &Swing) -> [f64; 2] {
    [swing.away_if_low, swing.away_if_high]
}

fn title(readings: &[Calibrated]) -> String {
    let mut most: Vec<&str> = counted(readings, |reading| reading.what_if)
        .into_iter()
        .filter_map(|reading| first(reading).map(|swing| &*swing.unknown))
        .collect();
    most.sort_unstable();
    most.dedup();
    match (most.as_slice(), readings) {
        ([], _) => "No unknown moves the forecast beyond chance".to_owned(),
        ([one], [only]) => {
            panels::capital(&format!("{one} matters most if \u{201c}{}\u{201d}", only.reading))
        }
        ([one], all) => {
            let is_it = |reading| first(reading).is_some_and(|swing| swing.unknown == *one);
            let everywhere = if all.iter().all(is_it) { " in every reading" } else { "" };
            panels::capital(&format!("{one} matters most{everywhere}"))
        }
        ([one, other], _) => panels::capital(&format!("{one} or {other} matters most")),
        _ => "What matters most depends on the reading".to_owned(),
    }
}

/// What the column of gains is, where there is one.
fn gain_said(readings: &[Calibrated]) -> &'static str {
    if readings.iter().any(|reading| Tornado(reading).has_gains()) {
        "; gain: if it were known"
    } else {
        ""
    }
}

/// What moves the forecast of one reading.
#[derive(Debug)]
struct Tornado<'a>(&'a Calibrated);

impl Tornado<'_> {
    /// Whether to know any number shown would be worth anything: a column of nothing says nothing.
    fn has_gains(&self) -> bool {
        let worth =
            |swing: &&Swing| swing.worth.is_some_and(|worth| worth.gain >= LEAST_TO_A_TENTH);
        shown(self.0).iter().any(worth)
    }
}

impl Content for Tornado<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let reading = self.0;
        let gains = self.has_gains();
        let beyond = if gains { 140.0 } else { 92.0 };
        let (left, right) = (room.left + room.labels(150.0), room.right() - beyond);
        let top = room.top + 52.0;
        let rows = shown(reading);
        // Readings differ by hundreds: on one scale the small ones would show nothing.
        let (most, ticks) =
            panels::scale_to(rows.iter().copied().flat_map(ends).fold(0.0, f64::max));
        let x = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0);
        let bottom = top + ROW * float(rows.len());
        let mean = reading.forecast.away.mean;
        let ticks = ticks.into_iter().map(|tick| (x(tick), panels::tick(tick)));
        panels::steps_down(marks, (top, bottom), ticks);
        if gains {
            let style = Type::plain(12.5).at(Anchor::Right);
            marks.text((room.right() - 4.0, top - 14.0), "gain a year", style);
        }
        marks.text((x(mean), top - 14.0), "mean", Type::bold(13.0).at(Anchor::Middle));
        let mut middle = top + ROW / 2.0;
        for swing in rows {
            draw_row(marks, room, (left, middle), swing, (&x, mean));
            if let Some(worth) = swing.worth.filter(|_| gains) {
                let style = Type::bold(13.0).at(Anchor::Right);
                marks.text((room.right() - 4.0, middle), &gain(worth.gain), style);
            }
            middle += ROW;
        }
        marks.line(&[(x(mean), top - 4.0), (x(mean), bottom)], 2, colour::INK);
    }
}

fn draw_row(
    marks: &mut Marks,
    room: Room,
    (left, middle): (f64, f64),
    swing: &Swing,
    (x, mean): (&dyn Fn(f64) -> f64, f64),
) {
    let label = Type::plain(13.0).at(Anchor::Right);
    panels::text_in(marks, (left - 10.0, middle), &swing.unknown, label, left - 10.0 - room.left);
    let [low, high] = ends(swing);
    // The longer half first, so that neither hides the other where both lie on one side of the mean.
    let mut halves = if swing.is_beyond_chance() {
        [(low, colour::BLUE), (high, colour::ORANGE)]
    } else {
        [low, high].map(|end| (end, colour::in_grey(colour::BLUE_LIGHT)))
    };
    if (low - mean).abs() < (high - mean).abs() {
        halves.reverse();
    }
    for (end, colour) in halves {
        let (from, to) = (x(mean.min(end)), x(mean.max(end)));
        marks.bar((from, middle - 9.0), (to, middle + 9.0), colour);
    }
    let (least, most) = if low <= high {
        ((low, swing.low), (high, swing.high))
    } else {
        ((high, swing.high), (low, swing.low))
    };
    let end = Type::plain(12.0);
    let (from, to) = (x(least.0.min(mean)), x(most.0.max(mean)));
    let at_left = measured(least.1, swing);
    let has_room = from - left > 7.5 * float(at_left.len()) + 6.0;
    if has_room {
        marks.text((from - 6.0, middle), &at_left, end.at(Anchor::Right));
        marks.text((to + 6.0, middle), &measured(most.1, swing), end);
    } else {
        let both = format!("{at_left} to {}", measured(most.1, swing));
        marks.text((to + 6.0, middle), &both, end);
    }
}

/// A gain, to tenths of a household a year; what cannot be told from nothing is none.
fn gain(value: f64) -> String {
    if value < LEAST_TO_A_TENTH { "none".to_owned() } else { format!("{value:.1}") }
}

/// What an unknown may be, in its unit where that is a share or days; others are named by what they are.
fn measured(value: f64, of: &Swing) -> String {
    match of.unit.split([' ', ',']).next() {
        Some("share") => percent(value),
        Some("days") => format!("{} days", short(value)),
        _ => short(value),
    }
}

/// As few digits as tell it apart.
fn short(value: f64) -> String {
    const TENTHS_BELOW: f64 = 10.0;
    const HUNDREDTHS_BELOW: f64 = 1.95;
    match value.abs() {
        size if size < HUNDREDTHS_BELOW => format!("{value:.2}"),
        size if size < TENTHS_BELOW => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
