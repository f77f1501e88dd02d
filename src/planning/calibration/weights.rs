//! Draws that count more or less: shares of the whole, and what follows from them.

use crate::base::statistics::float;

/// One share for each draw; together 1, or nothing where no draw explains the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    shares: Vec<f64>,
}

impl Weights {
    /// From what each draw counts, not below 0; none where no draw counts.
    pub fn of(raw: &[f64]) -> Option<Self> {
        let all: f64 = raw.iter().sum();
        (all > 0.0 && all.is_finite())
            .then(|| Self { shares: raw.iter().map(|weight| weight / all).collect() })
    }

    /// From logarithms, which may all be far below 0.
    pub fn of_logs(logs: &[f64]) -> Option<Self> {
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !most.is_finite() {
            return None;
        }
        Self::of(&logs.iter().map(|log| libm::exp(log - most)).collect::<Vec<_>>())
    }

    /// So many draws, each as likely as another.
    pub fn alike(draws: usize) -> Self {
        let share = 1.0 / float(draws.max(1));
        Self { shares: vec![share; draws] }
    }

    /// The share of each draw.
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// Draws that would say as much if all counted alike (Kish 1965): 1 / Σ w².
    pub fn effective(&self) -> f64 {
        1.0 / self.squares()
    }

    fn squares(&self) -> f64 {
        self.shares.iter().map(|share| share * share).sum()
    }

    /// The greatest share of one draw.
    pub fn greatest(&self) -> f64 {
        self.shares.iter().copied().fold(0.0, f64::max)
    }

    /// The mean of something over the draws.
    pub fn mean(&self, mut of: impl FnMut(usize) -> f64) -> f64 {
        self.some().map(|(draw, share)| share * of(draw)).sum()
    }

    /// Its variance; without bias where all draws count alike.
    pub fn variance(&self, of: impl Fn(usize) -> f64) -> f64 {
        let mean = self.mean(&of);
        let spread = self.mean(|draw| (of(draw) - mean) * (of(draw) - mean));
        spread / (1.0 - self.squares()).max(f64::MIN_POSITIVE)
    }

    /// The standard error of its mean, by the delta method for a ratio of sums.
    pub fn error_of_mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        let mean = self.mean(&of);
        let terms = self.some().map(|(draw, share)| (share * (of(draw) - mean), share));
        libm::sqrt(terms.map(|(term, _)| term * term).sum())
    }

    /// The least values below or at which these parts of the whole lie.
    pub fn quantiles<const N: usize>(&self, of: impl Fn(usize) -> f64, at: [f64; N]) -> [f64; N] {
        let mut sorted: Vec<(f64, f64)> =
            self.some().map(|(draw, share)| (of(draw), share)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        at.map(|part| {
            let mut so_far = 0.0;
            let reached = sorted.iter().find(|(_, share)| {
                so_far += share;
                so_far >= part
            });
            reached.or(sorted.last()).map_or(0.0, |(value, _)| *value)
        })
    }

    /// The part of the whole that lies below a value; what lies at it counts by half.
    pub fn below(&self, of: impl Fn(usize) -> f64, value: f64) -> f64 {
        self.mean(|draw| match of(draw).total_cmp(&value) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 0.0,
        })
    }

    /// So many draws in order, each as often as it counts, at even steps.
    pub fn systematic(&self, many: u32) -> Vec<usize> {
        let mut chosen = Vec::new();
        let (mut next, mut before) = (0, 0.0);
        for (draw, share) in self.some() {
            while next < many && (f64::from(next) + 0.5) / f64::from(many) <= before + share {
                chosen.push(draw);
                next += 1;
            }
            before += share;
        }
        chosen
    }

    /// Draws with any share.
    pub fn some(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.shares.iter().copied().enumerate().filter(|(_, share)| *share > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_draws_have_the_plain_mean_and_the_unbiased_variance() {
        let values = [1.0, 2.0, 3.0, 6.0];
        let weights = Weights::alike(4);
        assert!((weights.mean(|k| values[k]) - 3.0).abs() < 1e-12);
        assert!((weights.variance(|k| values[k]) - 14.0 / 3.0).abs() < 1e-12);
        assert!((weights.effective() - 4.0).abs() < 1e-12);
        let [low, middle, high] = weights.quantiles(|k| values[k], [0.025, 0.5, 0.975]);
        assert_eq!([low, middle, high].map(f64::to_bits), [1.0, 2.0, 6.0].map(f64::to_bits));
        assert!((weights.below(|k| values[k], 3.0) - 0.625).abs() < 1e-12);
    }

    #[test]
    fn draws_are_chosen_as_often_as_they_count() {
        let weights = Weights::of(&[1.0, 0.0, 3.0]).unwrap();
        assert_eq!(weights.systematic(4), [0, 2, 2, 2]);
    }

    #[test]
    fn logarithms_far_below_zero_are_weights_too() {
        let weights = Weights::of_logs(&[-2000.0, -2000.0 + libm::log(3.0)]).unwrap();
        assert!((weights.shares()[1] - 0.75).abs() < 1e-12);
        assert!(Weights::of_logs(&[f64::NEG_INFINITY]).is_none());
        assert!(Weights::of(&[0.0, 0.0]).is_none());
    }
}
