//! Why not this unit? What it would cost, who would have to give way, and what would make it the choice.

use super::batch::Batch;
use super::orders::{CostOfOrder, price, solve_in_order};
use super::problem::Problem;
use super::solution::{Solution, SolveError};
use super::solve::Way;
use super::weight_sensitivity::{Asked, Family, nearest_flip};
use crate::base::domain::{RuleSet, calendar};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Suitability, Verdict};
use crate::inputs::estate::{Allocation as ProvidersOrder, AllocationOrder, Estate, Weights};
use schemars::JsonSchema;
use serde::Serialize;

/// A household that would be given another unit, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Displaced {
    /// Its pseudonym.
    pub reference: String,
    /// The unit it is offered now; null: none.
    pub from: Option<String>,
    /// The unit it would be offered; null: none.
    pub to: Option<String>,
}

/// What one weight alone would have to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeightSensitivity {
    /// The weight's name in `provider.toml`; of a list with its place, from 0.
    pub weight: String,
    /// Its value now.
    pub now: i64,
    /// The nearest value at which the unit would be offered; null: no value does.
    pub at: Option<i64>,
}

/// What is found of one unit for one household.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each a fact of its own")]
pub struct Explanation {
    /// The household's pseudonym.
    pub reference: String,
    /// The unit asked about.
    pub unit: String,
    /// The unit it is offered instead, if any.
    pub offered: Option<String>,
    /// Whether the unit asked about is what is offered.
    pub is_offered: bool,
    /// Nobody lives in the unit and it can be offered.
    pub vacant: bool,
    /// What the rules say of it.
    pub verdict: Verdict,
    /// What speaks against it and may be told; decisions are among `verdict`'s.
    pub objections: RuleSet,
    /// The cost is that of the unit if whoever decides says yes.
    pub if_granted: bool,
    /// If whoever decides says yes, it is what would be offered, with the weights as they are.
    pub offered_if_granted: bool,
    /// What giving it to this household would change for all together; none where it cannot be given.
    pub cost: Option<CostOfOrder>,
    /// Whom it would displace.
    pub displaced: Vec<Displaced>,
    /// One weight at a time; empty where points are not what decides.
    pub flips: Vec<WeightSensitivity>,
}

/// The greatest weight that a provider may give (contracts section 1).
const GREATEST_WEIGHT: i64 = 1_000;

/// Explains one unit for one household of a batch.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub fn explain(
    batch: &Batch<'_>,
    household: usize,
    unit: usize,
    way: Way,
) -> Result<Explanation, SolveError> {
    let asks = &batch.households[household];
    let found = batch.judge(asks);
    let verdict = found.verdicts[unit];
    let day = calendar::london_day(asks.referral.received);
    let vacant = !found.occupancy.lived_in[unit] && batch.estate.units[unit].can_be_offered_on(day);
    let suitability = verdict.suitability();
    let mut explanation = Explanation {
        reference: asks.referral.reference.clone(),
        unit: batch.estate.units[unit].name.clone(),
        offered: None,
        is_offered: false,
        vacant,
        verdict,
        // Of a unit that is not vacant nothing is said that depends on who lives in it.
        objections: verdict
            .breaches()
            .iter()
            .filter(|name| vacant || !rule(*name).depends_on_residents)
            .collect(),
        if_granted: suitability == Suitability::Decision
            && !batch.terms.granted.contains(&(household, unit)),
        offered_if_granted: false,
        cost: None,
        displaced: Vec::new(),
        flips: Vec::new(),
    };
    let can_be_given = vacant && suitability != Suitability::Unsuitable;
    let compared = Compared { batch, household, unit, way };
    compared.fill(&mut explanation, can_be_given)?;
    Ok(explanation)
}

struct Compared<'a> {
    batch: &'a Batch<'a>,
    household: usize,
    unit: usize,
    way: Way,
}

