//! Where to look next when few draws from the prior explain the records.
//!
//! A normal distribution fitted to the draws that count, in the space of the normal numbers behind them, mixed with
//! the prior so that no weight can become large (Hesterberg 1995); draws of all rounds together weigh as draws of
//! their mixture (Owen and Zhou 2000).

use super::simulator::Draw;
use super::weights::Weights;

/// The share of a round that is drawn from the prior again.
pub(super) const FROM_PRIOR: f64 = 0.2;

/// A normal distribution over the numbers behind the parameters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    mean: Vec<f64>,
    /// The lower triangle L of the spread L·Lᵀ, row by row.
    factor: Vec<Vec<f64>>,
}

impl Proposal {
    /// Fitted to draws; wider than they are, for their spread is known badly, but no wider than the prior, which of many
    /// unknowns that no record speaks of each would cost draws. For the same reason two unknowns hang together only where that
    /// is more than so few draws show by chance.
    pub(super) fn fitted(draws: &[Draw], weights: &Weights) -> Self {
        const WIDER: f64 = 1.5;
        const LEAST: f64 = 0.01;
        /// Standard errors of a correlation.
        const BY_CHANCE: f64 = 2.5;
        let size = draws.first().map_or(0, |draw| draw.normals.len());
        let mean: Vec<f64> =
            (0..size).map(|at| weights.mean(|draw| draws[draw].normals[at])).collect();
        let found = |a: usize, b: usize| {
            let centred = |draw: usize, at: usize| draws[draw].normals[at] - mean[at];
            weights.mean(|draw| centred(draw, a) * centred(draw, b))
        };
        let own: Vec<f64> = (0..size).map(|at| found(at, at).max(f64::MIN_POSITIVE)).collect();
        let wider = |at: usize| (WIDER * own[at] + LEAST).min(own[at].max(1.0));
        let by_chance = BY_CHANCE / libm::sqrt(weights.effective().max(1.0));
        let spread = |a: usize, b: usize| {
            if a == b {
                return wider(a);
            }
            let correlation = found(a, b) / libm::sqrt(own[a] * own[b]);
            let scale = libm::sqrt(wider(a) * wider(b));
            if correlation.abs() < by_chance { 0.0 } else { correlation * scale }
        };
        // Cholesky.
        let mut factor = vec![vec![0.0_f64; size]; size];
        for a in 0..size {
            for b in 0..=a {
                let known: f64 = (0..b).map(|k| factor[a][k] * factor[b][k]).sum();
                let left = spread(a, b) - known;
                factor[a][b] =
                    if a == b { libm::sqrt(left.max(LEAST * LEAST)) } else { left / factor[b][b] };
            }
        }
        Self { mean, factor }
    }

    /// How many numbers a point has.
    pub(super) fn size(&self) -> u32 {
        u32::try_from(self.mean.len()).unwrap_or(u32::MAX)
    }

    /// A point of it from independent normal numbers.
    pub(super) fn point(&self, normals: &[f64]) -> Vec<f64> {
        let row = |(mean, row): (&f64, &Vec<f64>)| {
            mean + row.iter().zip(normals).map(|(entry, normal)| entry * normal).sum::<f64>()
        };
        self.mean.iter().zip(&self.factor).map(row).collect()
    }

    /// Its density by that of the prior at a point.
    pub(super) fn by_prior(&self, point: &[f64]) -> f64 {
        let mut solved: Vec<f64> = Vec::with_capacity(point.len());
        let mut log = 0.0;
        for (at, row) in self.factor.iter().enumerate() {
            let known: f64 = row.iter().zip(&solved).map(|(entry, known)| entry * known).sum();
            let own = (point[at] - self.mean[at] - known) / row[at];
            log += (point[at] * point[at] - own * own) / 2.0 - libm::log(row[at]);
            solved.push(own);
        }
        libm::exp(log)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_density_by_the_prior_averages_to_one_under_the_prior() {
        // A grid of normal scores is a sample of the prior.
        const N: u32 = 400;
        let proposal =
            Proposal { mean: vec![0.3, -0.2], factor: vec![vec![0.5, 0.0], vec![0.2, 0.6]] };
        let score =
            |k: u32| crate::base::statistics::normal_quantile((f64::from(k) + 0.5) / f64::from(N));
        let all: f64 = (0..N)
            .flat_map(|a| (0..N).map(move |b| [score(a), score(b)]))
            .map(|point| proposal.by_prior(&point))
            .sum();
        assert!((all / f64::from(N * N) - 1.0).abs() < 1e-3, "{all}");
    }
}
