//! Chance and what is not known: how much of what a forecast leaves open would stay open if every drawn number were
//! known.
//!
//! A one-way analysis of variance: histories of one draw differ by chance alone; what differs between draws beyond
//! that is due to the numbers drawn. Kept as whole numbers by draw, so shards leave no trace.

use crate::base::statistics::{Z_95, nearest};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// For each draw that was taken, what its histories make together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ByDraw(pub(super) BTreeMap<u32, OfDraw>);

/// Histories of one draw, and sums over them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OfDraw {
    /// How many.
    pub histories: u64,
    /// Unmet need.
    pub need: u64,
    /// Everybody who arrives.
    pub arrivals: u64,
    /// Nights that they would stay.
    pub nights: u64,
}

impl OfDraw {
    /// Both together.
    pub(super) fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.need += other.need;
        self.arrivals += other.arrivals;
        self.nights += other.nights;
    }
}

impl ByDraw {
    /// Histories of a draw.
    pub(super) fn add(&mut self, draw: u32, of: OfDraw) {
        self.0.entry(draw).or_default().add(of);
    }

    /// Both together.
    pub(super) fn merge(&mut self, other: &Self) {
        for (draw, own) in &other.0 {
            self.add(*draw, *own);
        }
    }

    /// Histories of each draw, where all were taken equally often.
    pub(super) fn evenly(&self) -> Option<u64> {
        evenly(self.0.values().map(|own| own.histories))
    }

    /// The sum of products of two sums over draws, by the histories of each: what lies between draws.
    pub(super) fn between(
        &self,
        each: u64,
        one: impl Fn(&OfDraw) -> u64,
        other: impl Fn(&OfDraw) -> u64,
    ) -> f64 {
        let products = self.0.values().map(|own| i128::from(one(own)) * i128::from(other(own)));
        nearest(products.sum::<i128>()) / nearest(each)
    }

    /// All draws together.
    pub(super) fn all(&self) -> OfDraw {
        let mut all = OfDraw::default();
        self.0.values().for_each(|own| all.add(*own));
        all
    }
}

/// Histories of each draw, where there are several of each of several draws, and of all equally many.
pub(super) fn evenly(mut each: impl ExactSizeIterator<Item = u64>) -> Option<u64> {
    let are_several = each.len() >= 2;
    let first = each.next().filter(|first| *first >= 2)?;
    (are_several && each.all(|own| own == first)).then_some(first)
}

/// The variance of a year's unmet need, split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Split {
    /// Draws taken.
    pub draws: u64,
    /// Variance by chance alone, the drawn numbers known.
    pub chance: f64,
    /// Variance by the drawn numbers; chance may leave it a little below 0.
    pub parameters: f64,
    /// The share of the whole that is chance, from 0 to 1.
    pub chance_share: f64,
}

impl Split {
    /// Households a year by which the mean may lie to either side for having no more draws (95%, normal): histories do not make
    /// it smaller, only more draws do.
    pub fn draws_leave_open(&self) -> f64 {
        Z_95 * (self.parameters.max(0.0) / nearest(self.draws)).sqrt()
    }

    /// Of histories with this sum of squares; none where too few draws have two histories or more.
    pub(super) fn of(by_draw: &ByDraw, squares: i128, years: f64) -> Option<Self> {
        const LEAST_TWICE: u64 = 30;
        let draws = by_draw.0.len() as u64;
        let OfDraw { histories, need: sum, .. } = by_draw.all();
        if draws < 2 || histories < draws + LEAST_TWICE {
            return None;
        }
        let (n, k) = (nearest(histories), nearest(draws));
        let of_draws = by_draw.0.values().map(|own| (nearest(own.histories), nearest(own.need)));
        let between: f64 = of_draws.clone().map(|(n, sum)| sum * sum / n).sum();
        let sizes: f64 = of_draws.map(|(n, _)| n * n).sum();
        let whole = nearest(sum) * nearest(sum) / n;
        let chance = ((nearest(squares) - between) / (n - k)).max(0.0);
        let usual = (n - sizes / n) / (k - 1.0);
        let parameters = ((between - whole) / (k - 1.0) - chance) / usual;
        let all = chance + parameters.max(0.0);
        let chance_share = if all > 0.0 { chance / all } else { 1.0 };
        let a_year = years * years;
        Some(Self { draws, chance: chance / a_year, parameters: parameters / a_year, chance_share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Stream, Streams};
    use crate::base::statistics::normal_quantile;

    /// Draws of variance 400 and chance of variance 900, three histories a draw: over 400 repetitions both means lie
    /// within five standard errors (false alarms: one in a million).
    #[test]
    fn both_parts_come_out_without_bias() {
        let (mut chance, mut parameters) = (Vec::new(), Vec::new());
        for time in 0..400 {
            let (mut by_draw, mut squares) = (ByDraw::default(), 0);
            let streams = Streams::new(7, time);
            for draw in 0..100 {
                let own = normal_quantile(streams.numbers(draw, Stream::Parameters, 0)[0]);
                for by in streams.numbers(draw, Stream::Parameters, 1).map(normal_quantile) {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "some hundreds of households"
                    )]
                    let need = (1_000.0 + 20.0 * own + 30.0 * by).round() as u64;
                    by_draw.add(draw, OfDraw { histories: 1, need, ..OfDraw::default() });
                    squares += i128::from(need * need);
                }
            }
            let split = Split::of(&by_draw, squares, 1.0).unwrap();
            chance.push(split.chance);
            parameters.push(split.parameters);
        }
        for (found, truth) in [(chance, 900.0), (parameters, 400.0)] {
            let n = 400.0;
            let mean = found.iter().sum::<f64>() / n;
            let spread = found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
            assert!((mean - truth).abs() < 5.0 * (spread / n).sqrt(), "{mean}, {truth}");
        }
    }

    #[test]
    fn four_times_the_draws_leave_half_as_much_open() {
        let split = |draws| Split { draws, chance: 1.0, parameters: 400.0, chance_share: 0.1 };
        let [few, many] = [100, 400].map(|draws| split(draws).draws_leave_open());
        assert!((few - 1.959_964 * 2.0).abs() < 1e-3 && (few - 2.0 * many).abs() < 1e-9);
    }

    #[test]
    fn one_history_a_draw_tells_nothing_apart() {
        let mut by_draw = ByDraw::default();
        let three = OfDraw { histories: 1, need: 3, ..OfDraw::default() };
        (0..100).for_each(|draw| by_draw.add(draw, three));
        assert_eq!(Split::of(&by_draw, 900, 5.0), None);
    }
}
