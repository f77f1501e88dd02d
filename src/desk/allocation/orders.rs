//! The provider's order: what comes first when several households ask, and what another order would give.

use super::batch::Batch;
use super::problem::{Aim, Objective, Problem};
use super::solution::{Method, Solution, SolveError};
use super::solve::{Alternative, Way, feasible, least_shortfall, may_choose, solve};
use crate::inputs::estate::{Allocation, AllocationOrder};

/// A problem solved in an order.
#[derive(Debug, Clone)]
pub(super) struct Ordered {
    /// What was solved in the end, with those who may not go without marked.
    pub(super) problem: Problem,
    /// The answer.
    pub(super) solution: Solution,
    order: AllocationOrder,
}

/// Solves a batch's problem in an order.
///
/// None where somebody who must be placed cannot be.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub(super) fn solve_in_order(
    batch: &Batch<'_>,
    mut problem: Problem,
    allocation: &Allocation,
    way: Way,
) -> Result<Option<Ordered>, SolveError> {
    let received = |household: &usize| batch.households[*household].referral.received;
    let mut sequence: Vec<usize> = (0..batch.households.len()).collect();
    sequence.sort_by_key(|household| (received(household), *household));
    let order = allocation.order;
    problem.floors = batch.floors(allocation);
    match order {
        AllocationOrder::DangerFirst => {}
        AllocationOrder::HouseholdsFirst => problem.aim = Aim::HouseholdsFirst,
        AllocationOrder::WaitingLexicographic => {
            problem = nobody_before_a_longer_wait(&problem, &sequence, way)?;
        }
        AllocationOrder::FirstCome => {
            let unit_of = first_come(&problem, &sequence);
            let objective = problem.objective(&unit_of);
            let method = Method::FirstCome;
            let solution = Solution { unit_of, objective, bound: objective, proven: true, method };
            return Ok(Some(Ordered { problem, solution, order }));
        }
    }
    Ok(solve(&problem, way)?.map(|solution| Ordered { problem, solution, order }))
}

/// One after another, whoever can be placed besides those before must be.
fn nobody_before_a_longer_wait(
    problem: &Problem,
    sequence: &[usize],
    way: Way,
) -> Result<Problem, SolveError> {
    let mut problem = problem.clone();
    // Floors come first of all: nobody's wait goes before them.
    let Some(least) = least_shortfall(&problem)? else { return Ok(problem) };
    let mut witness = feasible(&problem, least, way)?;
    for &household in sequence {
        let placed = witness.as_ref().is_some_and(|unit_of| unit_of[household].is_some());
        let before = std::mem::replace(&mut problem.applicants[household].must, true);
        if before || placed {
            continue;
        }
        match feasible(&problem, least, way)? {
            Some(found) => witness = Some(found),
            None => problem.applicants[household].must = false,
        }
    }
    Ok(problem)
}

/// Each takes the unit of fewest points that is left and that the limits leave.
fn first_come(problem: &Problem, sequence: &[usize]) -> Vec<Option<usize>> {
    let mut held = Held::nothing(problem);
    let musts = problem.applicants.iter().enumerate().filter(|(_, applicant)| applicant.must);
    for (household, applicant) in musts {
        held.take(household, applicant.choices.first().map(|choice| choice.unit));
    }
    for &household in sequence {
        if held.unit_of[household].is_none() {
            let choices = problem.applicants[household].choices.iter();
            let open = choices.filter(|choice| held.is_open(household, choice.unit));
            let best =
                open.min_by_key(|choice| (choice.penalty, choice.tie)).map(|choice| choice.unit);
            held.take(household, best);
        }
    }
    held.unit_of
}

/// Who has which unit, counted so that one more can be looked at quickly.
struct Held<'a> {
    problem: &'a Problem,
    unit_of: Vec<Option<usize>>,
    taken: Vec<bool>,
    /// For each limit, how many count under it.
    counts: Vec<usize>,
    /// For each applicant, the limits it could count under.
    limits_of: Vec<Vec<usize>>,
}

