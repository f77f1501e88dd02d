//! What is asked of a study: aims, readings, errors, and what was tested.

use super::budget::Budget;
use super::candidate::Candidate;
use super::chance_constraint::{Kept, Often};
use super::explored::Explored;
use super::levers::WhyIdle;
use super::luck::Luck;
use super::plan::Plan;
use super::plan_evaluator::{PlanEvaluator, Trial};
use super::told::Told;
use super::verdict::Bound;
use super::verdict::Chosen;
use crate::base::parse::Issues;
use crate::base::solver::SolverError;
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Tapes of the search.
    pub tapes: u32,
    /// Tapes on which everything printed is estimated.
    pub fresh: u32,
    /// The most tapes on which a plan is chosen.
    pub most: u32,
    /// Households a year that make no difference.
    pub indifference: f64,
    /// The most units of a plan among those that the search is held against.
    pub size: u32,
    /// The share of referrals under which refusals for capacity are to be kept.
    pub refusals: f64,
    /// In what share of histories.
    pub sure: f64,
    /// Tapes on which the search is held against enumeration; 0: it is not.
    pub check_tapes: u32,
    /// Households a year under which a search follows nothing up.
    pub least_worth: f64,
    /// The most plans that leave no money for one thing more of which each is looked at.
    pub every: usize,
}

impl Aim {
    /// What is asked where nothing else is said.
    pub const USUAL: Self = Self {
        tapes: 24,
        fresh: 250,
        most: 1_000,
        indifference: 1.0,
        size: 8,
        refusals: 0.1,
        sure: 0.9,
        check_tapes: 10,
        least_worth: 0.05,
        every: 40_000,
    };
}

/// Why there is no study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The scenario has issues.
    #[error("the scenario has issues")]
    Issues(Issues),
    /// What a budget could hold was not found.
    #[error("the most that a budget could hold was not found: {0}")]
    Solver(#[from] SolverError),
}

impl From<Issues> for StudyError {
    fn from(issues: Issues) -> Self {
        Self::Issues(issues)
    }
}

/// The chance that any choice, in any budget of a reading, is wrong, at most: half of it for the procedure, half
/// for the cheaper plan taken instead.
pub const ERROR: f64 = 0.05;

/// The smallest plan found that keeps refusals under the share asked for.
#[derive(Debug, Clone)]
pub struct Tested {
    /// The plan.
    pub plan: Plan,
    /// How often it does.
    pub often: Often,
    /// What that says.
    pub says: Kept,
}

/// One reading.
#[derive(Debug)]
pub struct ExploredReading<'a> {
    /// Where plans are replayed.
    pub evaluator: &'a PlanEvaluator<'a>,
    /// What the luck of stays does in it.
    pub(super) luck: &'a Luck,
    /// Why some candidates can do nothing here.
    pub idle: Vec<Option<WhyIdle>>,
    /// What the search came to.
    pub explored: Explored<'a>,
    /// By budget.
    pub chosen: Vec<Chosen>,
    /// Plans tested for refusals, smallest first.
    pub tested: Vec<Tested>,
    /// Plans of the envelope, cheapest first.
    pub envelope: Vec<Plan>,
    /// Days that a household stays on average.
    pub mean_stay: f64,
    /// Households that ask a year.
    pub asks: f64,
    /// Everything printed: counts on fresh tapes.
    pub fresh: BTreeMap<Trial, Vec<Told>>,
    /// By budget: the most that any plan within it averts a year, where these tapes allow to say so.
    pub bounds: Vec<Bound>,
}

impl ExploredReading<'_> {
    /// Whether a plan may buy a candidate: it could do something here, and is no choice of who goes first.
    pub(super) fn may_buy(&self, one: usize) -> bool {
        let candidate = &self.evaluator.candidates[one];
        self.idle[one].is_none() && candidate.lever.is_in_plans()
    }

    /// Whether it may buy all of a plan.
    pub(super) fn may_buy_all(&self, plan: &Plan) -> bool {
        let bought = plan.0.iter().enumerate().filter(|(_, count)| **count > 0);
        bought.map(|(one, _)| one).all(|one| self.may_buy(one))
    }
}

/// What a study is of.
#[derive(Debug, Clone, Copy)]
pub struct StudyQuestion<'a> {
    /// What money could buy.
    pub candidates: &'a [Candidate],
    /// What may be spent.
    pub budgets: &'a [Budget],
    /// What is asked for.
    pub aim: &'a Aim,
}
