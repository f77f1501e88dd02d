//! A share, with how well so many independent trials know it (Wilson, 1927).

use super::float::float;
use super::normal::Z_95 as Z;
use schemars::JsonSchema;
use serde::Serialize;

/// A share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Portion {
    /// The share.
    pub share: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Portion {
    /// A share known from so many independent histories, with Wilson's interval (Wilson, 1927): it holds in about
    /// 95 of 100, never leaves 0 and 1, and says something where the share is 0 or 1.
    pub fn new(share: f64, histories: u64) -> Self {
        if histories == 0 {
            return Self { share, low: 0.0, high: 1.0 };
        }
        let n = float(histories);
        let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let spread = libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
        let half = Z * spread / (1.0 + Z * Z / n);
        let low = if share <= 0.0 { 0.0 } else { (middle - half).max(0.0) };
        let high = if share >= 1.0 { 1.0 } else { (middle + half).min(1.0) };
        Self { share, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_that_of_the_textbook() {
        // 10 of 100: 0.0552 to 0.1744 (Newcombe 1998, method 3).
        let portion = Portion::new(0.1, 100);
        assert!((portion.low - 0.0552).abs() < 5e-5 && (portion.high - 0.1744).abs() < 5e-5);
    }

    #[test]
    fn never_seen_is_not_impossible_and_always_is_not_certain() {
        let (never, always) = (Portion::new(0.0, 100), Portion::new(1.0, 100));
        assert!(never.low <= 0.0 && (never.high - 0.0370).abs() < 5e-5);
        assert!(always.high >= 1.0 && (always.low - 0.9630).abs() < 5e-5);
        let unknown = Portion::new(0.0, 0);
        assert!(unknown.low <= 0.0 && unknown.high >= 1.0);
    }

    /// The chance of each count.
    fn binomial(n: u32, p: f64) -> Vec<f64> {
        let ln_factorial = |k: u32| libm::lgamma(f64::from(k) + 1.0);
        let ln = |k: u32| {
            ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
                + f64::from(k) * p.ln()
                + f64::from(n - k) * (-p).ln_1p()
        };
        (0..=n).map(|k| ln(k).exp()).collect()
    }

    #[test]
    fn it_holds_in_about_95_of_100_whatever_the_chance() {
        for p in [0.005, 0.05, 0.2, 0.5, 0.6, 0.9] {
            let held: f64 = (0_u32..)
                .zip(binomial(400, p))
                .filter(|&(k, _)| {
                    let portion = Portion::new(f64::from(k) / 400.0, 400);
                    portion.low <= p && p <= portion.high
                })
                .map(|(_, chance)| chance)
                .sum();
            assert!((0.93..0.98).contains(&held), "{p}: {held}");
        }
    }
}
