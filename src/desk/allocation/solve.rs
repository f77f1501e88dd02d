//! The best answer to a problem, the only one of its kind, and what else each household may choose.
//!
//! Chooses the way: an assignment, branch and bound over it, or the solver. All give the same answer;
//! tests hold them to it.

use super::assignment::Assignment;
use super::branch_and_bound::{BranchAndBound, Ended};
use super::column_generation::solve_by_columns;
use super::node::Node;
use super::problem::{Aim, Applicant, Floor, Objective, Problem, TooLarge};
use super::programme::Programme;
use super::solution::{Method, Solution, SolveError};
use std::time::Duration;

/// The way to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// Whichever is fastest.
    #[default]
    Fastest,
    /// Branch and bound, however long.
    Search,
    /// The mixed-integer solver.
    Solver,
    /// The mixed-integer solver over columns added as their prices ask; not for floors.
    Columns,
}

/// A unit that a household may take instead, at so many more points for all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative {
    /// Position of the unit.
    pub unit: usize,
    /// More points of the whole batch.
    pub extra_penalty: i64,
}

/// Households up to which the answer is made the only one.
pub const UNIQUE_UP_TO: usize = 50;

/// Assignments that one search may solve before the solver takes over.
const BUDGET: usize = 200_000;

/// Assignments of a search before limits are given prices.
const BEFORE_PRICES: usize = 300;

/// Choices that these assignments may look at between them: large batches get fewer.
const BUDGET_CELLS: usize = 300_000_000;

/// Choices up to which the solver sees every one.
const DENSE_UP_TO: usize = 100_000;

/// Seconds the solver may take for one level.
const PATIENCE: Duration = Duration::from_secs(60);

/// The best answer; none where somebody who must be placed cannot be.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub fn solve(problem: &Problem, way: Way) -> Result<Option<Solution>, SolveError> {
    let Some((scaled, each)) = problem.with_ties_in_points() else {
        return solve_points(problem, way);
    };
    Ok(solve_points(&scaled, way)?.map(|solution| Solution {
        objective: problem.objective(&solution.unit_of),
        bound: Objective { penalty: solution.bound.penalty.div_euclid(each), ..solution.bound },
        ..solution
    }))
}

/// The same where points decide alone.
fn solve_points(problem: &Problem, way: Way) -> Result<Option<Solution>, SolveError> {
    // Columns know nothing of floors: then the solver sees every one.
    if way == Way::Solver || (way == Way::Columns && !problem.floors.is_empty()) {
        return by_solver(problem);
    }
    let cells: usize = problem.applicants.iter().map(|applicant| applicant.choices.len()).sum();
    let large = cells > DENSE_UP_TO;
    if way == Way::Columns {
        return solve_by_columns(problem);
    }
    let budget = match way {
        Way::Search => usize::MAX,
        _ => BUDGET.min(BUDGET_CELLS.div_euclid(cells.max(1))),
    };
    let mut prepared = Prepared::new(problem)?;
    if !problem.floors.is_empty() {
        // How far from the floors is the solver's word; everything below it is searched.
        match least_shortfall(problem)? {
            Some(least) => prepared.search.short_at_most = least,
            None => return Ok(None),
        }
    }
    let dense = !large || !problem.floors.is_empty();
    let given_up = || if dense { by_solver(problem) } else { solve_by_columns(problem) };
    prepared.best(budget).unwrap_or_else(given_up)
}

/// A problem whose rows stand, to be solved as often as one likes.
#[derive(Debug)]
pub struct Prepared<'a> {
    problem: &'a Problem,
    search: BranchAndBound<'a>,
    start: Node,
}

/// What a search within its budget came to; nothing, if it gave up.
type Searched = Option<Result<Option<Solution>, SolveError>>;

impl<'a> Prepared<'a> {
    /// Makes a problem ready; its floors are not looked at.
    ///
    /// # Errors
    /// Where weights are too large.
    pub fn new(problem: &'a Problem) -> Result<Self, TooLarge> {
        let search = BranchAndBound::new(problem)?;
        let start = search.start();
        Ok(Self { problem, search, start })
    }

    /// The same with prices on the limits from the beginning.
    #[cfg(test)]
    pub(super) fn priced(problem: &'a Problem) -> Result<Self, TooLarge> {
        let mut prepared = Self::new(problem)?;
        prepared.search.tighten();
        prepared.start = prepared.search.start();
        Ok(prepared)
    }

    /// The cheapest assignment, limits between households left out.
    pub fn one_to_one(&mut self) -> Objective {
        let assignment = self.search.relaxed(&self.start);
        self.problem.objective(&self.search.units(&assignment))
    }

