//! Histories gathered into sums and histograms of whole numbers, and those into statistics.

use super::half_width::Headline;
use super::history::{Count, History, KINDS, overlaps};
use super::outline::Outline;
use crate::domain::{Kind, ReturnReason, RuleSet};
use crate::simulation::Model;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is measured, by its name in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Households that asked.
    Referrals,
    /// Households placed.
    Placed,
    /// Unmet need: capacity, proximity, needs, and those who gave up while something suited but was full.
    /// Named so that the sum of all `unmet_…` measures stays the sum of the reasons.
    UnmetNeed,
    /// Turned away for a reason of the annual return.
    Unmet(ReturnReason),
    /// Gave up waiting while something suited but was full.
    Withdrew,
    /// Still waiting at the end.
    StillWaiting,
    /// Made safe at home instead.
    Sanctuary,
    /// Children of households with unmet need.
    ChildrenTurnedAway,
    /// Share of open unit-nights lived in.
    Occupancy,
    /// Mean wait, in days, of those placed.
    WaitDays,
}

impl Measure {
    /// Its name in the table.
    pub fn name(self) -> String {
        match self {
            Self::Referrals => "referrals".to_owned(),
            Self::Placed => "placed".to_owned(),
            Self::UnmetNeed => "need_unmet".to_owned(),
            Self::Unmet(reason) => format!("unmet_{reason}"),
            Self::Withdrew => "withdrew".to_owned(),
            Self::StillWaiting => "still_waiting".to_owned(),
            Self::Sanctuary => "sanctuary".to_owned(),
            Self::ChildrenTurnedAway => "children_turned_away".to_owned(),
            Self::Occupancy => "occupancy".to_owned(),
            Self::WaitDays => "wait_days".to_owned(),
        }
    }

    /// What one whole number of it stands for: shares and days are kept as millionths.
    fn scale(self) -> f64 {
        match self {
            Self::Occupancy | Self::WaitDays => MILLION,
            _ => 1.0,
        }
    }
}

const MILLION: f64 = 1e6;
const MILLIONTHS: i128 = 1_000_000;

/// Statistics of the table, in order.
pub const STATISTICS: [&str; 9] =
    ["mean", "se", "p2_5", "p10", "p25", "p50", "p75", "p90", "p97_5"];

/// Percentiles among them, in thousandths.
const PERCENTILES: [u64; 7] = [25, 100, 250, 500, 750, 900, 975];

/// One row of the tidy table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// `total`, `year_1`…, `quarter_1`….
    pub period: String,
    /// Measure.
    pub measure: String,
    /// `all`, a kind, a class, or a barrier.
    pub group: String,
    /// One of [`STATISTICS`].
    pub statistic: &'static str,
    /// Value.
    pub value: f64,
}

/// One figure over replications: its sum, its sum of squares, and how often each value came.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    n: u64,
    sum: i128,
    squares: i128,
    pub(super) values: BTreeMap<i64, u64>,
}

impl Cell {
    fn add(&mut self, value: i64) {
        self.n += 1;
        self.sum += i128::from(value);
        self.squares += i128::from(value) * i128::from(value);
        *self.values.entry(value).or_default() += 1;
    }

    /// From how often each value came.
    pub(super) fn of(values: BTreeMap<i64, u64>) -> Self {
        let over = |of: fn(i128) -> i128| {
            values.iter().map(|(value, times)| of(i128::from(*value)) * i128::from(*times)).sum()
        };
        let (sum, squares) = (over(|value| value), over(|value| value * value));
        Self { n: values.values().sum(), sum, squares, values }
    }

    fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
        for (value, count) in &other.values {
            *self.values.entry(*value).or_default() += count;
        }
    }

    /// The statistics; cells that some replications never touched were 0 in those.
    #[expect(clippy::cast_precision_loss, reason = "one rounding, from exact integers")]
    fn statistics(&self, replications: u64, counts_zero: bool, scale: f64) -> Option<[f64; 9]> {
        let n = if counts_zero { replications } else { self.n };
        if n == 0 {
            return None;
        }
        let mean = self.sum as f64 / n as f64 / scale;
        // n·Σx² − (Σx)² is exact in integers; only its root is rounded.
        let spread = (i128::from(n) * self.squares - self.sum * self.sum).max(0);
        let variance = if n > 1 { spread as f64 / (n as f64 * (n - 1) as f64) } else { 0.0 };
        let se = libm::sqrt(variance / n as f64) / scale;
        let mut statistics = [mean, se, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        for (slot, thousandths) in PERCENTILES.into_iter().enumerate() {
            statistics[slot + 2] = self.percentile(n, thousandths) as f64 / scale;
        }
        Some(statistics)
    }

    /// The inverse of the empirical distribution: the least value that at least this share stays within.
    fn percentile(&self, n: u64, thousandths: u64) -> i64 {
        let rank = (n * thousandths).div_ceil(1000).max(1);
        // No measure is negative, so the replications that never touched this cell come first, with 0.
        let mut within = n - self.n;
        if within >= rank {
            return 0;
        }
        for (value, count) in &self.values {
            within += count;
            if within >= rank {
                return *value;
            }
        }
        0
    }
}

