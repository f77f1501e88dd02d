//! Times by inverse transform: one uniform number gives one time, so that streams stay aligned.
//!
//! All logarithms and exponentials come from the pure-Rust `libm`, so that every machine gets the same
//! bits; statrs, which uses the platform's, is the peer that the tests compare with.

use crate::base::statistics::{gamma_quantile, normal_quantile};
use crate::inputs::scenario::{Distribution, Family};

/// The inverse distribution function of a time in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantile {
    /// Always the same.
    Point(f64),
    /// Exponential with this mean.
    Exponential(f64),
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale in days.
        scale: f64,
    },
    /// Weibull.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale in days.
        scale: f64,
    },
}

/// Below this, a time varies so little that it counts as fixed.
const LEAST_CV: f64 = 0.01;

impl Quantile {
    /// Of a distribution given by its mean and coefficient of variation.
    pub fn of(distribution: Distribution) -> Self {
        let Distribution { family, mean_days: mean, cv } = distribution;
        match family {
            Family::Exponential => Self::Exponential(mean),
            Family::Deterministic => Self::Point(mean),
            _ if cv < LEAST_CV => Self::Point(mean),
            Family::Lognormal => {
                let variance = libm::log1p(cv * cv);
                Self::Lognormal {
                    mu: libm::log(mean) - variance / 2.0,
                    sigma: libm::sqrt(variance),
                }
            }
            Family::Gamma => Self::Gamma { shape: 1.0 / (cv * cv), scale: mean * cv * cv },
            Family::Weibull => {
                let shape = weibull_shape(cv);
                Self::Weibull { shape, scale: mean / libm::tgamma(1.0 + 1.0 / shape) }
            }
        }
    }

    /// Of the same times, all longer or shorter by a factor.
    #[must_use]
    pub fn stretched(self, factor: f64) -> Self {
        match self {
            Self::Point(days) => Self::Point(days * factor),
            Self::Exponential(mean) => Self::Exponential(mean * factor),
            Self::Lognormal { mu, sigma } => Self::Lognormal { mu: mu + libm::log(factor), sigma },
            Self::Gamma { shape, scale } => Self::Gamma { shape, scale: scale * factor },
            Self::Weibull { shape, scale } => Self::Weibull { shape, scale: scale * factor },
        }
    }

    /// The mean in days.
    pub fn mean_days(&self) -> f64 {
        match *self {
            Self::Point(days) => days,
            Self::Exponential(mean) => mean,
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Self::Gamma { shape, scale } => shape * scale,
            Self::Weibull { shape, scale } => scale * libm::tgamma(1.0 + 1.0 / shape),
        }
    }

    /// The time in days that a share `u` of all times stay below, 0 < `u` < 1.
    pub fn days(&self, u: f64) -> f64 {
        match *self {
            Self::Point(days) => days,
            Self::Exponential(mean) => -mean * libm::log1p(-u),
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(u)),
            Self::Gamma { shape, scale } => scale * gamma_quantile(shape, u),
            Self::Weibull { shape, scale } => scale * libm::pow(-libm::log1p(-u), 1.0 / shape),
        }
    }
}

/// The Weibull shape of a coefficient of variation, by bisection: `cv` falls as the shape rises.
fn weibull_shape(cv: f64) -> f64 {
    let squared = |shape: f64| {
        let (first, second) = (libm::lgamma(1.0 + 1.0 / shape), libm::lgamma(1.0 + 2.0 / shape));
        libm::expm1(second - 2.0 * first)
    };
    let (mut low, mut high) = (0.05_f64, 200.0_f64);
    for _ in 0..200 {
        let middle = libm::sqrt(low * high);
        if squared(middle) > cv * cv { low = middle } else { high = middle }
    }
    libm::sqrt(low * high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Exp, Gamma, LogNormal, Weibull};

    fn close(mine: f64, theirs: f64) {
        assert!((mine - theirs).abs() <= 1e-7 * theirs.abs().max(1e-6), "{mine} and {theirs}");
    }

    const SHARES: [f64; 9] = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1.0 - 1e-9];

    #[test]
    fn every_family_inverts_its_distribution_function() {
        for cv in [0.3, 1.0, 1.7] {
            let of = |family| Quantile::of(Distribution { family, mean_days: 90.0, cv });
            for u in SHARES {
                close(Exp::new(1.0 / 90.0).unwrap().cdf(of(Family::Exponential).days(u)), u);
                if let Quantile::Lognormal { mu, sigma } = of(Family::Lognormal) {
                    close(LogNormal::new(mu, sigma).unwrap().cdf(of(Family::Lognormal).days(u)), u);
                }
                if let Quantile::Gamma { shape, scale } = of(Family::Gamma) {
                    let days = of(Family::Gamma).days(u);
                    // Near zero the peer rounds to 0; there the first term of the series is exact.
                    let near_zero = (shape * (days / scale).ln() - libm::lgamma(shape + 1.0)).exp();
                    let peer = Gamma::new(shape, 1.0 / scale).unwrap().cdf(days);
                    close(if days / scale < 1e-9 { near_zero } else { peer }, u);
                }
                if let Quantile::Weibull { shape, scale } = of(Family::Weibull) {
                    close(Weibull::new(shape, scale).unwrap().cdf(of(Family::Weibull).days(u)), u);
                }
            }
        }
    }

    #[test]
    fn mean_and_variation_are_those_asked_for() {
        const N: u32 = 200_000;
        for family in [Family::Exponential, Family::Lognormal, Family::Gamma, Family::Weibull] {
            let quantile = Quantile::of(Distribution { family, mean_days: 90.0, cv: 1.0 });
            let days: Vec<f64> =
                (0..N).map(|k| quantile.days((f64::from(k) + 0.5) / f64::from(N))).collect();
            let mean = days.iter().sum::<f64>() / f64::from(N);
            let squares = days.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / f64::from(N);
            assert!((mean - 90.0).abs() < 0.05, "{family:?} mean {mean}");
            assert!(
                (squares.sqrt() / mean - 1.0).abs() < 0.01,
                "{family:?} cv {}",
                squares.sqrt() / mean
            );
        }
    }
}
