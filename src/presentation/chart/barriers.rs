//! Of all referrals, how many meet which barrier.

use super::mark::{Anchor, Marks, Type, colour};
use super::panels;
use super::scene::{Content, Room, Scene, Sheet, Shown, Skipped};
use super::turned_away::why;
use crate::base::domain::{ReturnReason, RuleName, RuleSet};
use crate::base::statistics::float;
use crate::planning::forecast::{Forecast, Group, Measure, NoFigure, Rate, Statistic, percent};
use crate::presentation::wording::barrier;
use crate::presentation::wording::reading::counted;
use std::collections::BTreeSet;

pub(super) const NAME: &str = "refusals-by-barrier";
const ROW: f64 = 32.0;
/// Barriers drawn; what is rarer stands in the table.
const MOST_ROWS: usize = 10;
/// 95% of a normal distribution.
use crate::base::statistics::Z_95 as Z;

/// A rate with the 95% interval of its mean.
#[derive(Debug, Clone, Copy)]
struct Estimate {
    mean: f64,
    low: f64,
    high: f64,
}

/// What referrals met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    /// The rules of a group in the way.
    Barrier(Group),
    /// No rule, but a full house.
    Full,
    /// A wait that was too long.
    Wait,
}

impl Met {
    fn figure(self) -> (Measure, Group) {
        match self {
            Self::Barrier(group) => (Measure::Rate(Rate::NeedUnmet), group),
            Self::Full => (Measure::Rate(Rate::UnmetCapacity), Group::All),
            Self::Wait => (Measure::Rate(Rate::Withdrew), Group::All),
        }
    }

    /// The rules in the way, or the measure where there are none.
    fn name(self) -> String {
        match self {
            Self::Barrier(group) => group.name(&[]),
            Self::Full | Self::Wait => self.figure().0.name(),
        }
    }

    fn label(self) -> String {
        match self {
            Self::Barrier(group) => group.barrier().map(barrier::titles).unwrap_or_default(),
            Self::Full => "something suited but was full".to_owned(),
            Self::Wait => "gave up waiting for a full unit".to_owned(),
        }
    }

    /// The end of "most are turned away because".
    fn why(self) -> &'static str {
        match self {
            Self::Barrier(group) => {
                let rule = group.barrier().and_then(RuleSet::first);
                why(rule.map(reason_of), rule)
            }
            Self::Full => why(Some(ReturnReason::Capacity), None),
            Self::Wait => why(None, None),
        }
    }
}

/// One barrier in every forecast.
#[derive(Debug)]
struct Row {
    met: Met,
    /// As the table names it.
    name: String,
    label: String,
    rates: Vec<Estimate>,
}

impl Row {
    fn greatest(&self) -> f64 {
        self.rates.iter().map(|rate| rate.mean).fold(0.0, f64::max)
    }
}

/// Barriers of forecasts, where anybody meets one.
pub(super) fn scene<'a>(forecasts: &[&'a Forecast]) -> Shown<'a> {
    let all = rows(forecasts)?;
    if all.is_empty() {
        return Ok(Err(Skipped { name: NAME, why: "no barrier turns anybody away" }));
    }
    let rows = &all[..all.len().min(MOST_ROWS)];
    let title = title(forecasts, rows);
    let greatest = rows.iter().flat_map(|row| &row.rates).map(|rate| rate.high).fold(0.0, f64::max);
    let panel = |(k, forecast): (usize, &&Forecast)| {
        let bars = rows.iter().map(|row| (row.label.clone(), row.rates[k])).collect();
        panels::of((forecast, forecasts), Bars { bars, greatest })
    };
    let height = 72.0 + ROW * float(rows.len());
    Ok(Ok(Scene {
        name: NAME,
        shown: "Referrals with unmet need, as a share of all referrals, by barrier; orange lines: 95% interval of the mean".to_owned(),
        panels: forecasts.iter().enumerate().map(panel).collect(),
        height,
        notes: Vec::new(),
        foot: panels::FOOT,
        text: text(&title, forecasts, rows, all.len() - rows.len())?,
        sheet: sheet(forecasts, &all),
        title,
    }))
}

/// The barriers of one forecast, each with its rate.
#[derive(Debug)]
struct Bars {
    bars: Vec<(String, Estimate)>,
    /// Of all panels.
    greatest: f64,
}

/// Every barrier, the most frequent first, with those whom no rule but only a full house stood in the way.
fn rows(forecasts: &[&Forecast]) -> Result<Vec<Row>, NoFigure> {
    let groups = forecasts.iter().flat_map(|f| f.table.groups(Measure::Rate(Rate::NeedUnmet)));
    let barriers = groups.filter(|(group, _)| group.barrier().is_some());
    // By name, so that ties stand in one order.
    let barriers: BTreeSet<(String, Group)> =
        barriers.map(|(group, _)| (group.name(&[]), group)).collect();
    let barriers = barriers.into_iter().map(|(_, group)| Met::Barrier(group));
    let row = |met: Met| {
        let rates = forecasts.iter().map(|forecast| Estimate::of(forecast, met));
        let rates = rates.collect::<Result<_, _>>()?;
        Ok(Row { met, name: met.name(), label: met.label(), rates })
    };
    let all = barriers.chain([Met::Full, Met::Wait]);
    let mut rows: Vec<Row> = all.map(row).collect::<Result<_, _>>()?;
    rows.retain(|row| row.greatest() > 0.0);
    rows.sort_by(|a, b| b.greatest().total_cmp(&a.greatest()));
    Ok(rows)
}

