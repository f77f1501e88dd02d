//! What one more of each candidate averts, and what a further household housed costs: units and levers in one picture.

use super::frame::{self, FOOT, side_by_side};
use crate::base::statistics::float;
use crate::planning::expansion::{ExpansionReport, Next, ReadingSaid};
use crate::presentation::chart::mark::{Anchor, Marks, Type, colour};
use crate::presentation::chart::panels;
use crate::presentation::chart::scene::{Content, Room, Scene, Sheet};
use crate::presentation::wording::expansion::{
    beyond_doubt, figure, more_or_fewer, per_household, pounds, short_stays_only,
};
use std::collections::BTreeSet;

pub(super) const NAME: &str = "one-more-of-each";
const ROW: f64 = 34.0;

/// One more of each candidate.
pub(super) fn scene(report: &ExpansionReport) -> Scene<'_> {
    let (title, order) = (title(report), order(report));
    let left_out = without_a_bar(report, order.len());
    let height = 78.0 + ROW * float(order.len());
    let panel = |reading| {
        let bars = Bars { reading, order: order.clone(), ends: ends(report) };
        frame::panel(reading, bars)
    };
    Scene {
        name: NAME,
        shown: "Fewer turned away a year, \u{a3} for each (*: assumed). Dark: units; lighter: levers; palest: a short stay only; orange: 95% interval".to_owned(),
        panels: speaking(report).map(panel).collect(),
        height,
        text: text(&title, left_out.as_deref(), report),
        notes: left_out.into_iter().collect(),
        foot: FOOT,
        sheet: sheet(report),
        title,
    }
}

/// The candidates of one reading.
#[derive(Debug)]
struct Bars<'a> {
    reading: &'a ReadingSaid,
    order: Vec<(String, String)>,
    /// Of all panels.
    ends: (f64, f64),
}

/// Readings in which one more of something averts households beyond doubt; all of them where there is none.
fn speaking(report: &ExpansionReport) -> impl Iterator<Item = &ReadingSaid> {
    let speaks = |reading: &ReadingSaid| reading.next.iter().any(|next| next.averts.is_something());
    let none = !report.readings.iter().any(speaks);
    report.readings.iter().filter(move |reading| none || speaks(reading))
}

/// Candidates in the order of the reading in which they avert most: those that avert somebody beyond doubt in some reading.
fn order(report: &ExpansionReport) -> Vec<(String, String)> {
    let most = |reading: &&ReadingSaid| {
        reading.next.iter().map(|next| next.averts.households.mean).fold(0.0, f64::max)
    };
    let by = report.readings.iter().max_by(|a, b| most(a).total_cmp(&most(b)));
    let mut order: Vec<(String, String)> = Vec::new();
    let all = by.into_iter().chain(&report.readings).flat_map(|reading| &reading.next);
    for next in all.filter(|next| next.averts.is_something()) {
        if order.iter().all(|(name, _)| *name != next.candidate) {
            order.push((next.candidate.clone(), next.title.clone()));
        }
    }
    order
}

/// How many candidates have no bar.
fn without_a_bar(report: &ExpansionReport, drawn: usize) -> Option<String> {
    let all: BTreeSet<&str> = report
        .readings
        .iter()
        .flat_map(|reading| reading.next.iter().map(|next| &*next.candidate))
        .collect();
    match all.len().saturating_sub(drawn) {
        0 => None,
        1 => Some("One that averts nothing beyond doubt in any reading has no bar.".to_owned()),
        n => Some(format!("{n} that avert nothing beyond doubt in any reading have no bar.")),
    }
}

/// The least and the greatest end of an interval.
fn ends(report: &ExpansionReport) -> (f64, f64) {
    let all = || report.readings.iter().flat_map(|reading| &reading.next);
    let low = all().map(|next| next.averts.households.low).fold(0.0, f64::min);
    let high = all().map(|next| next.averts.households.high).fold(0.0, f64::max);
    (low, high.max(0.5))
}

/// What the counted readings would buy first: a what-if decides nothing.
fn title(report: &ExpansionReport) -> String {
    let mut firsts: Vec<String> = Vec::new();
    for reading in report.readings.iter().filter(|reading| !reading.what_if) {
        let first = reading.worth_first(|_| true);
        firsts.extend(first.map(|next| next.title.clone()).filter(|title| !firsts.contains(title)));
    }
    match &*firsts {
        [] => "Nothing more is worth buying beyond doubt".to_owned(),
        [one] => format!("Worth buying first: {one}"),
        [one, ..] => format!("Worth buying first: {one}, or another by reading"),
    }
}