/// All cells of one series: total, years, quarters.
#[derive(Debug, Clone, Default)]
pub(super) struct Series(pub(super) Vec<Cell>);

/// The tables of many replications.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub(super) replications: u64,
    pub(super) inconsistent: u64,
    pub(super) series: BTreeMap<(Measure, Group), Series>,
}

/// Who a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Group {
    All,
    Kind(usize),
    Class(usize),
    /// By its order among rule sets.
    Barrier(u16),
}

impl Group {
    /// Whether there is such a group where there are so many classes of household.
    pub(super) fn is_among(self, classes: usize) -> bool {
        match self {
            Self::All | Self::Barrier(_) => true,
            Self::Kind(kind) => kind < KINDS,
            Self::Class(class) => class < classes,
        }
    }
}

impl Tables {
    /// Takes up one replication.
    pub fn add(&mut self, history: &History, open_ms: &[Vec<i64>; 3]) {
        self.replications += 1;
        self.inconsistent += u64::from(!history.is_conserved());
        for group in 0..history.groups() {
            let name = if group == 0 { Group::All } else { Group::Class(group - 1) };
            self.add_counts(history, group, name);
        }
        for (kind, open_ms) in open_ms.iter().enumerate() {
            self.counted(Measure::Placed, Group::Kind(kind), history.placed_in(kind));
            self.shared(
                Measure::Occupancy,
                Group::Kind(kind),
                history.lived_in_ms(kind),
                open_ms,
                1,
            );
        }
        let together = |of: &dyn Fn(usize) -> Vec<i64>| {
            (0..KINDS)
                .map(of)
                .reduce(|a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect())
                .unwrap_or_default()
        };
        let lived = together(&|kind| history.lived_in_ms(kind).to_vec());
        let open = together(&|kind| open_ms[kind].clone());
        self.shared(Measure::Occupancy, Group::All, &lived, &open, 1);
        for (reason, set, quarters) in history.barriers() {
            if !set.is_empty() {
                self.counted(Measure::Unmet(reason), Group::Barrier(set.order_key()), quarters);
            }
        }
    }

    fn add_counts(&mut self, history: &History, group: usize, name: Group) {
        const A_DAY_MS: i64 = 86_400_000;
        let of = |count| history.of(count, group);
        self.counted(Measure::Referrals, name, of(Count::Referrals));
        self.counted(Measure::Placed, name, of(Count::Placed));
        self.counted(Measure::Withdrew, name, of(Count::Withdrew));
        self.counted(Measure::StillWaiting, name, of(Count::StillWaiting));
        self.counted(Measure::ChildrenTurnedAway, name, of(Count::ChildrenTurnedAway));
        // Not simulated: the series stands in the table and stays 0.
        self.series_of(Measure::Sanctuary, name, of(Count::Referrals).len());
        let mut need = of(Count::Withdrew).to_vec();
        for reason in ReturnReason::ALL {
            let quarters = of(Count::Unmet(reason));
            self.counted(Measure::Unmet(reason), name, quarters);
            if reason.is_unmet_need() {
                need.iter_mut().zip(quarters).for_each(|(sum, n)| *sum += n);
            }
        }
        self.counted(Measure::UnmetNeed, name, &need);
        self.shared(Measure::WaitDays, name, of(Count::WaitedMs), of(Count::Placed), A_DAY_MS);
    }

    fn counted(&mut self, measure: Measure, group: Group, quarters: &[i64]) {
        let series = self.series_of(measure, group, quarters.len());
        for (cell, n) in series.0.iter_mut().zip(periods(quarters)) {
            if n != 0 {
                cell.add(n);
            }
        }
    }

    /// A share of each period's own whole; a period without a whole has no value.
    fn shared(&mut self, measure: Measure, group: Group, parts: &[i64], wholes: &[i64], unit: i64) {
        let series = self.series_of(measure, group, parts.len());
        for ((cell, part), whole) in series.0.iter_mut().zip(periods(parts)).zip(periods(wholes)) {
            let whole = i128::from(whole) * i128::from(unit);
            if whole > 0 {
                let share = (i128::from(part) * MILLIONTHS + (whole >> 1)).div_euclid(whole);
                cell.add(i64::try_from(share).unwrap_or(i64::MAX));
            }
        }
    }

