//! The nearest value of one weight at which a household would be given a certain unit.
//!
//! Points are linear in each weight, so the problem at any value follows from the problems at 0 and 1, and the fewest points
//! are a concave function of the value: never above the line of an answer that is best somewhere, and never below the chord
//! between two values. Where the chord of the answers with the unit lies above the lines of the best ones, the unit is
//! given at no value between, and none need be tried (parametric programming; Gusfield 1983).

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

    /// Whether the weight changes the points of any choice.
    fn changes_nothing(&self) -> bool {
        let applicants = self.at_none.applicants.iter().zip(&self.at_one.applicants);
        applicants.map(|(none, one)| (&none.choices, &one.choices)).all(|(none, one)| none == one)
    }

    /// By how much the points of an answer change when the weight grows by one.
    fn slope(&self, unit_of: &[Option<usize>]) -> i64 {
        self.at_one.objective(unit_of).penalty - self.at_none.objective(unit_of).penalty
    }
}

/// The best answers at one value.
#[derive(Debug)]
struct At {
    value: i64,
    /// Fewest points.
    best: i64,
    /// How the points of that answer change with the value.
    slope: i64,
    /// Fewest points with the unit given.
    forced: i64,
    /// The best answer gives the unit.
    is_given: bool,
}

impl At {
    /// The points of its best answer at another value; the fewest there are no more.
    fn line(&self, value: i64) -> i128 {
        i128::from(self.best) + i128::from(self.slope) * i128::from(value - self.value)
    }
}

/// Whether between two values the unit may be given at this one.
fn may_be_given(near: &At, far: &At, value: i64) -> bool {
    // In units of 1 / width, so that the chord is whole.
    let width = i128::from((far.value - near.value).abs());
    let gone = i128::from((value - near.value).abs());
    let chord = i128::from(near.forced) * (width - gone) + i128::from(far.forced) * gone;
    let at_most = near.line(value).min(far.line(value));
    chord <= at_most * width
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
    if family.changes_nothing() {
        return Ok(None);
    }
    let search = Search { family, asked, way };
    let Some(now) = search.at(asked.now)? else { return Ok(None) };
    let less = search.first_beyond(&now, 0)?;
    let more = search.first_beyond(&now, asked.greatest)?;
    let nearness = |value: &i64| ((value - asked.now).abs(), *value);
    Ok(less.into_iter().chain(more).min_by_key(nearness))
}

/// A search for the first value on one side.
struct Search<'a> {
    family: &'a Family<'a>,
    asked: Asked,
    way: Way,
}

impl Search<'_> {
    /// The best answers at a value; none where there are none.
    fn at(&self, value: i64) -> Result<Option<At>, SolveError> {
        let problem = self.family.at(value);
        let Some(best) = solve(&problem, self.way)? else { return Ok(None) };
        let is_given = best.unit_of[self.asked.household] == Some(self.asked.unit);
        let forced = if is_given {
            best.objective.penalty
        } else {
            let forced = problem.with_forced(self.asked.household, self.asked.unit);
            let Some(forced) = solve(&forced, self.way)? else { return Ok(None) };
            forced.objective.penalty
        };
        let slope = self.family.slope(&best.unit_of);
        Ok(Some(At { value, best: best.objective.penalty, slope, forced, is_given }))
    }

    /// The first value beyond one, up to an end, at which the unit is given.
    fn first_beyond(&self, now: &At, end: i64) -> Result<Option<i64>, SolveError> {
        if end == now.value {
            return Ok(None);
        }
        let Some(far) = self.at(end)? else { return Ok(None) };
        let between = self.first_between(now, &far)?;
        Ok(between.or_else(|| far.is_given.then_some(end)))
    }

    /// The first value strictly between two, seen from the near one.
    fn first_between(&self, near: &At, far: &At) -> Result<Option<i64>, SolveError> {
        let step = (far.value - near.value).signum();
        let inner = (far.value - near.value).abs() - 1;
        let values = (1..=inner).map(|k| near.value + k * step);
        let possible: Vec<i64> = values.filter(|value| may_be_given(near, far, *value)).collect();
        let Some(&middle) = possible.get(possible.len().div_euclid(2)) else { return Ok(None) };
        let Some(at) = self.at(middle)? else { return Ok(None) };
        if near.line(far.value) == i128::from(far.best) {
            // One answer is best throughout: whatever is best at one value between is so at all of them.
            return Ok(at.is_given.then(|| near.value + step));
        }
        if let Some(first) = self.first_between(near, &at)? {
            return Ok(Some(first));
        }
        if at.is_given {
            return Ok(Some(middle));
        }
        self.first_between(&at, far)
    }
}