    /// The best answer of all levels; nothing, where the search gives up.
    pub fn all_levels(&mut self) -> Option<Solution> {
        self.best(BUDGET)?.ok()?
    }

    /// Assignments solved so far.
    pub fn assignments(&self) -> usize {
        self.search.solved
    }

    fn best(&mut self, budget: usize) -> Searched {
        let before = self.search.solved;
        let quick = budget.min(BEFORE_PRICES);
        let mut ended = self.search.below(&self.start, None, false, quick);
        if matches!(ended, Ended::GaveUp(_)) && quick < budget {
            self.search.tighten();
            self.start = self.search.start();
            ended = self.search.below(&self.start, None, false, budget);
        }
        let (unit_of, cost) = match ended {
            Ended::Nothing => return Some(Ok(None)),
            Ended::GaveUp(_) => return None,
            Ended::Found(unit_of, cost) => (unit_of, cost),
        };
        let direct = self.search.solved == before + 1;
        let method = if direct { Method::Assignment } else { Method::BranchAndBound };
        let unique = self.problem.applicants.len() <= UNIQUE_UP_TO;
        let unit_of =
            if unique { least_positions(&mut self.search, unit_of, cost, budget) } else { unit_of };
        let objective = self.problem.objective(&unit_of);
        Some(Ok(Some(Solution { unit_of, objective, bound: objective, proven: true, method })))
    }
}

/// Whether some answer places so many households, and so many of them in danger, floors left out; none where only the
/// solver can say.
///
/// # Errors
/// Where weights are too large.
pub(super) fn can_place(
    problem: &Problem,
    placed: usize,
    in_danger: usize,
    way: Way,
) -> Result<Option<bool>, TooLarge> {
    if way == Way::Solver {
        return Ok(None);
    }
    let is_in_danger =
        |(_, applicant): &(usize, &Applicant)| applicant.counts && applicant.in_danger;
    let members = problem.applicants.iter().enumerate().filter(is_in_danger).map(|(k, _)| k);
    let floor = Floor { at_least: in_danger, members: members.collect() };
    let floored = Problem { aim: Aim::HouseholdsFirst, floors: vec![floor], ..problem.clone() };
    let mut search = BranchAndBound::new(&floored)?;
    search.short_at_most = 0;
    let ceiling = Some(search.scale.dearest(placed, in_danger) + 1);
    for budget in [BEFORE_PRICES, BUDGET] {
        match search.below(&search.start(), ceiling, true, budget) {
            Ended::Found(..) => return Ok(Some(true)),
            Ended::Nothing => return Ok(Some(false)),
            Ended::GaveUp(_) => search.tighten(),
        }
    }
    Ok(None)
}

fn by_solver(problem: &Problem) -> Result<Option<Solution>, SolveError> {
    let unique = problem.applicants.len() <= UNIQUE_UP_TO;
    let answer = Programme::new(problem, PATIENCE).best(unique)?;
    Ok(answer.map(|answer| Solution {
        objective: problem.objective(&answer.unit_of),
        unit_of: answer.unit_of,
        bound: answer.bound,
        proven: answer.proven,
        method: Method::Solver,
    }))
}

/// Of all answers at this cost the one with the least positions, applicant by applicant.
fn least_positions(
    search: &mut BranchAndBound<'_>,
    mut unit_of: Vec<Option<usize>>,
    cost: i64,
    budget: usize,
) -> Vec<Option<usize>> {
    let mut node = search.start();
    let root = search.relaxed(&node);
    let spare = cost - search.cost(&node, &root);
    for applicant in 0..unit_of.len() {
        let never = search.scale.never;
        let now = unit_of[applicant].unwrap_or(search.units_in_all());
        for unit in cheap_enough(&node, &root, applicant, spare) {
            if unit >= now {
                break;
            }
            let mut tried = node.clone();
            tried.fix(applicant, |column| column == unit, never);
            if let Ended::Found(found, _) =
                search.below_known(&root, &tried, Some(cost + 1), true, budget)
            {
                unit_of = found;
                break;
            }
        }
        match unit_of[applicant] {
            Some(unit) => node.fix(applicant, |column| column == unit, never),
            None => node.keep(applicant, |column| column >= search.units_in_all()),
        }
    }
    unit_of
}

/// The units of an applicant that some answer within `spare` of the assignment might use, ascending.
fn cheap_enough(node: &Node, root: &Assignment, applicant: usize, spare: i64) -> Vec<usize> {
    let cells = node.cells(applicant);
    let near = cells.iter().filter(|cell| root.reduced(applicant, **cell) <= spare);
    near.map(|cell| cell.index()).collect()
}

