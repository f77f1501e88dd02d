//! How far the mean of a count over histories may lie from the truth, with a stated chance of error.
//!
//! Student's interval lies where few histories tell: if none of a hundred turned anybody away its width is 0.
//! So there are two ways, chosen by how many histories differ from the commonest outcome.
//!
//! - *Few do.* Their true share is bounded exactly (Clopper and Pearson), and each may have turned away
//!   everybody who asks: nothing is assumed of what has hardly been seen.
//! - *Enough do.* Student's interval, and beside it what has not been seen at all: a kind of history that is
//!   rarer than a share q stays unseen in n histories with chance (1 - q)^n. Such a history is taken to lie
//!   as far from the mean as the farthest that was seen.
//!
//! Where each history takes a draw of what is not known, in turn, and every draw has been taken as often as every other,
//! their mean is that over all draws whatever these are like: a sample stratified by draw, whose error is that of
//! chance within draws alone (Cochran 1977, chapter 5).
//!
//! Where means of control variates are known (`control`), spread is what these leave unexplained, and the mean theirs.
//!
//! Not here: when to look and when to stop (`precision`).

use super::cell::{CONTROLS, spread};
use super::split::evenly;
use crate::base::statistics::{Regression, clopper_pearson_upper, nearest, two_sided};
use std::collections::BTreeMap;

/// From so many histories that differ from the commonest on, their spread can be trusted.
const ENOUGH_DIFFER: u64 = 30;

/// How a count came out, history by history, so far.
///
/// Mean and spread are exact. Counts of 8,192 and over are known to lie between two numbers only; wherever
/// one of them matters, it is taken to lie where the half-width is greater.
#[derive(Debug, Clone)]
pub struct Headline {
    histories: u64,
    /// Σx and Σx².
    sums: (i128, i128),
    /// Histories with each count, 0 among them, in order.
    seen: Vec<Seen>,
    most_asked: i64,
    /// Chance within draws, where all were taken equally often.
    within_draws: Option<Within>,
    /// The mean by the help of control variates, and the variance of its error.
    controlled: Option<(f64, Within)>,
}

/// How histories of the same draw differ.
#[derive(Debug, Clone, Copy)]
struct Within {
    variance: f64,
    freedom: u64,
}

/// Histories in which a count lay within these bounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Not less.
    pub(super) least: i64,
    /// Nor more.
    pub(super) greatest: i64,
    /// So many histories.
    pub(super) histories: u64,
}

impl Headline {
    /// From the histories with each value above 0; `most_asked` is the most that the count could have been
    /// in any history, which is everybody who asked.
    pub fn new(histories: u64, values: impl Iterator<Item = (i64, u64)>, most_asked: i64) -> Self {
        let mut sums = (0, 0);
        let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
        for (value, times) in values.filter(|(value, _)| *value != 0) {
            let (x, n) = (i128::from(value), i128::from(times));
            sums = (sums.0 + x * n, sums.1 + x * x * n);
            *counts.entry(value).or_default() += times;
        }
        let seen = counts.into_iter().map(|(value, histories)| Seen {
            least: value,
            greatest: value,
            histories,
        });
        Self::of_sums(histories, sums, seen, most_asked)
    }

    /// From Σx, Σx² and the histories with counts above 0, in order.
    pub(super) fn of_sums(
        histories: u64,
        sums: (i128, i128),
        seen: impl Iterator<Item = Seen>,
        most_asked: i64,
    ) -> Self {
        let mut seen: Vec<Seen> = seen.collect();
        let others: u64 = seen.iter().map(|seen| seen.histories).sum();
        let none = histories.saturating_sub(others);
        if none > 0 {
            seen.insert(0, Seen { least: 0, greatest: 0, histories: none });
        }
        Self { histories, sums, seen, most_asked, within_draws: None, controlled: None }
    }

    /// Of which draws they are: of each its histories and the sum of their counts.
    #[must_use]
    pub fn of_draws(mut self, draws: impl Iterator<Item = (u64, u64)>) -> Self {
        let draws: Vec<(u64, u64)> = draws.collect();
        let many = draws.len() as u64;
        let each = evenly(draws.iter().map(|(histories, _)| *histories));
        if let Some(each) = each.filter(|each| each * many == self.histories) {
            let squares = draws.iter().map(|(_, sum)| i128::from(*sum) * i128::from(*sum));
            let between: i128 = squares.sum();
            let freedom = self.histories - many;
            let spread = nearest((i128::from(each) * self.sums.1 - between).max(0));
            let variance = spread / (nearest(each) * nearest(freedom));
            self.within_draws = Some(Within { variance, freedom });
        }
        self
    }

    /// Whose mean is told by the help of control variates, with which it has so much in common: a regression over all
    /// histories, or within draws.
    #[must_use]
    pub(super) fn controlled(
        mut self,
        regression: &Regression<CONTROLS>,
        common: [f64; CONTROLS],
    ) -> Self {
        let n = nearest(self.histories.max(1));
        let plain = nearest(self.sums.0) / n;
        let squares = match self.within_draws {
            Some(within) => within.variance * nearest(within.freedom),
            None => self.about_mean() / n,
        };
        self.controlled = regression.mean(plain, common, squares).map(|found| {
            (found.mean, Within { variance: found.se * found.se * n, freedom: found.freedom })
        });
        self
    }

