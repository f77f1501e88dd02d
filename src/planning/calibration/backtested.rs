//! Every reading of a scenario backtested, in the model's own family and in other worlds.

use super::backtest::Backtest;
use schemars::JsonSchema;
use serde::Serialize;

/// What it comes to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Backtested {
    /// The scenario.
    pub scenario: String,
    /// Seed of every draw.
    pub seed: u64,
    /// Draws among which truths were looked for.
    pub draws: u32,
    /// One for each reading and world.
    pub tests: Vec<WorldTest>,
}

/// One reading in one world.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Test")]
pub struct WorldTest {
    /// The reading.
    pub reading: String,
    /// The world; empty: the model's own family.
    pub world: String,
    /// What was found.
    #[serde(flatten)]
    pub found: Backtest,
}

impl WorldTest {
    /// Whether it is in the model's own family.
    pub fn is_own(&self) -> bool {
        self.world.is_empty()
    }
}
