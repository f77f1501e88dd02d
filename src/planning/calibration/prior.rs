//! What is thought of an unknown before the records are looked at: a distribution by its inverse function.
//!
//! One uniform number gives one value, so that draws are the same for any number of threads.

use crate::base::statistics::normal_quantile;
use crate::base::statistics::{Z_95, float};
use serde::{Deserialize, Serialize};

/// A prior distribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "family", rename_all = "snake_case")]
pub enum Prior {
    /// Any value between two, each as likely.
    Uniform {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// Most likely at the mode, falling in straight lines to both ends.
    Triangular {
        /// The least.
        low: f64,
        /// The likeliest.
        mode: f64,
        /// The greatest.
        high: f64,
    },
    /// Lognormal; 95 values in 100 lie between these two.
    Lognormal {
        /// 2.5 in 100 lie below.
        low: f64,
        /// 2.5 in 100 lie above.
        high: f64,
    },
    /// One of a few values, each as likely.
    Choice {
        /// The values, in order.
        values: Vec<f64>,
    },
}

impl Prior {
    /// The value that a share `u` of all lie below, 0 < `u` < 1.
    pub fn value(&self, u: f64) -> f64 {
        match self {
            Self::Uniform { low, high } => low + u * (high - low),
            Self::Triangular { low, mode, high } => {
                let (width, rise) = (high - low, mode - low);
                if u * width < rise {
                    low + libm::sqrt(u * width * rise)
                } else {
                    high - libm::sqrt((1.0 - u) * width * (high - mode))
                }
            }
            Self::Lognormal { low, high } => {
                let (low, high) = (libm::log(*low), libm::log(*high));
                libm::exp(
                    f64::midpoint(low, high) + normal_quantile(u) * (high - low) / (2.0 * Z_95),
                )
            }
            Self::Choice { values } => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a handful of values"
                )]
                let at = (u * float(values.len())) as usize;
                values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or(0.0)
            }
        }
    }

    /// The least and the greatest value worth writing down.
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Self::Uniform { low, high }
            | Self::Triangular { low, high, .. }
            | Self::Lognormal { low, high } => (*low, *high),
            Self::Choice { values } => {
                (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_spread(prior: &Prior) -> (f64, f64) {
        const N: u32 = 100_000;
        let values: Vec<f64> =
            (0..N).map(|k| prior.value((f64::from(k) + 0.5) / f64::from(N))).collect();
        let mean = values.iter().sum::<f64>() / f64::from(N);
        let squares = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        (mean, (squares / f64::from(N)).sqrt())
    }

    #[test]
    fn means_and_spreads_are_those_of_the_textbook() {
        let (mean, spread) = mean_and_spread(&Prior::Uniform { low: 2.0, high: 5.0 });
        assert!((mean - 3.5).abs() < 1e-6 && (spread - 3.0 / 12.0_f64.sqrt()).abs() < 1e-4);
        let (low, mode, high) = (120.0, 140.0, 215.0);
        let (mean, spread) = mean_and_spread(&Prior::Triangular { low, mode, high });
        let variance =
            (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18.0;
        assert!((mean - (low + mode + high) / 3.0).abs() < 1e-3);
        assert!((spread - f64::sqrt(variance)).abs() < 1e-2, "{spread}");
        let (mean, _) = mean_and_spread(&Prior::Choice { values: vec![1.0, 2.0, 6.0] });
        assert!((mean - 3.0).abs() < 1e-4);
    }

    #[test]
    fn ninety_five_in_a_hundred_lie_between_the_ends_of_a_lognormal() {
        let prior = Prior::Lognormal { low: 0.5, high: 2.0 };
        assert!((prior.value(0.025) - 0.5).abs() < 1e-9 && (prior.value(0.975) - 2.0).abs() < 1e-9);
        assert!((prior.value(0.5) - 1.0).abs() < 1e-12);
    }
}
