//! From histories to a figure with its standard error, and from that to a verdict.

use crate::forecast::two_sided;
use std::f64::consts::SQRT_2;

/// The chance that a whole run of a right program says of any figure that it differs.
pub const FALSE_ALARMS: f64 = 1e-4;

/// The bias, as a part of the exact value, against which the power is told.
pub const SMALL_BIAS: f64 = 0.01;

/// The chance of a false alarm that each of so many figures is allowed (Šidák, 1967).
///
/// Figures of one scenario come from the same histories. For two-sided bounds on normal figures the product is a
/// bound however they go together, so the whole set keeps [`FALSE_ALARMS`].
pub fn chance_each(figures: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a number of figures")]
    let figures = figures.max(1) as f64;
    -libm::expm1(libm::log1p(-FALSE_ALARMS) / figures)
}

/// A figure over histories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error over histories, never over households.
    pub standard_error: f64,
    /// Histories.
    pub histories: usize,
}

impl Estimate {
    /// A ratio of two sums over histories; its standard error by the delta method.
    #[expect(clippy::cast_precision_loss, reason = "a number of histories")]
    pub fn ratio(pairs: &[(f64, f64)]) -> Self {
        let n = pairs.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
        let (top, bottom) = (mean(|pair| pair.0), mean(|pair| pair.1));
        let value = top / bottom;
        let off = |(top, bottom): &(f64, f64)| (top - value * bottom) * (top - value * bottom);
        let squares = pairs.iter().map(off).sum::<f64>();
        let standard_error = libm::sqrt(squares / (n * (n - 1.0))) / bottom;
        Self { value, standard_error, histories: pairs.len() }
    }

    /// The same in another unit.
    #[must_use]
    pub fn times(self, scale: f64) -> Self {
        Self { value: scale * self.value, standard_error: scale * self.standard_error, ..self }
    }

    /// Holds it against what it should be, with this chance of a false alarm.
    pub fn judge(self, exact: f64, chance: f64) -> Judgement {
        let z = (self.value - exact) / self.standard_error;
        let critical = two_sided(chance, (self.histories as u64).saturating_sub(1));
        let shift = SMALL_BIAS * exact.abs() / self.standard_error;
        // What is not a number agrees with nothing.
        let agrees = z.abs() <= critical && self.standard_error > 0.0;
        let power = normal(shift - critical) + normal(-shift - critical);
        Judgement { z, critical, power, agrees }
    }
}

/// What is said of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Difference from the exact value in standard errors.
    pub z: f64,
    /// The z beyond which it differs, by Student's distribution over the histories there are.
    pub critical: f64,
    /// The chance that a bias of [`SMALL_BIAS`] would be found.
    pub power: f64,
    /// Whether it may be chance.
    pub agrees: bool,
}

/// The normal distribution function.
fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn the_chances_of_all_figures_together_make_the_stated_one() {
        for figures in [1_i32, 40] {
            let each = chance_each(usize::try_from(figures).unwrap());
            assert!((1.0 - (1.0 - each).powi(figures) - FALSE_ALARMS).abs() < 1e-12);
        }
        // At least as much as Bonferroni allows, and hardly more.
        assert!((chance_each(40) / (FALSE_ALARMS / 40.0) - 1.00005).abs() < 1e-5);
    }

    #[test]
    fn a_ratio_of_equal_parts_is_known_exactly_and_a_mean_is_a_ratio_to_one() {
        let exact = Estimate::ratio(&[(1.0, 4.0), (2.0, 8.0), (3.0, 12.0)]);
        assert!((exact.value - 0.25).abs() < 1e-15 && exact.standard_error < 1e-15);
        let mean = Estimate::ratio(&[(1.0, 1.0), (2.0, 1.0), (3.0, 1.0), (6.0, 1.0)]).times(10.0);
        // Variance 14/3 of four values.
        assert!((mean.value - 30.0).abs() < 1e-12);
        assert!((mean.standard_error - 10.0 * (14.0_f64 / 12.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn the_power_is_that_of_the_normal_distribution() {
        let estimate = Estimate { value: 0.1, standard_error: 0.0001, histories: 1_000_000 };
        let judged = estimate.judge(0.1, 2.5e-6);
        assert!((judged.critical - 4.7081).abs() < 1e-3, "{}", judged.critical);
        let peer = Normal::new(10.0, 1.0).unwrap().sf(judged.critical);
        assert!((judged.power - peer).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_number_or_has_no_spread_does_not_agree() {
        for (value, standard_error) in [(f64::NAN, 0.1), (1.0, f64::NAN), (1.0, 0.0), (2.0, 0.1)] {
            let estimate = Estimate { value, standard_error, histories: 400 };
            assert!(!estimate.judge(1.0, 1e-6).agrees, "{value} {standard_error}");
        }
        assert!(
            Estimate { value: 1.4, standard_error: 0.1, histories: 400 }.judge(1.0, 1e-6).agrees
        );
    }
}
