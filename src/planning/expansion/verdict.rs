//! What a comparison of plans came to.

use super::plan::Plan;
use serde::Serialize;

/// How a budget's plan was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// It turns away at most the indifference more than the best of the plans compared, with a stated probability.
    Certified,
    /// Histories ran out while others could still have been the best.
    NotDistinguishable,
    /// Nothing is bought: the budget pays for no candidate.
    NothingAffordable,
    /// Nothing is bought: fewer households are turned away than make a difference.
    HardlyAnyNeed,
    /// Nothing is bought: no plan within the budget averts anything that can be told.
    NothingHelps,
}

/// A bound on what a budget's plans avert, and whether it may be believed.
#[derive(Debug, Clone, Default)]
pub struct Bound {
    /// Households a year that no plan could avert more than; none: nothing had to be chosen, or returns did not diminish.
    pub at_most: Option<f64>,
    /// Candidates that were added to nothing and to the chosen plan.
    pub tried: usize,
    /// Those that helped more beside the plan than by themselves.
    pub broken: Vec<usize>,
    /// Whether some plan averts more than the bound.
    pub is_beaten: bool,
}

/// How a plan was chosen within a budget.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// How many plans were compared with a stated probability.
    pub compared: usize,
    /// How many of them were compared only together with others, as one plan that buys all that they buy.
    pub together: usize,
    /// What is known of the plan.
    pub verdict: Certificate,
    /// The plan: the cheapest that falls behind none by more than the indifference, beyond doubt.
    pub plan: Plan,
    /// The champion.
    pub best: Plan,
    /// Plans that cannot be told apart from the best to within the indifference, the plan and the best among them; the
    /// cheapest first.
    pub family: Vec<Plan>,
    /// Histories that the champion took.
    pub histories: u32,
}

impl Chosen {
    /// Nothing is bought, and nothing had to be compared.
    pub(super) fn nothing(verdict: Certificate, plan: Plan) -> Self {
        Self {
            compared: 0,
            together: 0,
            verdict,
            best: plan.clone(),
            family: vec![plan.clone()],
            plan,
            histories: 0,
        }
    }
}
