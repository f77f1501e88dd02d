//! From a figure with its standard error to a verdict.

use crate::base::statistics::{float, normal_below, two_sided};
use crate::planning::forecast::{CONTROLLED, CONTROLS};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// The chance that a whole run of a right program says of any figure that it differs.
pub const FALSE_ALARMS: f64 = 1e-4;

/// The bias, as a part of the exact value, against which the power is told.
pub const SMALL_BIAS: f64 = 0.01;

/// The least chance with which such a bias must be found before a figure is said to agree.
pub const LEAST_POWER: f64 = 0.99;

/// The greatest standard error, as a part of the exact value, with which a figure is said to agree.
pub const GREATEST_ERROR: f64 = 0.0025;

/// The chance of a false alarm that each of so many figures is allowed (Šidák, 1967).
///
/// Figures of one scenario come from the same histories. For two-sided bounds on normal figures the product is a
/// bound however they go together, so the whole set keeps [`FALSE_ALARMS`].
pub fn chance_each(figures: usize) -> f64 {
    let figures = float(figures.max(1));
    -libm::expm1(libm::log1p(-FALSE_ALARMS) / figures)
}

/// A figure over histories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure; not a number where there is none.
    pub value: f64,
    /// Its standard error over histories, never over households.
    pub standard_error: f64,
    /// Histories.
    pub histories: u32,
    /// Which mean it is.
    pub by: Mean,
}

/// The mean of a line and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mean {
    /// Over histories.
    Plain,
    /// With the help of control variates. A bias of these would be taken off with chance, so that wherever this is read their
    /// own plain mean is a figure too, alone or with the units lived in.
    Controlled,
}

impl Mean {
    /// The statistics of `forecast.csv`.
    pub(super) fn statistics(self) -> [&'static str; 2] {
        match self {
            Self::Plain => ["mean", "se"],
            Self::Controlled => CONTROLLED,
        }
    }

    /// Slopes that histories have to tell besides, at most.
    fn slopes(self) -> u64 {
        match self {
            Self::Plain => 0,
            Self::Controlled => CONTROLS as u64,
        }
    }
}

impl Estimate {
    /// The same in another unit.
    #[must_use]
    pub fn times(self, scale: f64) -> Self {
        Self { value: scale * self.value, standard_error: scale * self.standard_error, ..self }
    }

    /// Holds it against what it should be, with this chance of a false alarm.
    pub fn judge(self, exact: f64, chance: f64) -> Judgement {
        let z = (self.value - exact) / self.standard_error;
        let freedom = u64::from(self.histories).saturating_sub(1 + self.by.slopes());
        let critical = two_sided(chance, freedom);
        let shift = SMALL_BIAS * exact.abs() / self.standard_error;
        let power = normal_below(shift - critical) + normal_below(-shift - critical);
        let has_no_spread = self.value.is_finite() && self.standard_error <= 0.0;
        let tells = power >= LEAST_POWER && self.standard_error <= GREATEST_ERROR * exact.abs();
        let verdict = match z.abs() {
            // Histories that are all alike do not tell how far chance may move them.
            _ if has_no_spread => Agreement::TooFewHistories,
            within if within <= critical && tells => Agreement::Agrees,
            within if within <= critical => Agreement::TooFewHistories,
            // What is not a number agrees with nothing.
            _ => Agreement::Differs,
        };
        Judgement { z, critical, power, verdict }
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
    pub verdict: Agreement,
}

/// Whether a figure is what theory says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Verdict")]
pub enum Agreement {
    /// The difference may be chance, and a small bias would have been found.
    Agrees,
    /// The difference is more than chance explains.
    Differs,
    /// The difference may be chance, but so might that of a figure that is wrong.
    TooFewHistories,
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::TooFewHistories => "too few",
        })
    }
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
    fn the_power_is_that_of_the_normal_distribution() {
        let estimate =
            Estimate { value: 0.1, standard_error: 0.0001, histories: 1_000_000, by: Mean::Plain };
        let judged = estimate.judge(0.1, 2.5e-6);
        assert!((judged.critical - 4.7081).abs() < 1e-3, "{}", judged.critical);
        let peer = Normal::new(10.0, 1.0).unwrap().sf(judged.critical);
        assert!((judged.power - peer).abs() < 1e-9);
    }

    /// Of 400 histories, z may be 4.95 at this chance; a shift of 1 in 100 must be 7.3 standard errors.
    #[test]
    fn a_figure_agrees_only_where_a_small_bias_would_be_found() {
        let verdict = |value: f64, standard_error: f64| {
            Estimate { value, standard_error, histories: 400, by: Mean::Plain }
                .judge(1.0, 1e-6)
                .verdict
        };
        assert_eq!(verdict(1.006, 0.0013), Agreement::Agrees);
        assert_eq!(verdict(1.007, 0.0013), Agreement::Differs);
        assert_eq!(verdict(1.0, 0.0015), Agreement::TooFewHistories);
        assert_eq!(verdict(1.1, 0.1), Agreement::TooFewHistories);
        assert_eq!(verdict(2.0, 0.1), Agreement::Differs);
    }

    #[test]
    fn what_is_no_number_differs_and_what_has_no_spread_does_not_tell() {
        let verdict = |value: f64, standard_error: f64| {
            Estimate { value, standard_error, histories: 400, by: Mean::Plain }
                .judge(1.0, 1e-6)
                .verdict
        };
        for (value, standard_error) in [(f64::NAN, 0.1), (1.0, f64::NAN), (f64::NAN, 0.0)] {
            assert_eq!(verdict(value, standard_error), Agreement::Differs);
        }
        assert_eq!(verdict(1.0, 0.0), Agreement::TooFewHistories);
        assert_eq!(verdict(3.0, 0.0), Agreement::TooFewHistories);
    }
}
