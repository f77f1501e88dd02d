//! What a calibration says.

use crate::planning::calibration::Calibrated;
use schemars::JsonSchema;
use serde::Serialize;

/// What it comes to.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::doors::cli) struct Answer {
    /// The scenario.
    pub(super) scenario: String,
    /// The estate.
    pub(super) estate: String,
    /// First day that counts.
    pub(super) start: String,
    /// Years that count.
    pub(super) years: u16,
    /// Seed of every draw.
    pub(super) seed: u64,
    /// Draws from the prior.
    pub(super) draws: u32,
    /// Readings of the evidence, side by side.
    pub(super) readings: Vec<Calibrated>,
    /// What was written.
    pub(super) files: Vec<String>,
}
