//! Figures over histories, asked for by measure, group and period.
//!
//! A count is always there: a group that the table leaves out had none in any history. A share has no figure where there
//! never was a whole. Whatever else is asked for and is not there is an error, never 0. Not here: the table as text
//! (`frame`).

use super::measure::{Group, Measure, Over};
use super::outline::Outline;
use super::table::{Statistics, Tables};
use crate::base::statistics::Controlled;
use std::collections::BTreeMap;

/// Over what a figure runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The whole span.
    Total,
    /// A year, the first being 1.
    Year(usize),
    /// A quarter, the first being 1.
    Quarter(usize),
    /// A census day, by its place among the scenario's.
    CensusDay(usize),
}

/// A figure was asked for that nobody measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this forecast has no figure of {measure:?} for {group:?} over {period:?}; this is a defect of Lintel, please report it"
)]
pub struct NoFigure {
    measure: Measure,
    group: Group,
    period: Period,
}

/// The figures of one forecast.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FigureTable {
    years: usize,
    quarters: usize,
    classes: usize,
    /// By their places: total, years and quarters, or census days.
    series: BTreeMap<(Measure, Group), Vec<Option<Statistics>>>,
    /// Of the whole span: means by the help of control variates, and their standard errors.
    controlled: BTreeMap<(Measure, Group), [f64; 2]>,
}

/// What is invented of each measure and group: total, years and quarters.
#[cfg(test)]
pub(crate) type Invented = BTreeMap<(Measure, Group), Vec<Option<Statistics>>>;

/// What is 0 in every history.
pub(super) const NEVER: Statistics = [0.0; 9];

impl FigureTable {
    /// Of a run.
    pub fn of(outline: &Outline, tables: &Tables) -> Self {
        let by_period =
            tables.series.iter().filter(|((measure, _), _)| measure.over() != Over::Weeks);
        let statistics = by_period.map(|(&of, series)| {
            (of, (0..series.0.len()).map(|at| tables.statistics(of, at)).collect())
        });
        let controlled = tables.series.keys().filter_map(|of| {
            let Controlled { mean, se, .. } = tables.controlled(*of, 0)?;
            Some((*of, [mean, se]))
        });
        let controlled = controlled.collect();
        let quarters = outline.quarter_days.len();
        Self {
            years: quarters.div_ceil(4),
            quarters,
            classes: outline.classes.len(),
            series: statistics.collect(),
            controlled,
        }
    }

    /// A figure that every history has.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn figure(
        &self,
        period: Period,
        measure: Measure,
        group: Group,
    ) -> Result<Statistics, NoFigure> {
        self.share(period, measure, group)?.ok_or(NoFigure { measure, group, period })
    }

    /// A figure that is a share or a mean of something; none where there never was anything.
    ///
    /// # Errors
    /// If nobody measured it.
    pub fn share(
        &self,
        period: Period,
        measure: Measure,
        group: Group,
    ) -> Result<Option<Statistics>, NoFigure> {
        let missing = NoFigure { measure, group, period };
        let at = self.place(measure, period).ok_or(missing)?;
        match self.series.get(&(measure, group)) {
            Some(series) => series.get(at).copied().ok_or(missing),
            None if self.is_left_out(at, measure, group) => {
                Ok(self.ever_was_a_whole(at, measure, group).then_some(NEVER))
            }
            None => Err(missing),
        }
    }

    /// The mean of a figure over the whole span by the help of control variates, and its standard error; none where they tell
    /// nothing.
    pub fn controlled(&self, measure: Measure, group: Group) -> Option<[f64; 2]> {
        self.controlled.get(&(measure, group)).copied()
    }

    /// Every group of a measure that has a figure over the whole span, in the order of the table.
    pub fn groups(&self, measure: Measure) -> impl Iterator<Item = (Group, Statistics)> + '_ {
        let own = self.series.range((measure, Group::All)..);
        let own = own.take_while(move |((of, _), _)| *of == measure);
        own.filter_map(|((_, group), series)| Some((*group, (*series.first()?)?)))
    }

    /// Figures that nobody simulated, for tests.
    #[cfg(test)]
    pub(crate) fn invented(quarters: usize, classes: usize, series: Invented) -> Self {
        let controlled = BTreeMap::new();
        Self { years: quarters.div_ceil(4), quarters, classes, series, controlled }
    }

    fn place(&self, measure: Measure, period: Period) -> Option<usize> {
        match (measure.over(), period) {
            (Over::Periods, Period::Total) => Some(0),
            (Over::Periods, Period::Year(year)) => (1..=self.years).contains(&year).then_some(year),
            (Over::Periods, Period::Quarter(quarter)) => {
                (1..=self.quarters).contains(&quarter).then_some(self.years + quarter)
            }
            (Over::CensusDays, Period::CensusDay(day)) => Some(day),
            _ => None,
        }
    }

    /// Whether it is measured of everybody and left out of this group, since no history had any.
    fn is_left_out(&self, at: usize, measure: Measure, group: Group) -> bool {
        let everybody = self.series.get(&(measure, Group::All));
        let is_there = group != Group::All && group.is_among(self.classes);
        is_there && everybody.is_some_and(|everybody| at < everybody.len())
    }

    /// Whether there was anything of which it could be a share.
    fn ever_was_a_whole(&self, at: usize, measure: Measure, group: Group) -> bool {
        let Some(whole) = measure.whole() else { return !measure.may_lack() };
        let wholes = self.series.get(&(whole, group.whole()));
        let whole = wholes.and_then(|wholes| wholes.get(at).copied().flatten());
        whole.is_some_and(|[mean, ..]| mean > 0.0)
    }
}