/// For each applicant every other unit it may take without fewer people in danger, or fewer households,
/// being placed; fewest more points first, then by unit.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub fn may_choose(
    problem: &Problem,
    solution: &Solution,
    applicants: &[usize],
    way: Way,
) -> Result<Vec<Vec<Alternative>>, SolveError> {
    let mut lists = Vec::with_capacity(applicants.len());
    let mut chooser = if way == Way::Solver || solution.method == Method::Solver {
        None
    } else {
        Some(Chooser::new(problem, solution)?)
    };
    for &applicant in applicants {
        let mut list = Vec::new();
        for choice in &problem.applicants[applicant].choices {
            if solution.unit_of[applicant] == Some(choice.unit) {
                continue;
            }
            let extra = match &mut chooser {
                Some(chooser) => chooser.extra(problem, applicant, choice.unit)?,
                None => extra_by_solver(problem, solution, applicant, choice.unit)?,
            };
            list.extend(
                extra.map(|extra_penalty| Alternative { unit: choice.unit, extra_penalty }),
            );
        }
        list.sort_by_key(|alternative| (alternative.extra_penalty, alternative.unit));
        lists.push(list);
    }
    Ok(lists)
}

/// Asks again and again what one unit for one applicant would cost.
struct Chooser<'a> {
    search: BranchAndBound<'a>,
    start: Node,
    root: Assignment,
    cost: i64,
    solution: &'a Solution,
}

impl<'a> Chooser<'a> {
    fn new(problem: &'a Problem, solution: &'a Solution) -> Result<Self, TooLarge> {
        let mut search = BranchAndBound::new(problem)?;
        if solution.method == Method::BranchAndBound {
            search.tighten();
        }
        let start = search.start();
        let root = search.relaxed(&start);
        let cost = search.cost_of(&solution.unit_of);
        search.short_at_most = problem.shortfall(&solution.unit_of);
        Ok(Self { search, start, root, cost, solution })
    }

    /// More points of all together, where as many people are placed.
    fn extra(
        &mut self,
        problem: &Problem,
        applicant: usize,
        unit: usize,
    ) -> Result<Option<i64>, SolveError> {
        let ceiling = self.cost + self.search.scale.points + 1;
        let cells = self.start.cells(applicant);
        let cell = cells.iter().find(|cell| cell.index() == unit);
        let least = self.search.cost(&self.start, &self.root);
        if cell.is_none_or(|cell| least + self.root.reduced(applicant, *cell) >= ceiling) {
            return Ok(None);
        }
        let mut tried = self.start.clone();
        tried.fix(applicant, |column| column == unit, self.search.scale.never);
        match self.search.below_known(&self.root, &tried, Some(ceiling), false, BUDGET) {
            Ended::Found(_, cost) => Ok(Some(cost - self.cost)),
            Ended::Nothing => Ok(None),
            Ended::GaveUp(_) => extra_by_solver(problem, self.solution, applicant, unit),
        }
    }
}

fn extra_by_solver(
    problem: &Problem,
    solution: &Solution,
    applicant: usize,
    unit: usize,
) -> Result<Option<i64>, SolveError> {
    let forced = problem.with_forced(applicant, unit);
    let found = Programme::new(&forced, PATIENCE).fewest_points(&solution.unit_of)?;
    Ok(found.map(|objective| objective.penalty - solution.objective.penalty))
}

/// How far from their floors the groups must fall short; none where somebody who must be placed cannot be.
///
/// # Errors
/// Where the solver gives up.
pub(super) fn least_shortfall(problem: &Problem) -> Result<Option<usize>, SolveError> {
    if problem.floors.is_empty() {
        return Ok(Some(0));
    }
    Ok(Programme::new(problem, PATIENCE).least_shortfall()?)
}

/// Some answer that keeps every limit, places everybody who must be and falls no further short of the floors,
/// or none.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub(super) fn feasible(
    problem: &Problem,
    short_at_most: usize,
    way: Way,
) -> Result<Option<Vec<Option<usize>>>, SolveError> {
    let mut search = BranchAndBound::new(problem)?;
    search.short_at_most = short_at_most;
    search.tighten();
    let start = search.start();
    let budget = if way == Way::Search { usize::MAX } else { BUDGET };
    match search.below(&start, None, true, budget) {
        Ended::Found(unit_of, _) => Ok(Some(unit_of)),
        Ended::Nothing => Ok(None),
        Ended::GaveUp(_) => {
            let found = Programme::new(problem, PATIENCE).best(false)?;
            let found = found.map(|answer| answer.unit_of);
            Ok(found.filter(|unit_of| problem.shortfall(unit_of) <= short_at_most))
        }
    }
}
