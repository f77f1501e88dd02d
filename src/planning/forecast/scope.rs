//! What of a simulation is counted: quarters, weeks and census days, by class of household and kind of unit.
//!
//! Where each count lies in the row of numbers that one history makes is decided here, once for all.

use super::count::{Count, KINDS, NOT_COUNTED};
use super::measure::{Measure, Over};
use super::spans::{Bounds, Spans};
use crate::base::domain::Kind;
use crate::base::domain::time::{DAY_MS, WEEK_MS};
use crate::base::statistics::float;
use crate::engine::simulation::Model;
use std::ops::Range;

/// What is counted, and where.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Names of the classes of household.
    pub(super) classes: Vec<String>,
    /// The quarters that count.
    pub(super) quarters: Bounds,
    /// Whole weeks from the first day that counts.
    pub(super) weeks: Bounds,
    /// Days since the first that counts at which residents are counted.
    pub(super) census_days: Vec<f64>,
    /// The moments of the census days, in milliseconds.
    pub(super) census_ms: Vec<u64>,
    /// Households that can be supported in second stage at once; none: there is no second stage.
    pub(super) second_stage_places: Option<u32>,
    /// For how long units of each kind are open in each quarter, in milliseconds.
    pub(super) open_ms: [Vec<i64>; KINDS],
    /// The same for each week.
    pub(super) open_ms_by_week: [Vec<i64>; KINDS],
    /// The kind of unit of which it is told how long arrivals would stay.
    pub(super) usual_kind: Kind,
    /// Counts that are made of others.
    pub(super) wholes: [(Count, Vec<Count>); 6],
    at: Places,
}

/// Where amounts lie in the row of a history.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    lived_in: usize,
    lived_in_by_week: usize,
    residents: usize,
    offered: usize,
    /// From here on what is 0 throughout where nobody waits and there is no second stage.
    rare: usize,
    waiting: usize,
    second_stage: usize,
    second_stage_by_week: usize,
    second_stage_over: usize,
    end: usize,
}

/// What is measured in amounts of time, or by kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// Milliseconds waited by the placed of a class, by the quarter in which they asked.
    Waited(usize),
    /// Milliseconds waited by a class within each quarter.
    Waiting(usize),
    /// Households placed in a kind of unit, by the quarter in which they asked.
    Placed(usize),
    /// Milliseconds lived in units of a kind within each quarter.
    LivedIn(usize),
    /// The same within each week.
    LivedInByWeek(usize),
    /// Milliseconds of second-stage support within each quarter.
    SecondStage,
    /// The same within each week.
    SecondStageByWeek,
    /// Milliseconds with more households in second stage than places, within each quarter.
    SecondStageOver,
    /// Households in a kind of unit at each census day.
    Residents(usize),
    /// Milliseconds that the arrivals of each quarter would stay.
    Offered,
}

/// Which class of household, of those that the tables name, a class of the mix belongs to.
pub(super) fn group_of(model: &Model<'_>, class: usize) -> usize {
    model.demand.classes[class].group
}

/// The classes of household that the tables name.
pub(super) fn groups(model: &Model<'_>) -> Vec<String> {
    model.demand.groups.clone()
}

impl Scope {
    /// All that can be counted of a model.
    pub fn of(model: &Model<'_>) -> Self {
        let (first, end) = (model.calendar.bounds.first(), model.calendar.end());
        let first = first.copied().unwrap_or(0);
        let whole_weeks = (end - first).div_euclid(WEEK_MS);
        let weeks = Bounds::even(first, WEEK_MS, usize::try_from(whole_weeks).unwrap_or(0));
        let quarters = Bounds::new(model.calendar.bounds.clone());
        let (open_ms, open_ms_by_week) = (open_ms(model, &quarters), open_ms(model, &weeks));
        let mut scope = Self {
            classes: groups(model),
            quarters,
            weeks,
            census_days: model.census.iter().map(|(day, _)| *day).collect(),
            census_ms: model.census.iter().map(|(_, at)| *at).collect(),
            second_stage_places: model.demand.course.second_stage.as_ref().map(|s| s.places),
            open_ms,
            open_ms_by_week,
            usual_kind: model.usual_kind(),
            wholes: Count::wholes(),
            at: Places::default(),
        };
        scope.lay_out();
        scope
    }

