//! Every reading of the evidence on one line each: how many find no place in a year, with all that is not known in the range.

use super::mark::{Anchor, Marks, Point, Type, colour};
use super::panels;
use super::scene::{Content, Panel, Room, Scene, Sheet};
use crate::base::statistics::float;
use crate::planning::forecast::{Forecast, Measure, NoFigure, Statistic, Statistics, rounded};
use crate::presentation::wording::reading::Reading;
use plotters::style::RGBColor;

pub(super) const NAME: &str = "readings";

const ROW: f64 = 58.0;
const NEVER: Measure = Measure::HouseholdsNeverPlaced;

/// A dot and a range for each reading, what-ifs last.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Result<Scene<'a>, NoFigure> {
    let several = forecasts.iter().any(|other| other.scenario != forecasts[0].scenario);
    let mut rows: Vec<One> =
        forecasts.iter().map(|forecast| One::of(forecast, several)).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| row.what_if);
    let (title, text, sheet) = (title(&rows), text(&rows), sheet(&rows));
    let height = 84.0 + ROW * float(rows.len());
    Ok(Scene {
        name: NAME,
        title,
        shown: "Households that find no place, a year: mean (dot), and where half and 95 in 100 of simulated histories lie".to_owned(),
        panels: vec![Panel::new(String::new(), Ranges(rows))],
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text,
        sheet,
    })
}

/// One reading.
#[derive(Debug)]
struct One {
    scenario: String,
    reading: String,
    name: String,
    what_if: bool,
    /// A year.
    a_year: Statistics,
}

impl One {
    fn of(forecast: &Forecast, several: bool) -> Result<Self, NoFigure> {
        let years = float(forecast.years().max(1));
        let what_if = forecast.what_if;
        let name = Reading::of(forecast).above_a_panel(several);
        let name = name.strip_prefix("Reading: ").map(str::to_owned).unwrap_or(name);
        Ok(Self {
            scenario: forecast.scenario.clone(),
            reading: forecast.reading.clone(),
            name,
            what_if,
            a_year: forecast.total(NEVER)?.map(|value| value / years),
        })
    }

    fn at(&self, statistic: Statistic) -> f64 {
        statistic.of(&self.a_year)
    }

    fn range(&self) -> String {
        format!("{} to {}", rounded(self.at(Statistic::P2_5)), rounded(self.at(Statistic::P97_5)))
    }
}

/// The least and the greatest end of what was counted.
fn title(rows: &[One]) -> String {
    let counted = || rows.iter().filter(|row| !row.what_if);
    let ends = counted().map(|row| [Statistic::P2_5, Statistic::P97_5].map(|end| row.at(end)));
    let said = panels::ends(&ends.collect::<Vec<_>>(), rounded);
    match counted().count() {
        0 => "Who finds no place, if it were so".to_owned(),
        1 => format!("{said} households a year find no place"),
        _ => format!("{said} a year find no place, by reading"),
    }
}

fn text(rows: &[One]) -> String {
    let one = |row: &One| {
        let of = if row.what_if { "" } else { "reading " };
        format!(
            "{of}{}: {} on average, {} in 95 of 100 histories",
            row.name,
            rounded(row.at(Statistic::Mean)),
            row.range()
        )
    };
    let all: Vec<String> = rows.iter().map(one).collect();
    format!(
        "{}. A dot and a range on one scale from zero for each reading, what-ifs last. {}. Simulated; the figures are in the CSV file of the same name.",
        title(rows),
        all.join("; ")
    )
}

fn sheet(rows: &[One]) -> Sheet {
    let head = ["scenario", "reading", "what_if", "mean", "p2_5", "p25", "p75", "p97_5"];
    let row = |row: &One| {
        let words = [row.scenario.clone(), row.reading.clone(), row.what_if.to_string()];
        let shown =
            [Statistic::Mean, Statistic::P2_5, Statistic::P25, Statistic::P75, Statistic::P97_5];
        words.into_iter().chain(shown.map(|of| row.at(of).to_string())).collect()
    };
    Sheet::new(&head, rows.iter().map(row).collect())
}

#[derive(Debug)]
struct Ranges(Vec<One>);

impl Content for Ranges {
    fn fill(&self, marks: &mut Marks, room: Room) {
        // Names stand above their lines where they are narrow.
        let narrow = room.width < 600.0;
        let left = room.left + if narrow { 12.0 } else { 250.0 };
        let right = room.left + room.width - if narrow { 24.0 } else { 150.0 };
        let top = room.top + 24.0;
        let greatest = self.0.iter().map(|row| row.at(Statistic::P97_5)).fold(0.0, f64::max);
        let (most, ticks) = panels::scale_to(greatest);
        let x = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0);
        let bottom = top + ROW * float(self.0.len());
        let ticks = ticks.into_iter().map(|tick| (x(tick), panels::tick(tick)));
        panels::steps_down(marks, (top, bottom), ticks);
        for (at, row) in (0_u32..).zip(&self.0) {
            let y = top + ROW * (f64::from(at) + if narrow { 0.66 } else { 0.5 });
            draw(marks, row, (&x, y));
            let said = format!("{} ({})", rounded(row.at(Statistic::Mean)), row.range());
            let name = Type::bold(if narrow { 13.0 } else { 15.0 });
            if narrow {
                marks.text((room.left, y - 22.0), &row.name, name);
                let style = Type::plain(12.5).at(Anchor::Right);
                marks.text((room.right(), y - 22.0), &said, style);
            } else {
                panels::text_in(marks, (room.left, y), &row.name, name, left - 10.0 - room.left);
                let style = Type::plain(14.0).at(Anchor::Right);
                marks.text((room.left + room.width, y), &said, style);
            }
        }
    }
}

fn draw(marks: &mut Marks, row: &One, (x, y): (&dyn Fn(f64) -> f64, f64)) {
    let (dark, middle) = if row.what_if {
        (colour::GREY, colour::RULE)
    } else {
        (colour::BLUE, colour::BLUE_MIDDLE)
    };
    let at = |statistic| x(row.at(statistic));
    marks.line(&[(at(Statistic::P2_5), y), (at(Statistic::P97_5), y)], 2, dark);
    for end in [Statistic::P2_5, Statistic::P97_5] {
        marks.line(&[(at(end), y - 6.0), (at(end), y + 6.0)], 2, dark);
    }
    marks.bar((at(Statistic::P25), y - 5.0), (at(Statistic::P75), y + 5.0), middle);
    dot(marks, (at(Statistic::Mean), y), dark);
}

/// A round dot.
fn dot(marks: &mut Marks, (x, y): Point, colour: RGBColor) {
    const RADIUS: f64 = 7.0;
    const CORNERS: u32 = 24;
    let corner = |k: u32| {
        let turn = f64::from(k) / f64::from(CORNERS) * std::f64::consts::TAU;
        (x + RADIUS * libm::cos(turn), y + RADIUS * libm::sin(turn))
    };
    marks.area(&(0..CORNERS).map(corner).collect::<Vec<_>>(), colour);
}
