//! How long households wait: those who are placed in the end, and those who give up.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use crate::base::statistics::{Portion, float};
use crate::planning::forecast::{
    Forecast, Group, Measure, NoFigure, Period, Statistic, WaitLength, percent, rounded,
};

pub(super) const NAME: &str = "waiting-time";
const ROW: f64 = 27.0;
const BLOCK_HEAD: f64 = 30.0;
const GAP: f64 = 14.0;

/// Whose waits a block of bars shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Placed,
    GaveUp,
}

impl Whose {
    fn title(self) -> &'static str {
        match self {
            Self::Placed => "Placed: how long they had waited",
            Self::GaveUp => "Gave up: how long they had waited",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::GaveUp => "gave_up",
        }
    }

    fn of(self, length: &WaitLength) -> Option<Portion> {
        match self {
            Self::Placed => length.placed,
            Self::GaveUp => length.gave_up,
        }
    }
}

/// Waits of the forecasts in which households wait, if any does.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let waits = |forecast: &&Forecast| !forecast.beside.waits.is_empty();
    let shown: Vec<&Forecast> = forecasts.iter().copied().filter(waits).collect();
    let Some(first) = shown.first() else {
        return Ok(Err(Skipped { name: NAME, why: "nobody waits in the scenario" }));
    };
    let anybody = |whose: Whose| {
        shown.iter().flat_map(|f| &f.beside.waits).any(|length| whose.of(length).is_some())
    };
    let blocks: Vec<Whose> =
        [Whose::Placed, Whose::GaveUp].into_iter().filter(|whose| anybody(*whose)).collect();
    let title = title(&shown);
    let panel = |forecast: &&'a Forecast| {
        let bars = Bars { lengths: &forecast.beside.waits, blocks: blocks.clone() };
        panels::of((forecast, &shown), bars)
    };
    let (rows, count) = (float(first.beside.waits.len()), float(blocks.len()));
    Ok(Ok(Scene {
        name: NAME,
        shown: "Share of simulated waits by how long they were; orange lines: 95% interval of the share, cautious".to_owned(),
        panels: shown.iter().map(panel).collect(),
        height: 56.0 + (BLOCK_HEAD + GAP + ROW * rows) * count,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, &shown, &blocks)?,
        sheet: sheet(&shown),
        title,
    }))
}

/// The waits of one forecast.
#[derive(Debug)]
struct Bars<'a> {
    lengths: &'a [WaitLength],
    blocks: Vec<Whose>,
}

/// The share that waited a week or more.
fn a_week_or_more(forecast: &Forecast, whose: Whose) -> Option<f64> {
    let long = forecast.beside.waits.iter().filter(|length| length.from_days >= 7);
    long.map(|length| whose.of(length).map(|portion| portion.share)).sum()
}

fn title(shown: &[&Forecast]) -> String {
    let counted = panels::counted(shown);
    let shares: Vec<f64> =
        counted.iter().filter_map(|f| a_week_or_more(f, Whose::Placed)).collect();
    format!("Placed only after a week or more: {}", panels::range(&shares, percent))
}

fn days(length: &WaitLength) -> String {
    match (length.from_days, length.to_days) {
        (0, Some(0)) => "under a day".to_owned(),
        (from, Some(to)) => format!("{from} to {to} days"),
        (from, None) => format!("{from} days or more"),
    }
}

impl Content for Bars<'_> {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (left, right) = (room.left + room.labels(118.0), room.right() - 50.0);
        let mut top = room.top + 28.0;
        let mut bottom = top;
        for &whose in &self.blocks {
            marks.text((room.left, top + 14.0), whose.title(), Type::bold(13.5));
            top += BLOCK_HEAD;
            bottom = self.block(marks, whose, (left, right), top);
            top = bottom + GAP;
        }
        for share in [0.0, 0.5, 1.0] {
            let said = format!("{:.0}%", 100.0 * share);
            let style = Type::plain(12.5).at(Anchor::Middle);
            marks.text((left + (right - left) * share, bottom + 14.0), &said, style);
        }
    }
}

impl Bars<'_> {
    /// A bar for each length of wait; says where they end.
    fn block(&self, marks: &mut Marks, whose: Whose, (left, right): (f64, f64), top: f64) -> f64 {
        let x = |share: f64| left + (right - left) * share;
        let bottom = top + ROW * float(self.lengths.len());
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            marks.line(&[(x(share), top), (x(share), bottom)], 1, colour::RULE);
        }
        if self.lengths.iter().all(|length| whose.of(length).is_none()) {
            marks.text((left + 8.0, top + ROW), "nobody", Type::plain(13.5));
        }
        let mut middle = top + ROW / 2.0;
        for length in self.lengths {
            let style = Type::plain(13.0).at(Anchor::Right);
            marks.text((left - 10.0, middle), &days(length), style);
            if let Some(Portion { share, low, high }) = whose.of(length) {
                marks.bar((left, middle - 9.0), (x(share), middle + 9.0), colour::BLUE);
                marks.line(&[(x(low), middle), (x(high), middle)], 2, colour::ORANGE);
                let end = x(high.max(share)) + 7.0;
                marks.text((end, middle), &percent(share), Type::bold(13.0));
            }
            middle += ROW;
        }
        marks.line(&[(left, top), (left, bottom)], 1, colour::GREY);
        bottom
    }
}

fn text(title: &str, shown: &[&Forecast], blocks: &[Whose]) -> Result<String, NoFigure> {
    let said = panels::side_by_side(shown, |_, forecast| {
        let mut parts: Vec<String> = Vec::new();
        for whose in blocks {
            let lengths: Vec<String> = forecast
                .beside
                .waits
                .iter()
                .filter_map(|length| {
                    Some(format!("{} {}", days(length), percent(whose.of(length)?.share)))
                })
                .collect();
            if !lengths.is_empty() {
                parts.push(format!("{}: {}", whose.title().to_lowercase(), lengths.join(", ")));
            }
        }
        if let Some(days) = forecast.table.share(Period::Total, Measure::WaitDays, Group::All)? {
            let [mean, low, high] =
                [Statistic::Mean, Statistic::P2_5, Statistic::P97_5].map(|s| rounded(s.of(&days)));
            parts.push(format!(
                "on average those placed waited {mean} days (95% of simulated histories: {low} to {high})"
            ));
        }
        Ok(format!("{}.", parts.join("; ")))
    })?;
    Ok(format!(
        "{title}. Bars from zero on one scale to 100%, by whole days waited; those placed at once are among those under a day. {said} The interval of a share counts each history once, as its waits hang together: it is wide rather than narrow. Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(shown: &[&Forecast]) -> Sheet {
    let header =
        ["scenario", "reading", "ended", "from_days", "to_days", "share", "low_95", "high_95"];
    let mut rows = Vec::new();
    for forecast in shown {
        for whose in [Whose::Placed, Whose::GaveUp] {
            for length in &forecast.beside.waits {
                let Some(Portion { share, low, high }) = whose.of(length) else { continue };
                let to = length.to_days.map_or_else(String::new, |to| to.to_string());
                let head = [&forecast.scenario, &forecast.reading, whose.name()].map(str::to_owned);
                let figures = [share, low, high].map(|x| x.to_string());
                let span = [length.from_days.to_string(), to];
                rows.push(head.into_iter().chain(span).chain(figures).collect());
            }
        }
    }
    Sheet::new(&header, rows)
}
