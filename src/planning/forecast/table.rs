//! Figures over histories into the statistics of the table and of pictures.

use super::cell::{CONTROLS, Cell, Whole};
use super::control::{Control, Known, commons, controlled, controlled_rate, known};
use super::half_width::{Headline, Seen};
use super::history::{WaitEnded, Waits};
use super::measure::{Group, Measure, Over};
use super::outline::Outline;
use super::split::{ByDraw, OfDraw, Split};
use crate::base::domain::Kind;
use crate::base::statistics::{Controlled, Regression, float, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use super::cell::STATISTICS;

/// Statistics of the table beside these, where means of control variates are known.
pub const CONTROLLED: [&str; 2] = ["mean_controlled", "se_controlled"];

/// One row of the tidy table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// `total`, `year_1`…, `quarter_1`…, or `day_91.25` where residents are counted.
    pub period: Arc<str>,
    /// Measure.
    pub measure: Arc<str>,
    /// `all`, a kind, a class, or a barrier.
    pub group: Arc<str>,
    /// One of [`STATISTICS`] or [`CONTROLLED`].
    pub statistic: &'static str,
    /// Value.
    pub value: f64,
}

/// The figures of one measure and group: total, years, quarters; or weeks, or census days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Series(pub(super) Vec<Cell>);

/// The tables of many replications.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    pub(super) replications: u64,
    pub(super) inconsistent: u64,
    pub(super) waits: Waits,
    /// Unmet need by draw, where numbers are drawn.
    pub(super) by_draw: ByDraw,
    /// Means known beforehand; empty: none are.
    pub(super) known: Known,
    /// Series of classes, kinds and barriers stand here only where some history had anything.
    pub(super) series: BTreeMap<(Measure, Group), Series>,
}

/// What is told week by week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weekly {
    /// Share of open unit-nights lived in, of one kind of unit.
    Occupancy(Kind),
    /// Mean number of households supported in second stage.
    SecondStage,
}

/// Which statistic of a figure, in the order of [`STATISTICS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Mean.
    Mean,
    /// Standard error of the mean.
    Se,
    /// 2.5 of 100 histories stay within it; and so on.
    P2_5,
    /// 10 of 100.
    P10,
    /// 25 of 100.
    P25,
    /// The median.
    P50,
    /// 75 of 100.
    P75,
    /// 90 of 100.
    P90,
    /// 97.5 of 100.
    P97_5,
}

impl Statistic {
    /// It, among all of a figure.
    pub fn of(self, statistics: &Statistics) -> f64 {
        statistics[self as usize]
    }
}

/// The statistics of one figure, in the order of [`STATISTICS`].
pub type Statistics = [f64; STATISTICS.len()];

impl Tables {
    /// Keeps a series, unless it says nothing that would not be said without it.
    pub(super) fn keep(&mut self, of: (Measure, Group), mut cells: Vec<Cell>) {
        let says_nothing = cells.iter().all(|cell| cell.is_zero() && cell.n == 0);
        if cells.is_empty() || (of.1 != Group::All && says_nothing) {
            return;
        }
        for cell in &mut cells {
            cell.above.shrink();
        }
        self.series.insert(of, Series(cells));
    }

