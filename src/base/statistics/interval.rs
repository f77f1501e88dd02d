//! Differences between two runs on the same tapes, and ratios, with their intervals.
//!
//! Everything is kept as sums of whole numbers, so threads leave no trace. Intervals are Student's t over
//! replications; with several comparisons the chance of error is shared out among them (Bonferroni), so that
//! all intervals hold together in 95 of 100 runs. Not here: what is compared (`compare`, `policy`).

use super::float::nearest;
use super::student::two_sided;
use schemars::JsonSchema;
use serde::Serialize;

/// The chance that any interval of a family misses, at most.
const ERROR: f64 = 0.05;

/// Fewer histories that differ than this say nothing that an interval could be trusted with.
const LEAST_DIFFERING: u64 = 20;

/// An estimate with the interval in which it lies in 95 of 100 runs, together with all of its family.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Interval {
    /// The mean over replications.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether all of it lies above zero.
    pub fn is_above_zero(self) -> bool {
        self.low > 0.0
    }

    /// Whether all of it lies on one side of zero.
    pub fn is_off_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// The same in another unit.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let [low, high] = [self.low, self.high].map(|end| end * factor);
        Self { mean: self.mean * factor, low: low.min(high), high: low.max(high) }
    }

    /// On which side of nothing it lies, where so many histories differ.
    pub fn says(self, differing: u64) -> Says {
        if differing < LEAST_DIFFERING {
            Says::NotDistinguishable
        } else if self.low > 0.0 {
            Says::More
        } else if self.high < 0.0 {
            Says::Fewer
        } else {
            Says::NotDistinguishable
        }
    }

    /// Of a mean and its standard error with so many degrees of freedom, one of so many comparisons.
    pub fn around(mean: f64, se: f64, freedom: u64, comparisons: usize) -> Self {
        let error = ERROR / nearest(comparisons.max(1));
        let spread = if se > 0.0 { se * two_sided(error, freedom) } else { 0.0 };
        Self { mean, low: mean - spread, high: mean + spread }
    }
}

/// What a difference says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// No history differs at all.
    Same,
    /// Fewer, beyond doubt.
    Fewer,
    /// More, beyond doubt.
    More,
    /// The interval holds zero, or too few histories differ to trust it.
    NotDistinguishable,
}

/// One whole number for each replication, summed up; replications without one had 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    sum: i128,
    squares: i128,
    differing: u64,
}

impl Sums {
    /// Takes up a replication's number.
    pub fn add(&mut self, value: i64) {
        let value = i128::from(value);
        self.sum += value;
        self.squares += value * value;
        self.differing += u64::from(value != 0);
    }

    /// Both together, in either order.
    pub fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        self.squares += other.squares;
        self.differing += other.differing;
    }

    /// Replications whose number was not 0.
    pub fn differing(&self) -> u64 {
        self.differing
    }

    /// The mean over `n` replications.
    pub fn mean(&self, n: u64) -> f64 {
        nearest(self.sum) / nearest(n.max(1))
    }

    /// The standard error of the mean over `n` replications.
    pub fn se(&self, n: u64) -> f64 {
        if n < 2 {
            return f64::INFINITY;
        }
        let spread = (i128::from(n) * self.squares - self.sum * self.sum).max(0);
        libm::sqrt(nearest(spread) / (nearest(n) * nearest(n - 1) * nearest(n)))
    }

    /// The mean with its interval, one of so many comparisons.
    pub fn interval(&self, n: u64, comparisons: usize) -> Interval {
        Interval::around(self.mean(n), self.se(n), n.saturating_sub(1), comparisons)
    }

    /// What the difference says, one of so many comparisons.
    pub fn says(&self, n: u64, comparisons: usize) -> Says {
        let interval = self.interval(n, comparisons);
        if self.squares == 0 { Says::Same } else { interval.says(self.differing) }
    }
}

/// A ratio of two sums over replications.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratio {
    n: u64,
    top: i128,
    bottom: i128,
    top_squares: i128,
    both: i128,
    bottom_squares: i128,
    differing: u64,
}

impl Ratio {
    /// Takes up a replication.
    pub fn add(&mut self, top: i64, bottom: i64) {
        let (a, b) = (i128::from(top), i128::from(bottom));
        self.n += 1;
        self.top += a;
        self.bottom += b;
        self.top_squares += a * a;
        self.both += a * b;
        self.bottom_squares += b * b;
        self.differing += u64::from(top != 0);
    }