    /// Residents are counted at these days since the first that counts.
    #[must_use]
    pub fn with_census_days(mut self, days: &[f64]) -> Self {
        let first = self.quarters.first();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some thousand days; below 0 is the first day"
        )]
        let moment = |day: &f64| first + (day * float(DAY_MS)) as u64;
        self.census_days = days.to_vec();
        self.census_ms = days.iter().map(moment).collect();
        self.lay_out();
        self
    }

    /// There is second-stage support for so many households at once.
    #[must_use]
    pub fn with_second_stage(mut self, places: u32) -> Self {
        self.second_stage_places = Some(places);
        self
    }

    fn lay_out(&mut self) {
        let (quarters, weeks) = (self.quarters.len(), self.weeks.len());
        let mut end = 0;
        let mut after = |length: usize| {
            end += length;
            end
        };
        self.at = Places {
            lived_in: after(KINDS * quarters),
            lived_in_by_week: after(KINDS * quarters),
            residents: after(KINDS * weeks),
            offered: after(KINDS * self.census_ms.len()),
            rare: after(quarters),
            waiting: after(self.classes.len() * quarters),
            second_stage: after(self.classes.len() * quarters),
            second_stage_by_week: after(quarters),
            second_stage_over: after(weeks),
            end: after(quarters),
        };
    }

    /// Where the counts of a class lie: all quarters of the first count, then all of the next.
    pub(super) fn counts_of(&self, class: usize) -> Range<usize> {
        let each = Count::HOW_MANY * self.quarters.len();
        class * each..(class + 1) * each
    }

    /// How many counts one history makes.
    pub(super) fn counts(&self) -> usize {
        self.counts_of(self.classes.len()).start
    }

    /// How many amounts one history makes.
    pub(super) fn amounts(&self) -> usize {
        self.at.end
    }

    /// How many of them may be other than 0 where nobody waits and there is no second stage.
    pub(super) fn common_amounts(&self) -> usize {
        self.at.rare
    }

    /// Where an amount lies.
    pub(super) fn amounts_of(&self, amount: Amount) -> Range<usize> {
        let (quarters, weeks) = (self.quarters.len(), self.weeks.len());
        let (start, which, each) = match amount {
            Amount::Placed(kind) => (0, kind, quarters),
            Amount::Waited(class) => (self.at.rare, class, quarters),
            Amount::Waiting(class) => (self.at.waiting, class, quarters),
            Amount::LivedIn(kind) => (self.at.lived_in, kind, quarters),
            Amount::LivedInByWeek(kind) => (self.at.lived_in_by_week, kind, weeks),
            Amount::SecondStage => (self.at.second_stage, 0, quarters),
            Amount::SecondStageByWeek => (self.at.second_stage_by_week, 0, weeks),
            Amount::SecondStageOver => (self.at.second_stage_over, 0, quarters),
            Amount::Residents(kind) => (self.at.residents, kind, self.census_ms.len()),
            Amount::Offered => (self.at.offered, 0, quarters),
        };
        start + which * each..start + (which + 1) * each
    }

    /// How many figures a measure has that runs over these.
    pub(super) fn length(&self, over: Over) -> usize {
        match over {
            Over::Periods => self.periods(),
            Over::Weeks => self.weeks.len(),
            Over::CensusDays => self.census_ms.len(),
        }
    }

    /// How long total, years and quarters are, in milliseconds.
    pub(super) fn lengths(&self) -> Vec<i64> {
        let quarters: Vec<i64> =
            (0..self.quarters.len()).map(|quarter| self.quarters.ms(quarter)).collect();
        periods_of(&quarters).collect()
    }

    /// Total, years and quarters.
    pub(super) fn periods(&self) -> usize {
        periods(self.quarters.len())
    }

    /// Years that count.
    pub(super) fn years(&self) -> f64 {
        let quarters = float(self.quarters.len());
        quarters / 4.0
    }

    /// What [`History::figures`](super::history::History::figures) are: measure, group, and what one whole number
    /// stands for.
    pub(super) fn figures(&self) -> Vec<(String, String, f64)> {
        let groups = std::iter::once("all".to_owned()).chain(self.classes.iter().cloned());
        let counts = groups.flat_map(|group| {
            let of = move |count: Count| (Measure::from(count).name(), group.clone(), 1.0);
            Count::all().map(of)
        });
        let night =
            |measure: &str, group: &str| (measure.to_owned(), group.to_owned(), float(DAY_MS));
        let everybody = ["nights_waiting", "nights_lived_in", "nights_second_stage"];
        let nights = everybody.map(|measure| night(measure, "all"));
        let kinds = Kind::ALL.map(|kind| night("nights_lived_in", kind.name()));
        let placed = Kind::ALL.map(|kind| ("placed".to_owned(), kind.name().to_owned(), 1.0));
        counts.chain(nights).chain(kinds).chain(placed).collect()
    }

    /// The quarter of a moment, as a household keeps it.
    #[inline]
    pub(super) fn quarter(&self, at: u64, near: &mut usize) -> u16 {
        let quarter = self.quarters.of(at, near);
        quarter.map_or(NOT_COUNTED, |quarter| u16::try_from(quarter).unwrap_or(NOT_COUNTED))
    }
}

/// Total, years and quarters, where there are so many quarters.
pub(super) fn periods(quarters: usize) -> usize {
    1 + quarters.div_ceil(4) + quarters
}

/// Total, years and quarters of a series of quarters.
pub(super) fn periods_of<'a, T>(quarters: &'a [T]) -> impl Iterator<Item = T> + 'a
where
    T: Copy + std::iter::Sum<&'a T> + 'a,
{
    let total = std::iter::once(quarters.iter().sum());
    total.chain(quarters.chunks(4).map(|year| year.iter().sum())).chain(quarters.iter().copied())
}

/// How long the units of each kind are open in each span, in milliseconds.
fn open_ms(model: &Model<'_>, bounds: &Bounds) -> [Vec<i64>; KINDS] {
    let mut open = [0; KINDS].map(|_| Spans::new(bounds));
    for (unit, opens) in model.opens.iter().enumerate() {
        if let Some(opens) = *opens {
            open[model.kinds[unit] as usize].add(bounds, opens, model.calendar.end());
        }
    }
    open.map(|spans| {
        let mut ms = vec![0; bounds.len()];
        spans.write(bounds, &mut ms);
        ms
    })
}
