//! Within what a plan must stay, and which of two is better.

use super::allowance::Allowance;
use super::plan::Plan;
use super::plan_evaluator::{PlanEvaluator, Trial};
use super::pool::Pool;

/// Which plans a search may look at.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// The candidates that it may buy.
    pub of: &'a [usize],
    /// The most that it may buy.
    pub size: u32,
    /// What pays for it; none: whoever asks what could be had without a budget.
    pub allowance: Option<&'a Allowance>,
    /// Households a year under which a plan is no better than another.
    pub least: f64,
    /// When its funding ends.
    pub ends: Option<u32>,
    /// Starts at random, besides those that are not.
    pub at_random: u32,
}

impl Bounds<'_> {
    pub(super) fn trial(&self, plan: Plan) -> Trial {
        Trial { plan, ends: self.ends }
    }

    /// Whether a plan may be bought.
    pub(super) fn is_open(&self, evaluator: &PlanEvaluator<'_>, plan: &Plan) -> bool {
        plan.size() <= self.size
            && plan.is_possible(evaluator.candidates)
            && self.allowance.is_none_or(|allowance| allowance.allows(plan))
    }

    /// The part of a budget that one of a candidate takes; without one, pounds a year.
    pub(super) fn part(&self, evaluator: &PlanEvaluator<'_>, candidate: usize) -> f64 {
        let a_year = || self.pounds(evaluator, candidate);
        self.allowance.map_or_else(a_year, |allowance| allowance.part(candidate))
    }

    /// Pounds a year of one of a candidate.
    pub(super) fn pounds(&self, evaluator: &PlanEvaluator<'_>, candidate: usize) -> f64 {
        evaluator.candidates[candidate].a_year(evaluator.horizon(self.ends))[0]
    }
}

pub(super) fn value(pool: &Pool<'_>, bounds: &Bounds<'_>, plan: &Plan) -> f64 {
    pool.mean(&bounds.trial(plan.clone())).unwrap_or(f64::INFINITY)
}

/// Fewer turned away; of equals, the cheaper.
pub(super) fn is_better(pool: &Pool<'_>, bounds: &Bounds<'_>, mine: &Plan, other: &Plan) -> bool {
    let (a, b) = (value(pool, bounds, mine), value(pool, bounds, other));
    let evaluator = pool.evaluator();
    let cost = |plan: &Plan| evaluator.pence_a_year(plan, bounds.ends);
    a < b - bounds.least || (a <= b && cost(mine) < cost(other))
}