    /// Both together, in either order.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.top += other.top;
        self.bottom += other.bottom;
        self.top_squares += other.top_squares;
        self.both += other.both;
        self.bottom_squares += other.bottom_squares;
        self.differing += other.differing;
    }

    /// The ratio with its interval by the delta method; exactly 0 where every top was 0.
    pub fn interval(&self, comparisons: usize) -> Interval {
        if self.bottom == 0 || self.top_squares == 0 {
            return Interval { mean: 0.0, low: 0.0, high: 0.0 };
        }
        let n = nearest(self.n);
        let ratio = nearest(self.top) / nearest(self.bottom);
        let residuals = nearest(self.top_squares) - 2.0 * ratio * nearest(self.both)
            + ratio * ratio * nearest(self.bottom_squares);
        let variance = residuals.max(0.0) * n / (n - 1.0).max(f64::MIN_POSITIVE);
        let se = libm::sqrt(variance) / nearest(self.bottom);
        Interval::around(ratio, se, self.n.saturating_sub(1), comparisons)
    }

    /// Whether the ratio lies above 0 beyond doubt, and enough histories say so.
    pub fn is_above_zero(&self, comparisons: usize) -> bool {
        self.differing >= LEAST_DIFFERING && self.interval(comparisons).is_above_zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[i64]) -> Sums {
        let mut sums = Sums::default();
        for &value in values {
            sums.add(value);
        }
        sums
    }

    #[test]
    fn the_ends_of_what_is_counted_the_other_way_round_change_places() {
        let averted = Interval { mean: 1.7, low: 0.8, high: 2.5 };
        assert_eq!(averted.times(-1.0), Interval { mean: -1.7, low: -2.5, high: -0.8 });
    }

    #[test]
    fn pairs_that_never_differ_are_the_same_and_have_no_interval() {
        let same = sums(&[0; 50]);
        assert_eq!(same.says(50, 7), Says::Same);
        assert_eq!(same.interval(50, 7), Interval { mean: 0.0, low: 0.0, high: 0.0 });
    }

    #[test]
    fn a_few_histories_that_differ_say_nothing() {
        // The interval alone would call this "fewer": one less in each of the 19 histories there are.
        assert_eq!(sums(&[-1; 19]).says(19, 1), Says::NotDistinguishable);
        assert_eq!(sums(&[-1; 20]).says(20, 1), Says::Fewer);
    }

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        // Mean 2, standard deviation 1.5811, n 5: t(0.975, 4) = 2.7764 gives 2 ± 1.9633.
        let interval = sums(&[0, 1, 2, 3, 4]).interval(5, 1);
        assert!((interval.mean - 2.0).abs() < 1e-12);
        assert!((interval.high - 3.963_243).abs() < 1e-5, "{interval:?}");
    }

    #[test]
    fn more_comparisons_make_wider_intervals() {
        let sums = sums(&[1, 2, 4, 8]);
        assert!(sums.interval(4, 10).low < sums.interval(4, 1).low);
    }

    /// Independent comparisons, so the intervals of all ten hold together in (1 - 0.05/10)^10 = 95.1% of
    /// families; 4 standard deviations of 2,000 families are 1.9%.
    #[test]
    fn corrected_intervals_hold_together_as_often_as_they_say() {
        const FAMILIES: u32 = 2000;
        let streams = crate::base::random::Streams::new(5, 0);
        let stream = crate::base::random::Stream::Arrival;
        let value = |family: u32, comparison: u32, history: u32| {
            // A sum of two uniform numbers, in thousandths: mean 1000.
            let draw = |n| streams.number(family, stream, 2 * (64 * comparison + history) + n);
            #[expect(clippy::cast_possible_truncation, reason = "below 2000")]
            let whole = ((0..2).map(draw).sum::<f64>() * 1000.0) as i64;
            whole
        };
        let covers = |family| {
            (0..10).all(|comparison| {
                let of: Vec<i64> = (0..40).map(|n| value(family, comparison, n)).collect();
                let interval = sums(&of).interval(40, 10);
                // Thousandths were cut, not rounded: half of one is lost.
                interval.low <= 999.5 && 999.5 <= interval.high
            })
        };
        let covered = (0..FAMILIES).filter(|&family| covers(family)).count();
        let share = f64::from(u32::try_from(covered).unwrap()) / f64::from(FAMILIES);
        assert!((share - 0.951).abs() < 0.019, "{share}");
    }

    #[test]
    fn a_ratio_with_a_constant_bottom_is_a_mean() {
        let (mut ratio, mut mean) = (Ratio::default(), Sums::default());
        for value in [3, 5, 4, 9, 1] {
            ratio.add(value, 10);
            mean.add(value);
        }
        let (ratio, mean) = (ratio.interval(3), mean.interval(5, 3).times(0.1));
        assert!((ratio.mean - mean.mean).abs() < 1e-12 && (ratio.low - mean.low).abs() < 1e-9);
    }
}
