//! The nearest value of one weight at which a household would be given a certain unit.
//!
//! Points are linear in each weight, so the problem at any value follows from the problems at 0 and 1.
//! Between forcing the unit and the best answer lies a gap that closes at most as fast as the weight's
//! factors add up to: values nearer than that need not be tried, and none is left out.

use super::problem::Problem;
use super::solution::SolveError;
use super::solve::{Way, solve};

/// A weight that is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// The household, by position.
    pub(super) household: usize,
    /// The unit, by position.
    pub(super) unit: usize,
    /// The weight's value now.
    pub(super) now: i64,
    /// The greatest value that a provider may give.
    pub(super) greatest: i64,
}

/// The problem at any value of a weight, from those at 0 and 1.
#[derive(Debug)]
pub(super) struct Family<'a> {
    pub(super) at_none: &'a Problem,
    pub(super) at_one: &'a Problem,
}

impl Family<'_> {
    fn at(&self, value: i64) -> Problem {
        let mut problem = self.at_none.clone();
        for (applicant, one) in problem.applicants.iter_mut().zip(&self.at_one.applicants) {
            for (choice, one) in applicant.choices.iter_mut().zip(&one.choices) {
                choice.penalty += (one.penalty - choice.penalty) * value;
            }
        }
        problem
    }

    /// The points of an answer change by no more than this when the weight changes by one.
    fn steepest(&self) -> i64 {
        let applicants = self.at_none.applicants.iter().zip(&self.at_one.applicants);
        applicants
            .map(|(none, one)| {
                let both = none.choices.iter().zip(&one.choices);
                both.map(|(none, one)| one.penalty - none.penalty).max().unwrap_or(0)
            })
            .sum()
    }
}

/// The value nearest to the one now at which the household is given the unit; of two as near the lesser.
///
/// # Errors
/// Where the solver gives up.
pub(super) fn nearest_flip(
    family: &Family<'_>,
    asked: Asked,
    way: Way,
) -> Result<Option<i64>, SolveError> {
    if family.steepest() == 0 {
        return Ok(None);
    }
    let less = first_flip(family, asked, -1, way)?;
    let more = first_flip(family, asked, 1, way)?;
    let nearness = |value: &i64| ((value - asked.now).abs(), *value);
    Ok(less.into_iter().chain(more).min_by_key(nearness))
}

fn first_flip(
    family: &Family<'_>,
    asked: Asked,
    step: i64,
    way: Way,
) -> Result<Option<i64>, SolveError> {
    let steepest = family.steepest();
    let mut value = asked.now + step;
    while (0..=asked.greatest).contains(&value) {
        let problem = family.at(value);
        let Some(best) = solve(&problem, way)? else { return Ok(None) };
        if best.unit_of[asked.household] == Some(asked.unit) {
            return Ok(Some(value));
        }
        let forced = problem.with_forced(asked.household, asked.unit);
        let Some(forced) = solve(&forced, way)? else { return Ok(None) };
        let gap = forced.objective.penalty - best.objective.penalty;
        value += step * gap.saturating_add(steepest - 1).div_euclid(steepest).max(1);
    }
    Ok(None)
}
