//! What a comparison of scenarios answers.

use super::compare::Difference;
use schemars::JsonSchema;
use serde::Serialize;

/// All comparisons.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparisons {
    /// One for each reading and each scenario but the first.
    pub comparisons: Vec<Comparison>,
}

/// One scenario against the first, in one reading.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// The other scenario.
    pub scenario: String,
    /// The first.
    pub against: String,
    /// Empty where there is only one.
    pub reading: String,
    /// Whether that asks "what if".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub what_if: bool,
    /// Histories under each.
    pub histories: u64,
    /// Years that count in each.
    pub years: u16,
    /// Figure by figure.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// What a measure of everybody differs by.
    pub fn of_all(&self, measure: &str) -> Option<&Difference> {
        self.differences.iter().find(|found| found.measure == measure && found.group == "all")
    }
}
