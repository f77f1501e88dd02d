//! Where limits between households, and not the number of units, keep somebody out: the smallest set of
//! them without which one more would be placed.

use super::problem::{Limit, LimitKind, Objective, Problem};
use super::solution::SolveError;
use super::solve::{Way, can_place};
use crate::base::solver::{Column, Model, Row, SolverError};
use crate::base::statistics::float;
use std::collections::BTreeSet;
use std::time::Duration;

/// A set of limits without which one more would be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binding {
    /// The limits; the zones of two households to be kept apart are one.
    pub(super) limits: Vec<LimitKind>,
    /// No smaller set would do; otherwise no part of this one would.
    pub(super) smallest: bool,
}

/// Limits up to which the smallest set is found; beyond, one of which no part would do.
const SMALLEST_UP_TO: usize = 20;

/// Seconds that the solver may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The limits between households that can bind at all, each once.
fn candidates(problem: &Problem) -> Vec<LimitKind> {
    let between =
        problem.limits.iter().map(|limit| limit.kind).filter(|kind| kind.rule().is_some());
    between.collect::<BTreeSet<_>>().into_iter().collect()
}

/// So many are to be placed, and so many of them in immediate danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Least {
    pub(super) danger: usize,
    pub(super) placed: usize,
}

impl Least {
    /// One more than in an answer, and nobody in danger the fewer.
    pub(super) fn one_more(than: Objective) -> Self {
        Self { danger: than.immediate_danger_placed, placed: than.placed + 1 }
    }
}

/// Whether any answer places so many.
pub(super) fn reaches(problem: &Problem, least: Least, way: Way) -> Result<bool, SolveError> {
    if let Some(answer) = can_place(problem, least.placed, least.danger, way)? {
        return Ok(answer);
    }
    match model(problem, &[], least).maximise(PATIENCE) {
        Ok(_) => Ok(true),
        Err(SolverError::Infeasible) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

fn without(problem: &Problem, lifted: &[LimitKind]) -> Problem {
    problem.without(|limit| lifted.contains(&limit.kind))
}

/// The smallest set of limits without which one more would be placed; none where no limit is the cause.
///
/// # Errors
/// Where the solver gives up.
pub(super) fn binding(
    problem: &Problem,
    placed: Objective,
    way: Way,
) -> Result<Option<Binding>, SolveError> {
    let all = candidates(problem);
    let least = Least::one_more(placed);
    if all.is_empty() || !reaches(&without(problem, &all), least, way)? {
        return Ok(None);
    }
    if all.len() <= SMALLEST_UP_TO
        && let Some(limits) = smallest(problem, &all, least)?
        && reaches(&without(problem, &limits), least, way)?
    {
        return Ok(Some(Binding { limits, smallest: true }));
    }
    let mut kept = all.clone();
    for kind in all {
        let fewer: Vec<LimitKind> = kept.iter().copied().filter(|other| *other != kind).collect();
        if reaches(&without(problem, &fewer), least, way)? {
            kept = fewer;
        }
    }
    Ok(Some(Binding { limits: kept, smallest: false }))
}

/// Fewest limits lifted such that one more is placed, by one mixed-integer programme.
fn smallest(
    problem: &Problem,
    all: &[LimitKind],
    least: Least,
) -> Result<Option<Vec<LimitKind>>, SolveError> {
    let model = model(problem, all, least);
    let solved = match model.maximise(PATIENCE) {
        Ok(solved) if solved.proven => solved,
        Ok(_) | Err(SolverError::Infeasible | SolverError::OutOfTime(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let lifted = all.iter().zip(&solved.values).filter(|(_, value)| **value > 0.5);
    Ok(Some(lifted.map(|(kind, _)| *kind).collect()))
}

/// Columns: one a limit that may be lifted, then one a choice. Rows 1 to 8 of the formulation, those of a
/// limit slackened once it is lifted; so many placed, and so many of them in danger.
fn model(problem: &Problem, all: &[LimitKind], least: Least) -> Model {
    let mut columns = vec![Column::yes_or_no(-1.0); all.len()];
    let mut choices = Vec::new();
    for (k, applicant) in problem.applicants.iter().enumerate() {
        for choice in &applicant.choices {
            columns.push(Column::yes_or_no(0.0));
            choices.push((k, choice.unit));
        }
    }
    let of = |chosen: &dyn Fn(usize, usize) -> bool, sign: f64| -> Vec<(usize, f64)> {
        let listed = choices.iter().enumerate().filter(|(_, (who, unit))| chosen(*who, *unit));
        listed.map(|(column, _)| (all.len() + column, sign)).collect()
    };
    let mut rows = Vec::new();
    for (k, applicant) in problem.applicants.iter().enumerate() {
        rows.push(Row { terms: of(&|who, _| who == k, 1.0), at_most: 1.0 });
        if applicant.must {
            rows.push(Row { terms: of(&|who, _| who == k, -1.0), at_most: -1.0 });
        }
    }
    for unit in 0..problem.units {
        let terms = of(&|_, other| other == unit, 1.0);
        if terms.len() > 1 {
            rows.push(Row { terms, at_most: 1.0 });
        }
    }
    for limit in &problem.limits {
        rows.push(slackened(limit, all, of(&|who, unit| limit.covers(who, unit), 1.0)));
    }
    let counts = |who: usize| problem.applicants[who].counts;
    let danger = |who: usize| counts(who) && problem.applicants[who].in_danger;
    rows.push(Row { terms: of(&|who, _| counts(who), -1.0), at_most: -float(least.placed) });
    rows.push(Row { terms: of(&|who, _| danger(who), -1.0), at_most: -float(least.danger) });
    Model { columns, rows }
}

fn slackened(limit: &Limit, all: &[LimitKind], mut terms: Vec<(usize, f64)>) -> Row {
    if let Some(column) = all.iter().position(|kind| *kind == limit.kind) {
        terms.push((column, -float(limit.members.len())));
    }
    Row { terms, at_most: float(limit.at_most) }
}
