//! Means over histories by the help of what was drawn for each.
//!
//! Where numbers are drawn, the load that a history happened to draw, and what part of a stay is the wait for a home, have means
//! that are known: those of all draws. What a figure has in common with them (linear regression over histories) is taken off
//! by as much as their means came out beside the known ones (`base/statistics/regression`). All figures of a reading go by the
//! same histories, so that a difference of means is the mean of differences.

use crate::base::statistics::{Interval, Regression, Says, TakenOff, float};
use crate::inputs::scenario::Scenario;

/// How many numbers that were drawn for a history are held beside its figures.
const DRAWN: usize = 2;

/// From so many histories on they are.
const ENOUGH: u32 = 20;

/// What was drawn for a history, each less its mean over all draws; 0 where nothing is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Conditions([f64; DRAWN]);

impl Conditions {
    /// For a history.
    pub(super) fn of(scenario: &Scenario, history: u32) -> Self {
        Self(scenario.load_and_wait(history).unwrap_or_default())
    }
}

/// Some number of households in a history.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Steadied {
    /// As they are counted.
    pub(super) counted: i64,
    /// How many of them the luck of stays turned away.
    pub(super) by_luck: f64,
    pub(super) conditions: Conditions,
}

impl Steadied {
    /// So many.
    #[cfg(test)]
    pub(super) fn just(households: f64) -> Self {
        Self { by_luck: -households, ..Self::default() }
    }

    /// How many there would be without luck.
    pub(super) fn households(self) -> f64 {
        float(self.counted) - self.by_luck
    }

    /// How many more than another plan turned away in the same history.
    #[must_use]
    pub(super) fn more_than(self, other: Self) -> Self {
        let (counted, by_luck) = (self.counted - other.counted, self.by_luck - other.by_luck);
        Self { counted, by_luck, conditions: self.conditions }
    }
}

/// Households, some number of them a history, summed up beside what was drawn for each.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sample {
    histories: u32,
    sum: f64,
    squares: f64,
    drawn: [f64; DRAWN],
    /// Of the first with itself, of the second with itself, of both.
    drawn_products: [f64; DRAWN + 1],
    products: [f64; DRAWN],
    /// Histories whose number was not 0 as it is counted.
    differing: u32,
}

/// A mean and its standard error.
struct Mean {
    mean: f64,
    se: f64,
}

impl FromIterator<Steadied> for Sample {
    fn from_iter<I: IntoIterator<Item = Steadied>>(iter: I) -> Self {
        let mut sample = Self::default();
        iter.into_iter().for_each(|one| sample.add(one));
        sample
    }
}

impl Sample {
    /// Takes up a history.
    pub(super) fn add(&mut self, one: Steadied) {
        let (figure, Conditions([load, wait])) = (one.households(), one.conditions);
        self.histories += 1;
        self.sum += figure;
        self.squares += figure * figure;
        let products = [(load, load * load), (wait, wait * wait)];
        for (which, (drawn, square)) in products.into_iter().enumerate() {
            self.drawn[which] += drawn;
            self.drawn_products[which] += square;
            self.products[which] += figure * drawn;
        }
        self.drawn_products[DRAWN] += load * wait;
        self.differing += u32::from(one.counted != 0);
    }

    /// The mean.
    pub(super) fn mean(&self) -> f64 {
        self.told().mean
    }

    /// The mean with its interval, one of so many comparisons.
    pub fn interval(&self, comparisons: usize) -> Interval {
        let Mean { mean, se } = self.told();
        Interval::around(mean, se, freedom(self.histories), comparisons)
    }

    /// What it says beside nothing, one of so many comparisons.
    pub(super) fn says(&self, comparisons: usize) -> Says {
        let interval = self.interval(comparisons);
        if self.squares <= 0.0 { Says::Same } else { interval.says(u64::from(self.differing)) }
    }

    /// By how much it lies above nothing, at least and at most, for a quantile of Student's t of as many degrees of freedom as
    /// [`freedom`] says. Where hardly any history differs, as if one did by one household: what was not seen may still happen.
    pub(super) fn bounds(&self, t: f64) -> (f64, f64) {
        let Mean { mean, se } = self.told();
        let spread = t * se.max(1.0 / f64::from(self.histories.max(1)));
        (mean - spread, mean + spread)
    }