    fn series_of(&mut self, measure: Measure, group: Group, quarters: usize) -> &mut Series {
        let periods = 1 + quarters.div_ceil(4) + quarters;
        self.series
            .entry((measure, group))
            .or_insert_with(|| Series(vec![Cell::default(); periods]))
    }

    /// Both together, in either order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        if self.replications == 0 {
            return other;
        }
        self.replications += other.replications;
        self.inconsistent += other.inconsistent;
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
        let total = |measure| self.series.get(&(measure, Group::All)).and_then(|s| s.0.first());
        let needs = total(Measure::UnmetNeed).into_iter().flat_map(|cell| &cell.values);
        let asked = total(Measure::Referrals).and_then(|cell| cell.values.last_key_value());
        Headline::new(
            self.replications,
            needs.map(|(value, histories)| (*value, *histories)),
            asked.map_or(0, |(most, _)| *most),
        )
    }

    /// Replications in which some referral had no outcome, or two.
    pub fn inconsistent(&self) -> u64 {
        self.inconsistent
    }

    /// The tidy table. Rows that would be all zero are kept for everybody and left out for other groups.
    pub fn rows(&self, outline: &Outline) -> Vec<Row> {
        let years = outline.quarter_days.len().div_ceil(4);
        let mut rows = Vec::new();
        for ((measure, group), series) in &self.series {
            let counts_zero = !matches!(measure, Measure::Occupancy | Measure::WaitDays);
            if *group != Group::All && counts_zero && series.0.iter().all(|cell| cell.n == 0) {
                continue;
            }
            for (at, cell) in series.0.iter().enumerate() {
                let Some(values) = cell.statistics(self.replications, counts_zero, measure.scale())
                else {
                    continue;
                };
                // One history knows no standard error: 0 would read as certainty.
                let known = STATISTICS
                    .into_iter()
                    .zip(values)
                    .filter(|(statistic, _)| self.replications > 1 || *statistic != "se");
                rows.extend(known.map(|(statistic, value)| Row {
                    period: period_name(at, years),
                    measure: measure.name(),
                    group: group_name(*group, &outline.classes),
                    statistic,
                    value,
                }));
            }
        }
        rows
    }
}

/// Total, years and quarters of a series of quarters.
fn periods(quarters: &[i64]) -> impl Iterator<Item = i64> {
    let total = std::iter::once(quarters.iter().sum());
    total.chain(quarters.chunks(4).map(|year| year.iter().sum())).chain(quarters.iter().copied())
}

fn period_name(at: usize, years: usize) -> String {
    match at {
        0 => "total".to_owned(),
        year if year <= years => format!("year_{year}"),
        quarter => format!("quarter_{}", quarter - years),
    }
}

fn group_name(group: Group, classes: &[String]) -> String {
    match group {
        Group::All => "all".to_owned(),
        Group::Kind(kind) => Kind::ALL[kind].name().to_owned(),
        Group::Class(class) => classes[class].clone(),
        Group::Barrier(key) => {
            let rules: Vec<&str> =
                RuleSet::from_order_key(key).iter().map(crate::domain::RuleName::name).collect();
            rules.join("+")
        }
    }
}

/// How long the units of each kind are open in each quarter, in milliseconds.
pub(super) fn open_ms(model: &Model<'_>) -> [Vec<i64>; 3] {
    let mut open = [0, 1, 2].map(|_| vec![0; model.calendar.quarters()]);
    for (unit, opens) in model.opens.iter().enumerate() {
        let Some(opens) = *opens else { continue };
        for (quarter, ms) in overlaps(&model.calendar, opens, model.calendar.end()) {
            open[model.kinds[unit] as usize][quarter] += ms;
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_invert_the_empirical_distribution_with_unseen_zeros() {
        let mut cell = Cell::default();
        for value in [3, 1, 2] {
            cell.add(value);
        }
        // Of ten replications seven had 0: the median is 0, nine tenths stay within 2, all within 3.
        let statistics = cell.statistics(10, true, 1.0).unwrap();
        assert_eq!(&statistics[2..], &[0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        assert!((statistics[0] - 0.6).abs() < 1e-12);
    }

    #[test]
    fn merging_in_either_order_gives_the_same() {
        let mut parts = [Cell::default(), Cell::default()];
        parts[0].add(5);
        parts[1].add(7);
        let (mut ab, mut ba) = (parts[0].clone(), parts[1].clone());
        ab.merge(&parts[1]);
        ba.merge(&parts[0]);
        assert_eq!(ab.statistics(4, true, 1.0), ba.statistics(4, true, 1.0));
    }
}