impl Content for Bars<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (reading, order, (least, most)) = (self.reading, &self.order, self.ends);
        let (left, right) = (room.left + room.labels(176.0), room.right() - 104.0);
        let (most, ticks) = panels::scale_to(most);
        let x =
            |value: f64| left + (right - left) * ((value - least) / (most - least)).clamp(0.0, 1.0);
        let top = room.top + 30.0;
        let bottom = top + ROW * float(order.len());
        let ticks = ticks.into_iter().map(|tick| (x(tick), panels::tick(tick)));
        panels::steps_down(marks, (top, bottom), ticks);
        let mut middle = top + ROW / 2.0;
        for (name, title) in order {
            let style = Type::plain(13.0).at(Anchor::Right);
            panels::text_in(marks, (left - 10.0, middle), title, style, left - 10.0 - room.left);
            match reading.next.iter().find(|next| next.candidate == *name) {
                Some(next) => draw_row(marks, next, &x, middle),
                None => {
                    marks.text((x(0.0) + 7.0, middle), "does nothing here", Type::plain(13.0));
                }
            }
            middle += ROW;
        }
        marks.line(&[(x(0.0), top), (x(0.0), bottom)], 1, colour::GREY);
    }
}

fn draw_row(marks: &mut Marks, next: &Next, x: &dyn Fn(f64) -> f64, middle: f64) {
    let averts = &next.averts.households;
    // Levers are lighter than units, and say so in words.
    let shade = if next.is_unit { colour::BLUE } else { colour::BLUE_MIDDLE };
    marks.bar(
        (x(averts.mean.min(0.0)), middle - 9.0),
        (x(averts.mean.max(0.0)), middle + 9.0),
        shade,
    );
    let short = next.averts.short_stays().map(|short| short.min(averts.mean));
    if let Some(short) = short.filter(|short| *short > 0.0) {
        marks.bar(
            (x(averts.mean - short), middle - 9.0),
            (x(averts.mean), middle + 9.0),
            colour::BLUE_PALE,
        );
    }
    marks.line(&[(x(averts.low), middle), (x(averts.high), middle)], 2, colour::ORANGE);
    let said = match next.averts.pounds_for_each() {
        Some([best, ..]) => {
            format!(
                "{} at {}{}",
                figure(averts.mean),
                pounds(best),
                if next.cost_assumed { "*" } else { "" }
            )
        }
        None => beyond_doubt(&next.averts).unwrap_or_else(|| "may be chance".to_owned()),
    };
    marks.text((x(averts.high.max(0.0)) + 7.0, middle), &said, Type::bold(13.0));
}

fn text(title: &str, left_out: Option<&str>, report: &ExpansionReport) -> String {
    let said = side_by_side(report, |reading| {
        let parts: Vec<String> = reading
            .next
            .iter()
            .map(|next| {
                let fewer = next.averts.households.times(-1.0);
                let cost = match next.averts.pounds_for_each() {
                    Some([.., high]) if high <= 0.0 => ", at no cost in money".to_owned(),
                    Some(_) => format!(", a household costing {}", per_household(&next.averts)),
                    None => String::new(),
                };
                let short = short_stays_only(&next.averts);
                let short = short.map_or_else(String::new, |short| format!(", {short}"));
                format!("with {} {} are turned away{short}{cost}", next.title, more_or_fewer(fewer))
            })
            .collect();
        format!("{}.", parts.join("; "))
    });
    let left_out = left_out.map_or_else(String::new, |said| format!(" {said}"));
    format!(
        "{title}. Bars from zero on one scale, units dark and levers lighter, short stays palest, in one order for all readings; here each reading's own, the cheapest further household first; in brackets 95% intervals that hold together. {said}{left_out} An asterisk marks costs that are assumed, wholly or in part. Simulated; the figures are in the CSV file of the same name."
    )
}

fn sheet(report: &ExpansionReport) -> Sheet {
    let header = [
        "scenario",
        "reading",
        "candidate",
        "in_words",
        "is_unit",
        "cost_a_year",
        "cost_assumed",
        "averted",
        "low_95",
        "high_95",
        "cost_per_household",
        "cost_low",
        "cost_high",
        "placed_longer",
        "placed_short_only",
    ];
    let mut rows = Vec::new();
    for reading in &report.readings {
        for next in &reading.next {
            let words = [&reading.scenario, &reading.reading, &next.candidate, &next.title];
            let households = &next.averts.households;
            let said = [
                next.is_unit.to_string(),
                next.a_year.to_string(),
                next.cost_assumed.to_string(),
                households.mean.to_string(),
                households.low.to_string(),
                households.high.to_string(),
            ];
            let each = next.averts.per_household.map_or_else(
                || [const { String::new() }; 3],
                |range| range.map(|pounds| pounds.to_string()),
            );
            let placed = [next.averts.placed_longer, next.averts.placed_short_only];
            let placed = placed.map(|more| more.mean.to_string());
            let row = words.map(Clone::clone).into_iter().chain(said).chain(each).chain(placed);
            rows.push(row.collect());
        }
    }
    Sheet::new(&header, rows)
}
