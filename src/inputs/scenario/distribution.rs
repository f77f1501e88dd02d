//! A distribution by its family and figures.

use serde::Deserialize;
use strum::VariantNames;

/// A distribution of times.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Distribution {
    /// Its family.
    pub family: Family,
    /// Its mean, in days.
    pub mean_days: f64,
    /// Its coefficient of variation: standard deviation by mean.
    #[serde(default = "one")]
    pub cv: f64,
}

impl Distribution {
    /// The same times, all longer or shorter by a factor.
    #[must_use]
    pub fn stretched(self, factor: f64) -> Self {
        Self { mean_days: self.mean_days * factor, ..self }
    }
}

pub(super) fn one() -> f64 {
    1.0
}

/// Families of distributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Family {
    /// Exponential; its coefficient of variation is 1.
    Exponential,
    /// Lognormal.
    Lognormal,
    /// Gamma.
    Gamma,
    /// Weibull.
    Weibull,
    /// Always the mean.
    Deterministic,
}
