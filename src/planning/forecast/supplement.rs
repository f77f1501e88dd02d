//! What pictures and summaries need beside the table: weeks, exceedance, waits, and what was counted in the past.

use super::history::{LONGEST_DAYS, WaitEnded};
use super::measure::{Group, Measure};
use super::outline::Outline;
use super::split::Split;
use super::table::{Statistic, Statistics, Tables, Weekly};
use crate::base::domain::{Kind, Past};
use crate::base::statistics::{Portion, float};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// What does not stand in the table.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Histories simulated.
    pub histories: u64,
    /// First days of the weeks.
    pub week_days: Vec<Date>,
    /// Of each kind that has units: the share of open unit-nights lived in, week by week.
    pub occupancy: Vec<(Kind, Vec<Option<Statistics>>)>,
    /// Second stage, where there is one.
    pub second_stage: Option<SecondStage>,
    /// How often so many households or more had unmet need in a simulated year; empty where nobody ever had.
    pub exceedance: Vec<AtLeast>,
    /// How long households waited, where the scenario has waiting and anybody was placed or gave up.
    pub waits: Vec<WaitLength>,
    /// Whether so large a share still waits at the end that what became of the others is not the whole story.
    pub many_still_wait: bool,
    /// How much of what is open is chance; none: nothing is drawn, or too little to tell.
    pub split: Option<Split>,
    /// What was counted in the past and may be shown.
    pub history: Vec<Past>,
}

/// Support after safe accommodation.
#[derive(Debug, Clone)]
pub struct SecondStage {
    /// Households that can be supported at once.
    pub places: u32,
    /// The mean number supported, week by week.
    pub weeks: Vec<Option<Statistics>>,
}

/// How often so many or more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct AtLeast {
    /// Households with unmet need in a year.
    pub households: u64,
    /// The share of simulated years. The years of one history hang together, so its interval counts histories.
    #[serde(flatten)]
    pub years: Portion,
}

/// A span of whole days waited, and the share of waits that ended within it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct WaitLength {
    /// Least number of whole days.
    pub from_days: usize,
    /// Greatest number of whole days; none: any.
    pub to_days: Option<usize>,
    /// Of those who were placed; none where nobody was.
    pub placed: Option<Portion>,
    /// Of those who gave up; none where nobody did.
    pub gave_up: Option<Portion>,
}

impl Beside {
    /// Of a run.
    pub fn of(outline: &Outline, tables: &Tables) -> Self {
        let kinds = Kind::ALL.into_iter();
        let occupancy = kinds.map(|kind| (kind, tables.by_week(Weekly::Occupancy(kind))));
        let is_there = |weeks: &[Option<Statistics>]| weeks.iter().any(Option::is_some);
        let second_stage = outline
            .second_stage_places
            .map(|places| SecondStage { places, weeks: tables.by_week(Weekly::SecondStage) });
        Self {
            histories: tables.replications,
            week_days: outline.week_days(),
            occupancy: occupancy.filter(|(_, weeks)| is_there(weeks)).collect(),
            second_stage: second_stage.filter(|stage| is_there(&stage.weeks)),
            exceedance: exceedance(tables),
            waits: if outline.waits { waits(tables) } else { Vec::new() },
            many_still_wait: many_still_wait(tables),
            split: tables.split(f64::from(outline.run.years.max(1))),
            history: outline.history.clone(),
        }
    }
}

/// At least 2 in 100 of those who asked.
fn many_still_wait(tables: &Tables) -> bool {
    const MANY: f64 = 0.02;
    let mean = |measure| Some(Statistic::Mean.of(&tables.statistics((measure, Group::All), 0)?));
    match (mean(Measure::StillWaiting), mean(Measure::Referrals)) {
        (Some(waiting), Some(referrals)) => waiting > MANY * referrals,
        // Nothing was simulated.
        _ => false,
    }
}

/// At most so many points of the curve: a finer one could not be seen.
const MOST_POINTS: u64 = 300;

/// The share of years with at least 0, 1, 2… households, up to the first that no year reached.
fn exceedance(tables: &Tables) -> Vec<AtLeast> {
    let share = |households| tables.exceedance(households).unwrap_or(0.0);
    let mut beyond = 1_u64;
    while share(beyond) > 0.0 && beyond < 1 << 40 {
        beyond *= 2;
    }
    let step = beyond.div_ceil(MOST_POINTS);
    let mut curve = Vec::new();
    for households in (0..=beyond).step_by(usize::try_from(step).unwrap_or(1)) {
        let years = Portion::new(share(households), tables.replications);
        curve.push(AtLeast { households, years });
        if years.share <= 0.0 {
            break;
        }
    }
    // Nobody ever: only that 0 or more had, which says nothing.
    if beyond == 1 { Vec::new() } else { curve }
}

/// The spans of days that are told apart: from, to.
const LENGTHS: [(usize, Option<usize>); 7] = [
    (0, Some(0)),
    (1, Some(2)),
    (3, Some(6)),
    (7, Some(13)),
    (14, Some(27)),
    (28, Some(LONGEST_DAYS)),
    (LONGEST_DAYS + 1, None),
];

fn waits(tables: &Tables) -> Vec<WaitLength> {
    let [placed, gave_up] = [WaitEnded::Placed, WaitEnded::GaveUp].map(|ended| tables.waits(ended));
    if placed.iter().chain(gave_up).all(|waits| *waits == 0) {
        return Vec::new();
    }
    let length = |(from, to): (usize, Option<usize>)| WaitLength {
        from_days: from,
        to_days: to,
        placed: portion(placed, (from, to), tables.replications),
        gave_up: portion(gave_up, (from, to), tables.replications),
    };
    LENGTHS.map(length).to_vec()
}

/// The waits of one history hang together: a history counts once, which makes the interval wide rather than
/// narrow.
fn portion(waits: &[u64], (from, to): (usize, Option<usize>), histories: u64) -> Option<Portion> {
    let all: u64 = waits.iter().sum();
    let last = to.unwrap_or(usize::MAX);
    let within: u64 = waits
        .iter()
        .enumerate()
        .filter(|(days, _)| (from..=last).contains(days))
        .map(|(_, n)| n)
        .sum();
    (all > 0).then(|| Portion::new(float(within) / float(all), histories.min(all)))
}
