//! Plans that were looked at, and how.

use super::allowance::Allowance;
use super::envelope::by_cost;
use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::pool::Pool;
use serde::Serialize;

/// How plans within a budget were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Every plan was looked at.
    EveryPlan,
    /// Every plan that leaves no money for one thing more.
    EveryFullPlan,
    /// By several starts with exchange.
    Search,
}

/// What the search found within a budget.
#[derive(Debug, Clone)]
pub struct Found {
    /// How.
    pub how: How,
    /// The best plan, on the tapes of the search.
    pub plan: Plan,
    /// When the budget's funding ends.
    pub ends: Option<u32>,
    /// What the budget allows.
    pub allowance: Allowance,
    /// Every plan, or every full one; none where they were searched for.
    pub every: Vec<Plan>,
}

/// The search held against every plan of the units alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchCheck {
    /// Plans enumerated.
    pub plans: usize,
    /// Kinds of unit.
    pub kinds: usize,
    /// The most units of a plan.
    pub size: u32,
    /// Tapes on which all were replayed.
    pub tapes: u32,
    /// By budget, and once without one: households a year that the best of all averts more than what the search found.
    pub gaps: Vec<(String, f64)>,
}

/// One reading explored.
#[derive(Debug)]
pub struct Explored<'a> {
    /// Every trial replayed.
    pub pool: Pool<'a>,
    /// By budget.
    pub found: Vec<Found>,
    /// The search held against enumeration.
    pub check: Option<SearchCheck>,
}

impl Explored<'_> {
    /// The plans of some of the trials looked at, as [`by_cost`] has them, on the tapes of the search.
    pub(super) fn by_cost(&self, of: impl Fn(&Trial) -> bool) -> (Vec<&Plan>, Vec<(f64, f64)>) {
        let evaluator = self.pool.evaluator();
        let known = self.pool.known().iter().filter(|(trial, _)| of(trial));
        by_cost(known.map(|(trial, looked)| {
            let cost = evaluator.pounds_a_year(&trial.plan, trial.ends);
            (cost, looked.mean(evaluator.scenario.years), &trial.plan)
        }))
    }
}
