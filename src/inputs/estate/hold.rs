//! How long a hold may last, and what else a provider's register goes by. When one has lapsed the register reckons (`register`).

use serde::Deserialize;

/// What the register goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RegisterTerms {
    /// The minutes that a hold may last.
    pub hold_minutes: u32,
    /// Nights a unit is made ready between two households.
    pub turnaround_nights: u16,
    /// The years after which a household may be erased; none: only by order.
    pub keep_years: Option<u16>,
}

impl Default for RegisterTerms {
    fn default() -> Self {
        Self { hold_minutes: 30, turnaround_nights: 0, keep_years: None }
    }
}
