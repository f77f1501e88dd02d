//! That a simulation had not settled when counting began.

use serde::{Deserialize, Serialize};

/// What has not settled when counting begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsettled {
    /// By how many years the other warm-up was longer.
    pub more_years: u16,
    /// What differs.
    pub found: Vec<Still>,
}

/// Something that has not settled, in the first quarter that counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Still {
    /// What.
    pub measure: Building,
    /// Its mean after the scenario's own warm-up.
    pub own: f64,
    /// After the longer one.
    pub longer: f64,
}

/// What builds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Building {
    /// Open nights lived in.
    Occupancy,
    /// Referrals of the quarter.
    Referrals,
    /// Households that wait.
    Waiting,
    /// Households in second stage.
    SecondStage,
}
