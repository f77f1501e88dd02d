//! What a calibration says.

use crate::planning::calibration::Calibrated;
use crate::presentation::wording;
use schemars::JsonSchema;
use serde::Serialize;

/// A reading, and the same in sentences.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct InSentences {
    #[serde(flatten)]
    told: Calibrated,
    /// The same in sentences.
    summary: Vec<String>,
}

impl From<&Calibrated> for InSentences {
    fn from(told: &Calibrated) -> Self {
        Self { told: told.clone(), summary: wording::calibration::summary(told) }
    }
}

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
    pub(super) readings: Vec<InSentences>,
    /// What was written.
    pub(super) files: Vec<String>,
}