impl Compared<'_> {
    fn fill(&self, explanation: &mut Explanation, can_be_given: bool) -> Result<(), SolveError> {
        let problem = self.batch.problem();
        let Some(now) = self.solve(self.batch, problem)? else { return Ok(()) };
        let name = |unit: usize| self.batch.estate.units[unit].name.clone();
        explanation.offered = now.1.unit_of[self.household].map(name);
        explanation.is_offered = now.1.unit_of[self.household] == Some(self.unit);
        if !can_be_given || explanation.is_offered {
            return Ok(());
        }
        let mut terms = self.batch.terms.clone();
        if explanation.if_granted {
            // A decision that was not asked for is granted for the sake of the question.
            terms.granted.insert((self.household, self.unit));
        }
        terms.declined.remove(&(self.household, self.unit));
        terms.accepted.remove(&self.household);
        let asked = Batch { terms: &terms, ..*self.batch };
        let forced = asked.problem().with_forced(self.household, self.unit);
        let least_changed = nearest_to(&forced, &now.1.unit_of);
        let Some(given) = self.solve(&asked, least_changed)? else { return Ok(()) };
        let objective = forced.objective(&given.1.unit_of);
        let cost = price(objective, now.1.objective);
        explanation.cost = Some(cost);
        explanation.displaced = self.displaced(&now.1.unit_of, &given.1.unit_of);
        let Some((ordered, then)) = self.solve(&asked, asked.problem())? else { return Ok(()) };
        let given = then.unit_of[self.household] == Some(self.unit);
        explanation.offered_if_granted = given && explanation.if_granted;
        if cost.immediate_danger_placed == 0 && cost.placed == 0 && !given {
            explanation.flips = self.flips(&asked, &ordered)?;
        }
        Ok(())
    }

    /// Solves in the provider's order; by the contract's own where nobody may be rearranged.
    fn solve(
        &self,
        batch: &Batch<'_>,
        problem: Problem,
    ) -> Result<Option<(Problem, Solution)>, SolveError> {
        let order = order(batch.estate);
        let solved = solve_in_order(batch, problem, &order, self.way)?;
        Ok(solved.map(|ordered| (ordered.problem, ordered.solution)))
    }

    fn displaced(&self, now: &[Option<usize>], then: &[Option<usize>]) -> Vec<Displaced> {
        let name = |unit: usize| self.batch.estate.units[unit].name.clone();
        let others = self.batch.households.iter().enumerate().filter(|(k, _)| *k != self.household);
        others
            .filter(|(k, _)| now[*k] != then[*k])
            .map(|(k, other)| Displaced {
                reference: other.referral.reference.clone(),
                from: now[k].map(name),
                to: then[k].map(name),
            })
            .collect()
    }

    /// Who must be placed, and in what order, no weight changes: only the points of a problem that was ordered once.
    fn flips(
        &self,
        asked: &Batch<'_>,
        ordered: &Problem,
    ) -> Result<Vec<WeightSensitivity>, SolveError> {
        let weights = &self.batch.estate.provider.weights;
        let flip = |(name, weight): &Weight| {
            let now = *weight(&mut weights.clone());
            let at = |value: i64| {
                let mut estate = self.batch.estate.clone();
                *weight(&mut estate.provider.weights) = value;
                ordered.with_choices_of(Batch { estate: &estate, ..*asked }.problem())
            };
            let family = Family { at_none: &at(0), at_one: &at(1) };
            let (household, unit, greatest) = (self.household, self.unit, GREATEST_WEIGHT);
            let at = nearest_flip(&family, Asked { household, unit, now, greatest }, self.way)?;
            Ok(WeightSensitivity { weight: (*name).to_owned(), now, at })
        };
        WEIGHTS.iter().map(flip).collect()
    }
}

/// The provider's order, or the contract's own instead of one that rearranges nobody.
fn order(estate: &Estate) -> ProvidersOrder {
    let own = &estate.provider.allocation;
    if own.order == AllocationOrder::FirstCome { ProvidersOrder::default() } else { own.clone() }
}

/// The same problem, in which of equal answers the one with fewest changes costs least.
fn nearest_to(problem: &Problem, now: &[Option<usize>]) -> Problem {
    let mut nearest = problem.clone();
    let each = i64::try_from(problem.applicants.len() + 1).unwrap_or(i64::MAX);
    for (applicant, now) in nearest.applicants.iter_mut().zip(now) {
        for choice in &mut applicant.choices {
            let changed = i64::from(*now != Some(choice.unit));
            choice.penalty = choice.penalty.saturating_mul(each).saturating_add(changed);
        }
    }
    nearest
}

type Weight = (&'static str, fn(&mut Weights) -> &mut i64);

/// Every weight of a provider, one number each.
const WEIGHTS: [Weight; 13] = [
    ("spare_places", |weights| &mut weights.spare_places),
    ("spare_wheelchair", |weights| &mut weights.spare_wheelchair),
    ("spare_step_free", |weights| &mut weights.spare_step_free),
    ("spare_open_to_men", |weights| &mut weights.spare_open_to_men),
    ("spare_pets", |weights| &mut weights.spare_pets),
    ("soft_unsafe[0]", |weights| &mut weights.soft_unsafe[0]),
    ("soft_unsafe[1]", |weights| &mut weights.soft_unsafe[1]),
    ("far_from_near[0]", |weights| &mut weights.far_from_near[0]),
    ("far_from_near[1]", |weights| &mut weights.far_from_near[1]),
    ("not_wished", |weights| &mut weights.not_wished),
    ("not_self_contained", |weights| &mut weights.not_self_contained),
    ("cover", |weights| &mut weights.cover),
    ("advice", |weights| &mut weights.advice),
];
