//! Chance and parameters: how much of what a forecast leaves open would stay open if every unknown were known.
//!
//! A nested analysis of variance: two histories a draw. What differs between the histories of one draw is chance;
//! what differs between draws beyond that is due to the parameters.

use super::weights::Weights;
use serde::Serialize;

/// The variance of a figure, split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VarianceComponents {
    /// The mean.
    pub mean: f64,
    /// Variance by chance alone: of one history, the parameters known.
    pub chance: f64,
    /// Variance by the parameters. Without bias, so chance may leave it a little below 0.
    pub parameters: f64,
}

impl VarianceComponents {
    /// Of each draw's two histories.
    ///
    /// Where draws count alike this is the textbook's unbiased estimate (Searle and others 1992);
    /// where they do not, each moment is a ratio of weighted sums, whose bias goes with one by the effective draws.
    pub fn of(weights: &Weights, histories: impl Fn(usize) -> [f64; 2]) -> Self {
        let middle = |draw: usize| {
            let [one, other] = histories(draw);
            f64::midpoint(one, other)
        };
        let apart = |draw: usize| {
            let [one, other] = histories(draw);
            (one - other) * (one - other) / 2.0
        };
        let chance = weights.mean(apart);
        let between = weights.variance(middle);
        Self { mean: weights.mean(middle), chance, parameters: between - chance / 2.0 }
    }

    /// The share of the variance that is chance, between 0 and 1.
    pub fn chance_share(&self) -> f64 {
        let parameters = self.parameters.max(0.0);
        let all = self.chance + parameters;
        if all > 0.0 { self.chance / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Stream, Streams};
    use crate::base::statistics::normal_quantile;

    /// Draws of variance 4 and chance of variance 9: over 400 repetitions of 500 draws both means lie within five
    /// standard errors (false alarms: one in a million), so neither estimate is biased.
    #[test]
    fn both_parts_come_out_without_bias() {
        const DRAWS: u32 = 500;
        const TIMES: u32 = 400;
        let (mut chance, mut parameters) = (Vec::new(), Vec::new());
        for time in 0..TIMES {
            let streams = Streams::new(11, time);
            let number =
                |draw: u32| streams.numbers(draw, Stream::Parameters, 0).map(normal_quantile);
            let histories = |draw: usize| {
                let [own, one, other] = number(u32::try_from(draw).unwrap());
                [2.0 * own + 3.0 * one, 2.0 * own + 3.0 * other]
            };
            let split = VarianceComponents::of(&Weights::alike(DRAWS as usize), histories);
            chance.push(split.chance);
            parameters.push(split.parameters);
        }
        for (found, truth) in [(chance, 9.0), (parameters, 4.0)] {
            let n = f64::from(TIMES);
            let mean = found.iter().sum::<f64>() / n;
            let spread = found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
            assert!((mean - truth).abs() < 5.0 * (spread / n).sqrt(), "{mean}, {truth}");
        }
    }

    #[test]
    fn without_parameters_all_is_chance() {
        let split = VarianceComponents::of(&Weights::alike(2), |_| [1.0, 3.0]);
        assert!((split.chance - 2.0).abs() < 1e-12 && split.parameters < 0.0);
        assert!((split.chance_share() - 1.0).abs() < 1e-12);
    }
}
