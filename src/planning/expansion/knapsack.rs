//! The plan within a budget of which most is to be expected if things did not depend on one another: whole numbers of
//! each, the money of each year, solved whole by HiGHS.

use super::allowance::Allowance;
use super::candidate::Candidate;
use super::plan::Plan;
use crate::base::solver::{Column, Model, Row, SolverError};
use std::time::Duration;

/// What the solver found.
pub(super) struct Packed {
    /// The plan.
    pub(super) plan: Plan,
    /// No plan could come to more than this.
    pub(super) bound: f64,
}

/// The most of what one of each candidate is worth. Columns: how many of each. Rows: what may be spent up to each year,
/// and in it; and how many may be bought in all.
///
/// # Errors
/// If the solver does not answer.
pub(super) fn knapsack(
    worth: &[f64],
    allowance: &Allowance,
    candidates: &[Candidate],
    size: u32,
) -> Result<Packed, SolverError> {
    const IN_TIME: Duration = Duration::from_secs(20);
    let columns = worth.iter().zip(candidates).map(|(worth, candidate)| Column {
        objective: worth.max(0.0),
        lower: 0.0,
        upper: if *worth > 0.0 { f64::from(candidate.most.min(size)) } else { 0.0 },
        whole: true,
    });
    let mut rows: Vec<Row> = allowance
        .rows()
        .map(|(takes, at_most)| {
            let terms = takes.into_iter().enumerate().filter(|(_, takes)| *takes > 0.0);
            Row { terms: terms.collect(), at_most }
        })
        .collect();
    if size < u32::MAX {
        let one_each = (0..candidates.len()).map(|candidate| (candidate, 1.0));
        rows.push(Row { terms: one_each.collect(), at_most: f64::from(size) });
    }
    let solved = Model { columns: columns.collect(), rows }.maximise(IN_TIME)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole numbers from 0 to the most that can be bought"
    )]
    let counts = solved.values.iter().map(|value| value.round().max(0.0) as u16).collect();
    Ok(Packed { plan: Plan(counts), bound: solved.bound })
}
