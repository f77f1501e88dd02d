//! What solving a batch came to, or why it did not.

use super::problem::{Objective, TooLarge};
use crate::base::solver::SolverError;
use schemars::JsonSchema;
use serde::Serialize;

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// No limit between households was passed: an assignment.
    Assignment,
    /// Branch and bound over assignments.
    BranchAndBound,
    /// The mixed-integer solver, level by level.
    Solver,
    /// The mixed-integer solver over columns added as their prices ask.
    ColumnGeneration,
    /// In the order of asking, without rearranging anybody.
    FirstCome,
}

/// The best answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Who has which unit.
    pub unit_of: Vec<Option<usize>>,
    /// What it comes to.
    pub objective: Objective,
    /// No answer is better than this.
    pub bound: Objective,
    /// Bound and objective are known to be equal.
    pub proven: bool,
    /// How it was found.
    pub method: Method,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// Weights beyond 64 bits.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// The solver gave up.
    #[error(transparent)]
    Solver(#[from] SolverError),
}
