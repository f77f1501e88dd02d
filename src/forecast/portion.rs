//! A share of simulated histories, with how well so many histories know it.

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
    /// A share known from so many independent histories, with Wilson's interval (Wilson 1927): it stays
    /// between 0 and 1, and says something where the share is 0 or 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of histories")]
    pub fn new(share: f64, histories: u64) -> Self {
        const Z: f64 = 1.959_963_984_540_054;
        if histories == 0 {
            return Self { share, low: 0.0, high: 1.0 };
        }
        let n = histories as f64;
        let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let spread = libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
        let half = Z * spread / (1.0 + Z * Z / n);
        Self { share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
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
        let never = Portion::new(0.0, 100);
        assert!(never.low < 1e-12 && (never.high - 0.0370).abs() < 5e-5);
    }
}
