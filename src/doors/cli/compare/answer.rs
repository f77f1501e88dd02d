//! What a comparison says.

use crate::planning::forecast::Difference;
use schemars::JsonSchema;
use serde::Serialize;

/// All comparisons.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::doors::cli) struct Answer {
    pub(super) comparisons: Vec<Comparison>,
}

/// One scenario against the first, in one reading.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Comparison {
    pub(super) scenario: String,
    pub(super) against: String,
    pub(super) reading: String,
    pub(super) histories: u64,
    pub(super) years: u16,
    pub(super) differences: Vec<Difference>,
}
