//! Referrals as they come: how many, when, and from how many households.

use crate::base::domain::time::DAYS_OF_YEAR;
use serde::Deserialize;

/// Referrals as they come.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Arrivals {
    /// Referrals per 365 days.
    pub per_year: f64,
    /// The share of them that needs one of these units; 1 where `per_year` counts just those.
    #[serde(default = "one")]
    pub share_needing_unit: f64,
    /// By how much the rate grows from each year to the next, from `start` on; before it there is less.
    #[serde(default)]
    pub growth_per_year: f64,
    /// Relative rates of the months, January first; empty: all alike.
    #[serde(default)]
    pub by_month: Vec<f64>,
    /// Relative rates of the days of the week, Monday first; empty: all alike.
    #[serde(default)]
    pub by_weekday: Vec<f64>,
    /// Relative rates of the hours, midnight first; empty: all alike.
    #[serde(default)]
    pub by_hour: Vec<f64>,
    /// A rate that swings about its mean.
    pub wave: Option<Wave>,
    /// A rate that wanders by chance.
    pub dispersion: Option<Dispersion>,
    /// Times in which more come.
    pub bursts: Option<Bursts>,
    /// How many households referrals come from; none: so many that it makes no difference.
    pub sources: Option<u32>,
}

fn one() -> f64 {
    1.0
}

impl Arrivals {
    /// Referrals per day that need one of these units, growth, patterns and bursts apart.
    pub fn per_day(&self) -> f64 {
        self.per_year * self.share_needing_unit / DAYS_OF_YEAR
    }

    /// Whether they come in the same pattern as others, however many more or fewer.
    pub fn have_the_pattern_of(&self, other: &Self) -> bool {
        let (per_year, share_needing_unit) = (other.per_year, other.share_needing_unit);
        Self { per_year, share_needing_unit, ..self.clone() } == *other
    }

    /// Whether the rate is the same at every moment of every history.
    pub fn is_constant(&self) -> bool {
        self.growth_per_year == 0.0
            && self.by_month.is_empty()
            && self.by_weekday.is_empty()
            && self.by_hour.is_empty()
            && self.wave.is_none()
            && self.dispersion.is_none()
            && self.bursts.is_none()
    }
}

/// A rate of 1 + `amplitude` · sin(2π · days since `start` / `period_days`) times its mean.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Wave {
    /// How far it swings, as a share of the mean.
    pub amplitude: f64,
    /// From one crest to the next.
    pub period_days: f64,
}

/// A rate that is multiplied by a gamma-distributed factor of mean 1, anew for each span: counts of a span are
/// then negative binomial.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Dispersion {
    /// Standard deviation of the factor.
    pub cv: f64,
    /// Days of a span, the first beginning with the simulation.
    pub days: f64,
}

/// Bursts that begin at random moments and overlap as they may.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Bursts {
    /// Bursts per 365 days.
    pub per_year: f64,
    /// Referrals that one brings, on average, beside all others.
    pub referrals: f64,
    /// Days that one lasts.
    pub days: f64,
}