    /// n·Σx² − (Σx)².
    fn about_mean(&self) -> f64 {
        let (sum, squares) = self.sums;
        nearest(spread(self.histories, (sum, sum), squares).max(0))
    }

    /// How many histories there are.
    pub fn histories(&self) -> u64 {
        self.histories
    }

    /// The mean over histories, by the help of control variates where these are known and histories tell enough.
    pub fn mean(&self) -> f64 {
        match self.controlled {
            Some((mean, _)) if self.few_differ().is_none() => mean,
            _ => nearest(self.sums.0) / nearest(self.histories.max(1)),
        }
    }

    /// How far the true mean may lie from this one, beyond which it lies with at most the chance `error`.
    pub fn half_width(&self, error: f64) -> f64 {
        let Some(commonest) = self.commonest() else { return f64::INFINITY };
        match self.few_differ() {
            Some(differ) => self.where_few_differ(commonest, differ, error),
            None => self.where_enough_differ(error),
        }
    }

    /// How many histories differ from the commonest outcome; none: enough for their spread to tell.
    pub fn few_differ(&self) -> Option<u64> {
        let differ = self.histories - self.commonest()?.histories;
        (differ < ENOUGH_DIFFER).then_some(differ)
    }

    fn commonest(&self) -> Option<Seen> {
        self.seen.iter().max_by_key(|seen| (seen.histories, -seen.least)).copied()
    }

    fn where_few_differ(&self, commonest: Seen, differ: u64, error: f64) -> f64 {
        let share = clopper_pearson_upper(differ, self.histories, error);
        let most = self.most_asked.max(self.seen.last().map_or(0, |seen| seen.greatest));
        let lowest = nearest(commonest.least) * (1.0 - share);
        let highest =
            nearest(commonest.greatest) + share * nearest((most - commonest.greatest).max(0));
        (highest - self.mean()).max(self.mean() - lowest)
    }

    fn where_enough_differ(&self, error: f64) -> f64 {
        // What is rare grows with the logarithm of its error only: a fifth is cheap.
        let error_unseen = error / 5.0;
        let (n, mean) = (nearest(self.histories), self.mean());
        let variance = self.about_mean() / (n * (n - 1.0));
        let alike = Within { variance, freedom: self.histories - 1 };
        let controlled = self.controlled.map(|(_, within)| within);
        let Within { variance, freedom } = controlled.or(self.within_draws).unwrap_or(alike);
        let seen = two_sided(error - error_unseen, freedom) * libm::sqrt(variance / n);
        let ends = [self.seen.first().map(|s| s.least), self.seen.last().map(|s| s.greatest)];
        let farthest = ends.into_iter().flatten().map(|value| (nearest(value) - mean).abs());
        let unseen = clopper_pearson_upper(0, self.histories, error_unseen);
        seen + unseen * farthest.fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_histories_that_turned_nobody_away_are_not_certain() {
        let none = Headline::new(100, std::iter::empty(), 300);
        assert!(none.mean().abs() < 1e-12);
        // 3 in 100 histories may turn away all of 300 households.
        assert!((none.half_width(0.05) - 0.0295 * 300.0).abs() < 0.05);
    }

    #[test]
    fn alike_histories_that_turned_somebody_away_are_not_certain_either() {
        let alike = Headline::new(100, std::iter::once((200, 100)), 300);
        assert!((alike.mean() - 200.0).abs() < 1e-12);
        assert!((alike.half_width(0.05) - 0.0295 * 200.0).abs() < 0.05);
    }

    #[test]
    fn counts_known_between_two_numbers_make_it_no_narrower() {
        let exact: Vec<(i64, u64)> =
            (0..200).map(|k| (20_001 + 7 * k, 1 + u64::from(k == 60) * 999)).collect();
        for values in [exact.clone(), exact[59..62].to_vec()] {
            let n = values.iter().map(|(_, times)| times).sum();
            let known = Headline::new(n, values.iter().copied(), 40_000);
            let seen = values.iter().map(|(value, histories)| Seen {
                least: value & !3,
                greatest: value | 3,
                histories: *histories,
            });
            let vague = Headline::of_sums(n, known.sums, seen, 40_000);
            assert!((vague.mean() - known.mean()).abs() < 1e-12);
            assert!(vague.half_width(0.05) >= known.half_width(0.05));
            assert!(vague.half_width(0.05) < known.half_width(0.05) + 4.0);
        }
    }

    #[test]
    fn where_enough_differ_the_width_is_students_and_a_little_more() {
        let spread = Headline::new(10_000, (1..=100).map(|value| (value, 100)), 300);
        let students = 1.96 * 28.87 / 100.0;
        let width = spread.half_width(0.05);
        assert!(width > students && width < 1.25 * students, "{width}, {students}");
    }
}
