//! A plan as it is said.

use super::candidate::Candidate;
use super::horizon::Horizon;
use super::plan::Plan;
use serde::Serialize;

/// A plan in words with its costs.
pub(super) fn plan_said(plan: &Plan, candidates: &[Candidate], horizon: Horizon) -> PlanSaid {
    let (capital, yearly) = plan.money(candidates);
    PlanSaid {
        words: plan.words(candidates),
        buys: plan.parts(candidates).map(|(one, count)| (one.name.clone(), count)).collect(),
        capital,
        yearly,
        a_year: plan.a_year(candidates, horizon),
        cost_assumed: plan.parts(candidates).any(|(one, _)| one.cost_is_assumed()),
    }
}

/// A plan with what it costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanSaid {
    /// In words.
    pub words: String,
    /// Codenames with how many.
    pub buys: Vec<(String, u16)>,
    /// Pounds once.
    pub capital: f64,
    /// Pounds a year of running.
    pub yearly: f64,
    /// Pounds a year over the years that count, of the days on which each thing works, capital spread over its life: best
    /// estimate, least, most.
    pub a_year: [f64; 3],
    /// Whether any of its costs is assumed.
    pub cost_assumed: bool,
}