impl<'a> Held<'a> {
    fn nothing(problem: &'a Problem) -> Self {
        let mut limits_of = vec![Vec::new(); problem.applicants.len()];
        for (k, limit) in problem.limits.iter().enumerate() {
            for (applicant, _) in &limit.members {
                limits_of[*applicant].push(k);
            }
        }
        Self {
            problem,
            unit_of: vec![None; problem.applicants.len()],
            taken: vec![false; problem.units],
            counts: vec![0; problem.limits.len()],
            limits_of,
        }
    }

    fn of(problem: &'a Problem, unit_of: &[Option<usize>]) -> Self {
        let mut held = Self::nothing(problem);
        for (household, unit) in unit_of.iter().enumerate() {
            held.take(household, *unit);
        }
        held
    }

    fn take(&mut self, household: usize, unit: Option<usize>) {
        let Some(unit) = unit else { return };
        self.unit_of[household] = Some(unit);
        self.taken[unit] = true;
        for &limit in &self.limits_of[household] {
            self.counts[limit] += usize::from(self.problem.limits[limit].covers(household, unit));
        }
    }

    /// Whether a household may take a unit while everybody else keeps theirs.
    fn is_open(&self, household: usize, unit: usize) -> bool {
        let own = self.unit_of[household];
        if self.taken[unit] && own != Some(unit) {
            return false;
        }
        self.limits_of[household].iter().all(|&k| {
            let limit = &self.problem.limits[k];
            let counted = own.is_some_and(|own| limit.covers(household, own));
            let others = self.counts[k] - usize::from(counted);
            !limit.covers(household, unit) || others < limit.at_most
        })
    }
}

impl Ordered {
    /// What each of these households may choose instead.
    ///
    /// # Errors
    /// Where weights are too large, or the solver gives up.
    pub(super) fn may_choose(
        &self,
        households: &[usize],
        way: Way,
    ) -> Result<Vec<Vec<Alternative>>, SolveError> {
        if self.order != AllocationOrder::FirstCome {
            return may_choose(&self.problem, &self.solution, households, way);
        }
        Ok(self.beside_the_others(households))
    }

    /// What each of these households may choose while all others keep theirs.
    pub(super) fn beside_the_others(&self, households: &[usize]) -> Vec<Vec<Alternative>> {
        let unit_of = &self.solution.unit_of;
        let held = Held::of(&self.problem, unit_of);
        let of = |&household: &usize| {
            let applicant = &self.problem.applicants[household];
            let own = unit_of[household].and_then(|unit| applicant.penalty_of(unit)).unwrap_or(0);
            let mut list: Vec<Alternative> = applicant
                .choices
                .iter()
                .filter(|choice| unit_of[household] != Some(choice.unit))
                .filter(|choice| held.is_open(household, choice.unit))
                .map(|choice| Alternative {
                    unit: choice.unit,
                    extra_penalty: choice.penalty - own,
                })
                .collect();
            list.sort_by_key(|alternative| (alternative.extra_penalty, alternative.unit));
            list
        };
        households.iter().map(of).collect()
    }
}

/// What an order costs against another: fewer people placed are negative numbers, more points positive.
pub(super) fn price(of: Objective, against: Objective) -> CostOfOrder {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let less = |mine: usize, theirs: usize| count(mine) - count(theirs);
    CostOfOrder {
        immediate_danger_placed: less(of.immediate_danger_placed, against.immediate_danger_placed),
        placed: less(of.placed, against.placed),
        penalty: of.penalty - against.penalty,
    }
}

/// The difference between two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct CostOfOrder {
    /// Households in immediate danger placed.
    pub immediate_danger_placed: i64,
    /// Households placed.
    pub placed: i64,
    /// Points.
    pub penalty: i64,
}
