//! A record of what was counted, beside what a reading's own histories make of it.
//!
//! A reading that does not give its records back is no reading of them. Not here: how it is worked out (`calibration`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A record, and what a reading gives back of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenBack {
    /// The record.
    pub record: String,
    /// Where it was counted.
    pub place: String,
    /// What was written down.
    pub value: f64,
    /// Whether only that no more were there is known.
    pub at_most: bool,
    /// Whether it is a share, from 0 to 1.
    pub is_share: bool,
    /// What was there in simulated years, on average over draws.
    pub mean: f64,
    /// 2.5 in 100 simulated years lie below.
    pub low: f64,
    /// 2.5 in 100 lie above.
    pub high: f64,
    /// The chance, kept as the record is, of one as far out as this on either side.
    pub chance: f64,
}