impl Estimate {
    fn of(forecast: &Forecast, met: Met) -> Result<Self, NoFigure> {
        let (measure, group) = met.figure();
        let figure = forecast.of_group(measure, group)?;
        let (mean, se) = (Statistic::Mean.of(&figure), Statistic::Se.of(&figure));
        Ok(Self { mean, low: (mean - Z * se).max(0.0), high: (mean + Z * se).min(1.0) })
    }
}

/// A share of few: one decimal below ten percent.
fn share(value: f64) -> String {
    const TEN: f64 = 0.0995;
    const LEAST: f64 = 0.0005;
    match value {
        value if value >= TEN => percent(value),
        value if value >= LEAST => format!("{:.1}%", 100.0 * value),
        value if value > 0.0 => "under 0.1%".to_owned(),
        _ => "0%".to_owned(),
    }
}

fn title(forecasts: &[&Forecast], rows: &[Row]) -> String {
    let Some(first) = rows.first() else { return "No barrier turns anybody away".to_owned() };
    let counted = counted(forecasts.iter().zip(&first.rates), |(one, _)| one.what_if);
    let means: Vec<f64> = counted.into_iter().map(|(_, rate)| rate.mean).collect();
    let (why, said) = (first.met.why(), panels::range(&means, percent));
    panels::capital(&format!("{why}: {said} of referrals"))
}

/// The reason under which a rule turns most away.
fn reason_of(rule: RuleName) -> ReturnReason {
    match rule {
        RuleName::UnsafeArea | RuleName::PerpetratorCheck => ReturnReason::Proximity,
        RuleName::Mobility => ReturnReason::Disability,
        RuleName::Nrpf => ReturnReason::Nrpf,
        _ => ReturnReason::NeedsOther,
    }
}

impl Content for Bars {
    fn fill(&self, marks: &mut Marks, room: Room) {
        let (left, right) = (room.left + room.labels(240.0), room.right() - 58.0);
        let top = room.top + 30.0;
        let (most, ticks) = panels::scale_to_percent(self.greatest);
        let x = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0);
        let bottom = top + ROW * float(self.bars.len());
        let said = |tick: f64| format!("{}%", panels::tick(100.0 * tick));
        panels::steps_down(marks, (top, bottom), ticks.into_iter().map(|at| (x(at), said(at))));
        let mut middle = top + ROW / 2.0;
        for (label, Estimate { mean, low, high }) in &self.bars {
            let style = Type::plain(13.0).at(Anchor::Right);
            panels::text_in(marks, (left - 10.0, middle), label, style, left - 10.0 - room.left);
            marks.bar((left, middle - 9.0), (x(*mean), middle + 9.0), colour::BLUE);
            marks.line(&[(x(*low), middle), (x(*high), middle)], 2, colour::ORANGE);
            marks.text((x(high.max(*mean)) + 7.0, middle), &share(*mean), Type::bold(13.0));
            middle += ROW;
        }
        marks.line(&[(left, top), (left, bottom)], 1, colour::GREY);
    }
}

fn text(
    title: &str,
    forecasts: &[&Forecast],
    rows: &[Row],
    left_out: usize,
) -> Result<String, NoFigure> {
    let said = panels::side_by_side(forecasts, |k, _| {
        let parts: Vec<String> = rows
            .iter()
            .map(|row| {
                let Estimate { mean, low, high } = row.rates[k];
                format!("{} {} ({} to {})", row.label, share(mean), share(low), share(high))
            })
            .collect();
        Ok(format!("{}.", parts.join(", ")))
    })?;
    let rarer = if left_out > 0 {
        format!(" {left_out} rarer barriers stand in the CSV file only.")
    } else {
        String::new()
    };
    Ok(format!(
        "{title}. Bars from zero on one scale, the most frequent barrier first; in brackets the 95% interval of the mean. {said}{rarer} Simulated; the figures are in the CSV file of the same name."
    ))
}

fn sheet(forecasts: &[&Forecast], rows: &[Row]) -> Sheet {
    let header =
        ["scenario", "reading", "barrier", "in_words", "rate_of_referrals", "low_95", "high_95"];
    let mut cells = Vec::new();
    for (k, forecast) in forecasts.iter().enumerate() {
        for row in rows {
            let Estimate { mean, low, high } = row.rates[k];
            let head = [&forecast.scenario, &forecast.reading, &row.name, &row.label];
            let figures = [mean, low, high].map(|x| x.to_string());
            cells.push(head.map(Clone::clone).into_iter().chain(figures).collect());
        }
    }
    Sheet::new(&header, cells)
}