    /// The regression on what was drawn, at the means that are known.
    fn told(&self) -> Mean {
        let n = f64::from(self.histories.max(1));
        let about = |products: f64, one: f64, other: f64| products - one * other / n;
        let (plain, squares) = (self.sum / n, about(self.squares, self.sum, self.sum));
        let freedom = freedom(self.histories);
        let [load, wait] = self.drawn;
        let [loads, waits, both] = self.drawn_products;
        let both = about(both, load, wait);
        let regression = Regression {
            controls: [[about(loads, load, load), both], [both, about(waits, wait, wait)]],
            above: self.drawn.map(|sum| sum / n),
            n,
            freedom,
        };
        let [with_load, with_wait] = self.products;
        let common = [about(with_load, self.sum, load), about(with_wait, self.sum, wait)];
        let found = if self.histories >= ENOUGH {
            regression.taken_off(plain, common, squares)
        } else {
            TakenOff { mean: plain, left: squares, slopes: 0.0, used: 0 }
        };
        let se = if freedom == 0 {
            f64::INFINITY
        } else {
            libm::sqrt(found.left.max(0.0) / float(freedom) * (1.0 / n + found.slopes))
        };
        Mean { mean: found.mean, se }
    }
}

/// Histories beyond what the mean of so many takes up, and the slopes of what was drawn, whether or not anything was.
pub(super) fn freedom(histories: u32) -> u64 {
    let slopes = if histories >= ENOUGH { DRAWN as u64 } else { 0 };
    u64::from(histories).saturating_sub(1 + slopes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Stream, Streams};
    use crate::base::statistics::from_the_definition;

    /// Histories whose figure goes by what was drawn for them, and by chance.
    fn history(run: u32, number: u32) -> Steadied {
        let streams = Streams::new(u64::from(run), number);
        let normal = |of: u32| {
            let number = |n| streams.number(of, Stream::Arrival, n);
            (0..12).map(number).sum::<f64>() - 6.0
        };
        let (load, wait) = (0.3 * normal(1), 0.1 * normal(2));
        let figure = 40.0 + 50.0 * load - 30.0 * wait + 4.0 * normal(3);
        Steadied { conditions: Conditions([load, wait]), ..Steadied::just(figure) }
    }

    #[test]
    fn a_mean_is_that_of_the_regression_at_the_known_means() {
        for run in 0..20 {
            let histories: Vec<Steadied> = (0..40 + run).map(|one| history(run, one)).collect();
            let sample: Sample = histories.iter().copied().collect();
            let figures: Vec<f64> = histories.iter().map(|one| one.households()).collect();
            let drawn: Vec<[f64; DRAWN]> = histories.iter().map(|one| one.conditions.0).collect();
            let (mean, se) = from_the_definition(&figures, &drawn, [0.0; DRAWN]);
            let told = sample.told();
            assert!((told.mean - mean).abs() < 1e-9, "{} {mean}", told.mean);
            assert!((told.se - se).abs() < 1e-9, "{} {se}", told.se);
        }
    }

    /// 95 in 100 intervals hold the truth: of 1,000 fewer than 922 or more than 975 would come once in some 10,000 runs of
    /// this test. Without what was drawn they are several times as wide.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let (mut held, mut narrower) = (0, 0);
        for run in 0..1_000 {
            let histories: Vec<Steadied> = (0..48).map(|one| history(run, one)).collect();
            let sample: Sample = histories.iter().copied().collect();
            let plain: Sample =
                histories.iter().map(|one| Steadied::just(one.households())).collect();
            let (interval, plain) = (sample.interval(1), plain.interval(1));
            held += u32::from(interval.low <= 40.0 && 40.0 <= interval.high);
            narrower += u32::from(3.0 * (interval.high - interval.low) < plain.high - plain.low);
        }
        assert!((922..=975).contains(&held), "{held}");
        assert!(narrower > 900, "{narrower}");
    }

    #[test]
    fn a_difference_of_means_is_the_mean_of_differences() {
        let (mine, other): (Vec<_>, Vec<_>) = (0..30)
            .map(|one| {
                let (mine, other) = (history(1, one), history(2, one));
                (mine, Steadied { conditions: mine.conditions, ..other })
            })
            .unzip();
        let mean = |of: &[Steadied]| of.iter().copied().collect::<Sample>().mean();
        let more: Sample = mine.iter().zip(&other).map(|(a, b)| a.more_than(*b)).collect();
        assert!((mean(&mine) - mean(&other) - more.mean()).abs() < 1e-9);
    }

    #[test]
    fn where_nothing_is_drawn_a_mean_is_the_plain_one() {
        let figures = (0..30).map(|one| f64::from(one % 7));
        let sample: Sample = figures.clone().map(Steadied::just).collect();
        assert!((sample.mean() - figures.sum::<f64>() / 30.0).abs() < 1e-12);
    }
}