    /// Both together, in either order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        if self.replications == 0 && self.series.is_empty() {
            return other;
        }
        self.replications += other.replications;
        self.inconsistent += other.inconsistent;
        self.waits.merge(&other.waits);
        self.by_draw.merge(&other.by_draw);
        if self.known == Known::default() {
            self.known = other.known;
        }
        for (key, theirs) in other.series {
            match self.series.get_mut(&key) {
                Some(mine) => mine.0.iter_mut().zip(&theirs.0).for_each(|(a, b)| a.merge(b)),
                None => drop(self.series.insert(key, theirs)),
            }
        }
        self
    }

    /// How unmet need over the whole span has come out, history by history.
    pub fn headline(&self) -> Headline {
        let total = |measure| self.cell(measure, Group::All, 0);
        let Some(needs) = total(Measure::UnmetNeed) else {
            return Headline::new(self.replications, std::iter::empty(), 0);
        };
        let fineness = Measure::UnmetNeed.fineness();
        let seen = needs.above.iter().map(|(bucket, histories)| Seen {
            least: i64::try_from(fineness.least(bucket)).unwrap_or(i64::MAX),
            greatest: i64::try_from(fineness.greatest(bucket)).unwrap_or(i64::MAX),
            histories,
        });
        let asked = total(Measure::Referrals).and_then(|cell| cell.above.last());
        let most_asked = asked.map_or(0, |bucket| Measure::Referrals.fineness().greatest(bucket));
        let sums = (needs.sum, needs.squares);
        let most_asked = i64::try_from(most_asked).unwrap_or(i64::MAX);
        let headline = Headline::of_sums(self.replications, sums, seen, most_asked);
        let of = |draw: &OfDraw| (draw.histories, draw.need);
        let headline = headline.of_draws(self.by_draw.0.values().map(of));
        match self.regression() {
            Some((regression, common)) => headline.controlled(&regression, common),
            None => headline,
        }
    }

    /// What unmet need over the whole span has in common with the controls: within draws, where histories took all draws
    /// equally often.
    fn regression(&self) -> Option<(Regression<CONTROLS>, [f64; CONTROLS])> {
        let needs = self.cell(Measure::UnmetNeed, Group::All, 0)?;
        let controls = self.controls(Group::All, 0)?;
        let regression = Regression::of(&controls, self.replications);
        let common = commons(needs, &controls, self.replications);
        Some(match self.by_draw.evenly() {
            None => (regression, common),
            Some(each) => {
                let between = |of: fn(&OfDraw) -> u64, other: fn(&OfDraw) -> u64| {
                    self.by_draw.between(each, of, other)
                };
                let sums: [fn(&OfDraw) -> u64; CONTROLS] =
                    [|own| own.arrivals, |own| own.arrivals, |own| own.nights];
                let within = |one: usize, other: usize| {
                    nearest(controls[one].products[other]) - between(sums[one], sums[other])
                };
                let each = [0, 1, 2];
                let regression = Regression {
                    controls: each.map(|one| each.map(|other| within(one, other))),
                    freedom: self.replications.saturating_sub(self.by_draw.0.len() as u64),
                    ..regression
                };
                let common = each
                    .map(|at| nearest(needs.with_controls[at]) - between(|own| own.need, sums[at]));
                (regression, common)
            }
        })
    }

    /// A figure's mean by the help of control variates; none where none are known, where few histories tell, and of what
    /// not every history has.
    pub(super) fn controlled(
        &self,
        (measure, group): (Measure, Group),
        at: usize,
    ) -> Option<Controlled> {
        let n = self.replications;
        let cell = self.cell(measure, group, at)?;
        if measure.over() != Over::Periods || (measure.may_lack() && cell.n != n) {
            return None;
        }
        let controls = self.controls(measure.own_arrivals(group), at)?;
        let controlled = match measure.whole() {
            Some(whole) => {
                let whole = self.cell(whole, group.whole(), at)?;
                controlled_rate((cell, whole), &controls, n)?
            }
            None => controlled(cell, &controls, n)?,
        };
        let scale = if measure.whole().is_some() { 1.0 } else { measure.scale() };
        Some(Controlled { mean: controlled.mean / scale, se: controlled.se / scale, ..controlled })
    }

    /// Arrivals of a group and of everybody, and the nights that these would stay, over a period.
    fn controls(&self, own: Group, at: usize) -> Option<[Control; CONTROLS]> {
        let of_group = |group: Group| {
            let class = group.class().map_or(0, |class| class + 1);
            let cell = self.cell(Measure::Arrivals, group, at)?;
            Some((cell, *self.known.arrivals.get(class)?.get(at)?))
        };
        let (own, all) = (of_group(own)?, of_group(Group::All)?);
        let nights = self.cell(Measure::OfferedNights, Group::All, at)?;
        let each = [own, all, (nights, *self.known.nights.get(at)?)];
        // Σ of own arrivals and of all stands with own arrivals, so both ways are the same number.
        let products = |one: usize, other: usize| {
            let (first, second) = (one.min(other), one.max(other));
            if first == second {
                each[first].0.squares
            } else {
                each[first].0.with_controls[second]
            }
        };
        Some([0, 1, 2].map(|one| Control {
            sum: each[one].0.sum,
            mean: known(each[one].1),
            products: [0, 1, 2].map(|other| products(one, other)),
        }))
    }

    /// How much of what is open about a year's unmet need is chance; none: nothing is drawn, or too little to tell.
    pub fn split(&self, years: f64) -> Option<Split> {
        let squares = self.cell(Measure::UnmetNeed, Group::All, 0)?.squares;
        Split::of(&self.by_draw, squares, years)
    }

    /// Replications in which some request had no outcome, or two.
    pub fn inconsistent(&self) -> u64 {
        self.inconsistent
    }

    /// The share of histories and years in which at least so many households had unmet need, from 0 to 1; none
    /// where there is no history. From 8,192 on the number is rounded down as percentiles are.
    pub fn exceedance(&self, at_least: u64) -> Option<f64> {
        let series = self.series.get(&(Measure::UnmetNeed, Group::All))?;
        // A year is four quarters, and before them stands the total.
        let years = series.0.len().saturating_sub(1).div_euclid(5);
        let all = self.replications * years as u64;
        let fineness = Measure::UnmetNeed.fineness();
        let least = fineness.bucket(at_least);
        let beyond = |cell: &Cell| -> u64 {
            let buckets = cell.above.iter().filter(|(bucket, _)| *bucket >= least);
            buckets.map(|(_, histories)| histories).sum()
        };
        let found: u64 = series.0[1..].iter().take(years).map(beyond).sum();
        (all > 0).then(|| if least == 0 { 1.0 } else { float(found) / float(all) })
    }

    /// Week by week from the first day that counts; none where no unit of the kind is open.
    pub fn by_week(&self, what: Weekly) -> Vec<Option<Statistics>> {
        let of = match what {
            Weekly::Occupancy(kind) => (Measure::OccupancyByWeek, Group::Kind(kind as usize)),
            Weekly::SecondStage => (Measure::SecondStageByWeek, Group::All),
        };
        let weeks = self.series.get(&of).map_or(0, |series| series.0.len());
        (0..weeks).map(|week| self.statistics(of, week)).collect()
    }

    /// How many waits there were of 0, 1… whole days up to 60, and of longer, over all histories; of requests
    /// within the span.
    pub fn waits(&self, ended: WaitEnded) -> &[u64] {
        &self.waits.0[ended as usize]
    }

    /// Whether the sums of every rate could have come of what it is a rate of: the part is in no history more
    /// than the whole.
    pub(super) fn rates_are_sound(&self) -> bool {
        self.series.iter().all(|((measure, group), series)| {
            let Some(whole) = measure.whole() else { return true };
            let Some(wholes) = self.series.get(&(whole, group.whole())) else { return false };
            series.0.iter().zip(&wholes.0).all(|(cell, whole)| {
                cell.above.histories() <= whole.above.histories()
                    && (0..=whole.sum).contains(&cell.sum)
                    && (cell.sum..=whole.squares).contains(&cell.squares)
                    && (cell.squares..=whole.squares).contains(&cell.cross)
            })
        })
    }

    /// Whether what is kept by draw adds up to the whole.
    pub(super) fn draws_are_sound(&self) -> bool {
        let all = self.by_draw.all();
        let sum = |measure| self.cell(measure, Group::All, 0).map_or(0, |cell| cell.sum);
        self.by_draw.0.is_empty()
            || [
                (all.need, Measure::UnmetNeed),
                (all.arrivals, Measure::Arrivals),
                (all.nights, Measure::OfferedNights),
            ]
            .into_iter()
            .all(|(own, measure)| i128::from(own) == sum(measure))
    }

    /// Whether sums of products with controls could have come of histories: none is below 0 or more than both vary
    /// (Cauchy and Schwarz), and everybody's arrivals with themselves are their squares.
    pub(super) fn controls_are_sound(&self) -> bool {
        // Squares of sums are compared as floats.
        const ROUNDING: f64 = 1.0 + 1e-9;
        let fits = |cell: &Cell, sum: i128, control: &Cell| {
            let most = nearest(cell.squares) * nearest(control.squares);
            sum >= 0 && nearest(sum) * nearest(sum) <= most * ROUNDING
        };
        let by_period =
            self.series.iter().filter(|((measure, _), _)| measure.over() == Over::Periods);
        by_period.into_iter().all(|((measure, group), series)| {
            let own = measure.own_arrivals(*group);
            series.0.iter().enumerate().all(|(at, cell)| {
                let controls = [
                    (Measure::Arrivals, own),
                    (Measure::Arrivals, Group::All),
                    (Measure::OfferedNights, Group::All),
                ];
                controls.into_iter().zip(cell.with_controls).all(|((control, of), sum)| {
                    self.cell(control, of, at).map_or(sum == 0, |control| fits(cell, sum, control))
                }) && ((*measure, *group) != (Measure::Arrivals, Group::All)
                    || cell.with_controls[..2] == [cell.squares; 2])
            })
        })
    }

    fn cell(&self, measure: Measure, group: Group, at: usize) -> Option<&Cell> {
        self.series.get(&(measure, group))?.0.get(at)
    }

    pub(super) fn statistics(
        &self,
        (measure, group): (Measure, Group),
        at: usize,
    ) -> Option<Statistics> {
        let cell = self.cell(measure, group, at)?;
        if let Some(whole) = measure.whole() {
            let whole = self.cell(whole, group.whole(), at)?;
            let (n, sum, squares) = (whole.above.histories(), whole.sum, whole.squares);
            return cell.rate_statistics(self.replications, Whole { n, sum, squares });
        }
        let n = if measure.may_lack() { cell.n } else { self.replications };
        cell.statistics(n, measure.fineness(), measure.scale())
    }

    /// The tidy table. Rows that would be all zero are kept for everybody and left out for other groups.
    pub fn rows(&self, outline: &Outline) -> Vec<Row> {
        let years = outline.quarter_days.len().div_ceil(4);
        let periods: Vec<Arc<str>> = (0..=years + outline.quarter_days.len())
            .map(|at| period_name(at, years).into())
            .collect();
        let mut rows = Vec::new();
        for (&(measure, group), series) in &self.series {
            if measure.over() == Over::Weeks {
                continue;
            }
            let name = Arc::<str>::from(measure.name());
            let of = Arc::<str>::from(group.name(&outline.classes));
            for (at, _) in series.0.iter().enumerate() {
                let Some(values) = self.statistics((measure, group), at) else { continue };
                let period = match measure.over() {
                    Over::CensusDays => format!("day_{}", outline.census_days[at]).into(),
                    _ => Arc::clone(&periods[at]),
                };
                // One history knows no standard error: 0 would read as certainty.
                let known = STATISTICS
                    .into_iter()
                    .zip(values)
                    .filter(|(statistic, _)| self.replications > 1 || *statistic != "se");
                let controlled = self.controlled((measure, group), at);
                let controlled = controlled.map(|Controlled { mean, se, .. }| [mean, se]);
                let known =
                    known.chain(CONTROLLED.into_iter().zip(controlled.into_iter().flatten()));
                rows.extend(known.map(|(statistic, value)| Row {
                    period: Arc::clone(&period),
                    measure: Arc::clone(&name),
                    group: Arc::clone(&of),
                    statistic,
                    value,
                }));
            }
        }
        rows
    }
}

fn period_name(at: usize, years: usize) -> String {
    match at {
        0 => "total".to_owned(),
        year if year <= years => format!("year_{year}"),
        quarter => format!("quarter_{}", quarter - years),
    }
}
