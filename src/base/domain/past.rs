//! What was counted in the past: figures of real households, over whole spans of time.
//!
//! They are few, so they are said with care: nothing under [`LEAST_SHOWN`] is ever shown. Not here: where they
//! come from (`estate`), and what is simulated (`forecast`).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

/// A count of fewer real households could point at one of them.
pub const LEAST_SHOWN: u32 = 5;

/// What was counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PastMeasure {
    /// Referrals.
    Referrals,
    /// Households placed.
    Placed,
    /// Households that could not be accommodated, for any reason that is unmet need.
    NeedUnmet,
    /// Households that could not be accommodated for capacity.
    UnmetCapacity,
}

impl PastMeasure {
    /// How a person says it, after a number.
    pub fn title(self) -> &'static str {
        match self {
            Self::Referrals => "referrals",
            Self::Placed => "households placed",
            Self::NeedUnmet => "households not accommodated",
            Self::UnmetCapacity => "households not accommodated for capacity",
        }
    }
}

/// One figure of the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What was counted.
    pub measure: PastMeasure,
    /// How many.
    pub value: u32,
    /// Where it was published or recorded.
    pub source: String,
}

impl Past {
    /// How many quarters of a year it spans.
    pub fn quarters(&self) -> f64 {
        const DAYS_IN_A_QUARTER: f64 = 365.25 / 4.0;
        f64::from((self.to - self.from).get_days() + 1) / DAYS_IN_A_QUARTER
    }
}
