//! What no plan within a budget could avert, if candidates help less the more there already is.
//!
//! Under diminishing returns (submodularity) a plan averts at most what a known plan averts and, for everything it
//! buys besides, what one more of it averts when added to the known plan by itself. The most of that within the
//! budget is a knapsack, solved whole by HiGHS; the least over two known plans, nothing and the one chosen, is the
//! bound. Simulated services need not keep to diminishing returns, so it is given only where everything that was
//! estimated on the same tapes did: no candidate helped more beside the chosen plan than by itself, and no plan within
//! the budget, that which the knapsack packed among them, averts more than the bound.

use super::knapsack::knapsack;
use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::question::{ExploredReading, StudyError, StudyQuestion};
use super::report::HARDLY_ANY;
use super::sample::Sample;
use super::told::{Told, paired};
use super::verdict::Bound;
use super::verdict::Certificate;
use crate::base::statistics::Says;
use std::collections::BTreeMap;

/// For each budget the most that any plan within it averts, a year, from the fresh tapes of a reading.
///
/// # Errors
/// If the solver does not answer, or a lever makes of the scenario something that cannot be.
pub(super) fn bounds(
    reading: &ExploredReading<'_>,
    question: StudyQuestion<'_>,
) -> Result<Vec<Bound>, StudyError> {
    (0..question.budgets.len())
        .map(|which| {
            let compares = [Certificate::Certified, Certificate::NotDistinguishable];
            if compares.contains(&reading.chosen[which].verdict) {
                Estimates { reading, question, which }.bound()
            } else {
                Ok(Bound::default())
            }
        })
        .collect()
}

/// What is estimated on the fresh tapes of a reading, within one budget.
struct Estimates<'r, 'a> {
    reading: &'r ExploredReading<'a>,
    question: StudyQuestion<'r>,
    which: usize,
}

impl Estimates<'_, '_> {
    fn bound(&self) -> Result<Bound, StudyError> {
        let nothing = Plan::nothing(self.question.candidates.len());
        let chosen = &self.reading.chosen[self.which].plan;
        let allowance = &self.reading.explored.found[self.which].allowance;
        let mut least = f64::INFINITY;
        let mut packed = Vec::new();
        for known in [&nothing, chosen] {
            let Some(more) = self.more(known) else { continue };
            let found = knapsack(&more, allowance, self.question.candidates, u32::MAX)?;
            least = least.min(self.averts(known).unwrap_or(0.0) + found.bound.max(0.0));
            packed.push(found.plan);
        }
        let is_beaten = self.most_averted(&packed)? > least;
        let (tried, broken) = self.premise(chosen);
        let holds = least.is_finite() && broken.is_empty() && !is_beaten;
        Ok(Bound { at_most: holds.then_some(least), tried, broken, is_beaten })
    }

    fn counts(&self, plan: &Plan) -> Option<&Vec<Told>> {
        let ends = self.reading.explored.found[self.which].ends;
        let is_nothing = plan.size() == 0;
        let ends = if is_nothing { None } else { ends };
        self.reading.fresh.get(&Trial { plan: plan.clone(), ends })
    }

    fn averts(&self, plan: &Plan) -> Option<f64> {
        let none = self.counts(&Plan::nothing(plan.0.len()))?;
        Some(self.fewer(none, self.counts(plan)?))
    }

    /// How many fewer a year.
    fn fewer(&self, than: &[Told], mine: &[Told]) -> f64 {
        let years = f64::from(self.reading.evaluator.scenario.years.max(1));
        paired(than, mine).mean() / years
    }

    /// What one more of each candidate averts beside a plan; of those that can do nothing, or no more, nothing.
    fn more(&self, plan: &Plan) -> Option<Vec<f64>> {
        let own = self.counts(plan)?;
        let more = |one: usize| {
            let next = plan.with(one, 1);
            if !self.reading.may_buy(one) || !next.is_possible(self.question.candidates) {
                return Some(0.0);
            }
            Some(self.fewer(own, self.counts(&next)?))
        };
        (0..plan.0.len()).map(more).collect()
    }

    /// What the best of all plans within the budget averts that were estimated, and of some others.
    fn most_averted(&self, others: &[Plan]) -> Result<f64, StudyError> {
        let found = &self.reading.explored.found[self.which];
        let trial = |plan: &Plan| Trial { plan: plan.clone(), ends: found.ends };
        let none = self.counts(&Plan::nothing(self.question.candidates.len()));
        let none = none.map_or(&[][..], Vec::as_slice);
        let trials: Vec<Trial> =
            others.iter().filter(|plan| found.allowance.allows(plan)).map(trial).collect();
        let tapes = 0..self.question.aim.fresh;
        let told = self.reading.evaluator.looked(&trials, tapes, Told::new)?;
        let others: BTreeMap<Trial, Vec<Told>> = trials.into_iter().zip(told).collect();
        let within = self.reading.fresh.iter().chain(&others);
        let within = within
            .filter(|(trial, _)| trial.ends == found.ends && found.allowance.allows(&trial.plan));
        let within = within.filter(|(trial, _)| self.reading.may_buy_all(&trial.plan));
        Ok(within.map(|(_, counts)| self.fewer(none, counts)).fold(0.0, f64::max))
    }

    /// How many candidates were added to nothing and to a plan, and which of them helped more there: beyond doubt, or by as
    /// much as is not called hardly any.
    fn premise(&self, plan: &Plan) -> (usize, Vec<usize>) {
        let nothing = Plan::nothing(plan.0.len());
        let rise = |one: &usize| {
            let of = |plan: &Plan| self.counts(plan);
            let (own, more) = (of(plan)?, of(&plan.with(*one, 1))?);
            let (none, first) = (of(&nothing)?, of(&nothing.with(*one, 1))?);
            let a_year = self.fewer(own, more) - self.fewer(none, first);
            Some(beyond(own, more, none, first).says(1) == Says::More || a_year > HARDLY_ANY)
        };
        let tried: Vec<(usize, bool)> = (0..plan.0.len())
            .filter(|one| self.reading.may_buy(*one))
            .filter_map(|one| Some((one, rise(&one)?)))
            .collect();
        let broken = tried.iter().filter(|(_, is_broken)| *is_broken).map(|(one, _)| *one);
        (tried.len(), broken.collect())
    }
}

/// By how many more a candidate averts beside a plan than by itself, history by history.
fn beyond(own: &[Told], more: &[Told], none: &[Told], first: &[Told]) -> Sample {
    let fewer = |than: &Told, mine: &Told| than.turned_away.more_than(mine.turned_away);
    let beside = own.iter().zip(more).map(|(own, more)| fewer(own, more));
    let alone = none.iter().zip(first).map(|(none, first)| fewer(none, first));
    beside.zip(alone).map(|(beside, alone)| beside.more_than(alone)).collect()
}
