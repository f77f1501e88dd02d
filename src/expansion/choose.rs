//! The plan of a budget: promising plans are stripped of what does nothing, the best of them is chosen with a stated
//! probability, and the cheapest that falls behind none by more than the indifference is taken.

use super::budget::Budget;
use super::envelope::{envelope, step};
use super::explore::Explored;
use super::lab::{Lab, Trial};
use super::plan::Plan;
use super::search::Pool;
use super::select::{Choice, FIRST_STAGE, Selection};
use super::strip::strip;
use super::study::{ERROR, Question, paired};
use super::tapes::{CHEAPER, CHOICE, STRIP, from};
use crate::reading::Issues;
use serde::Serialize;
use std::ops::Range;

/// No more plans of the search than this are compared in one budget, besides nothing and one of each.
const CONTESTANTS: usize = 24;

/// How a budget's plan was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
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

/// How a plan was chosen within a budget.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// How many plans were compared with a stated probability.
    pub compared: usize,
    /// How that ended, as plans.
    pub best: Vec<Plan>,
    /// What is known of the plan; where the histories ran out, those of `best` cannot be told apart.
    pub verdict: Verdict,
    /// The plan: the cheapest that falls behind none by more than the indifference, beyond doubt.
    pub plan: Plan,
    /// Histories that the procedure took.
    pub histories: u32,
}

/// What chooses in one reading, budget by budget.
pub(super) struct Chooser<'a, 'q> {
    explored: &'q Explored<'a>,
    /// Candidates that could do anything in it.
    usable: &'q [usize],
    question: Question<'q>,
    /// Whether fewer are turned away than make a difference.
    hardly_any_need: bool,
    /// Where plans are stripped.
    strip: Pool<'a>,
}

impl<'a, 'q> Chooser<'a, 'q> {
    /// For a reading that was explored.
    pub(super) fn new(
        explored: &'q Explored<'a>,
        usable: &'q [usize],
        question: Question<'q>,
        hardly_any_need: bool,
    ) -> Self {
        const LEAST: u32 = 100;
        let tapes = question.aim.tapes.saturating_mul(2).clamp(LEAST, 1 << 27);
        let strip = Pool::new(explored.pool.lab(), from(STRIP, tapes), question.aim.refusals);
        Self { explored, usable, question, hardly_any_need, strip }
    }

    /// The plan of a budget; what it bought ends with its funding.
    pub(super) fn choose(&mut self, budget: &Budget, ends: Option<u32>) -> Result<Chosen, Issues> {
        let Question { candidates, aim, .. } = self.question;
        let years = self.explored.pool.lab().scenario.years;
        let allows = |plan: &Plan| {
            plan.is_possible(candidates)
                && budget.allows(plan, candidates, years, ends.map(f64::from))
        };
        let nothing = Plan::nothing(candidates.len());
        if !self.usable.iter().any(|&one| allows(&nothing.with(one, 1))) {
            return Ok(Chosen::nothing(Verdict::NothingAffordable, nothing));
        }
        if self.hardly_any_need {
            return Ok(Chosen::nothing(Verdict::HardlyAnyNeed, nothing));
        }
        let mut plans = contestants(self.explored, ends, aim.indifference, allows);
        // Whatever the search made of them: nothing, and one of each.
        let ones = self.usable.iter().map(|&one| nothing.with(one, 1)).filter(|plan| allows(plan));
        plans.extend(ones.chain([nothing.clone()]));
        let plans = strip(&mut self.strip, &plans, ends, aim.indifference)?;
        if plans.iter().all(|plan| *plan == nothing) {
            return Ok(Chosen::nothing(Verdict::NothingHelps, nothing));
        }
        self.best(&plans, ends)
    }

    /// The best of some plans given in order of cost, and the cheapest that comes near it.
    fn best(&self, plans: &[Plan], ends: Option<u32>) -> Result<Chosen, Issues> {
        let Question { candidates, budgets, aim } = self.question;
        let lab = self.explored.pool.lab();
        #[expect(clippy::cast_precision_loss, reason = "a handful of budgets")]
        let error = 0.5 * ERROR / budgets.len().max(1) as f64;
        let mut selection = Selection::new(plans.len(), 0.5 * aim.indifference, error);
        let mut histories = 0;
        let choice = loop {
            if let Some(choice) = selection.choice() {
                break choice;
            }
            if histories >= aim.most {
                break selection.out_of_histories();
            }
            let batch = u32::try_from(FIRST_STAGE).unwrap_or(u32::MAX);
            race(lab, plans, ends, &mut selection, from(CHOICE + histories, batch))?;
            histories += batch;
        };
        let best: Vec<Plan> = choice.left().iter().map(|&which| plans[which].clone()).collect();
        let first = choice.left().first().copied().unwrap_or(0);
        let (verdict, cheaper) = match choice {
            Choice::Best(_) => (Verdict::Certified, cheaper(lab, plans, ends, self.question)?),
            Choice::NotDistinguishable(_) => (Verdict::NotDistinguishable, None),
        };
        let cheaper = cheaper.filter(|&which| which < first).map(|which| plans[which].clone());
        let plan = cheaper.or_else(|| best.first().cloned());
        let plan = plan.unwrap_or_else(|| Plan::nothing(candidates.len()));
        Ok(Chosen { compared: plans.len(), plan, best, verdict, histories })
    }
}

impl Chosen {
    /// Nothing is bought, and nothing had to be compared.
    fn nothing(verdict: Verdict, plan: Plan) -> Self {
        Self { compared: 0, best: Vec::new(), verdict, plan, histories: 0 }
    }
}

/// Plans within a budget that are worth comparing: the best few on the tapes of the search, and on the way to them
/// those of which none is both cheaper and better; the cheapest first.
fn contestants(
    explored: &Explored<'_>,
    ends: Option<u32>,
    indifference: f64,
    allows: impl Fn(&Plan) -> bool,
) -> Vec<Plan> {
    let (plans, points) = explored.by_cost(|trial| trial.ends == ends && allows(&trial.plan));
    let mut taken = envelope(&points, step(&points, 12.0, indifference));
    let mut by_value: Vec<usize> = (0..plans.len()).collect();
    by_value.sort_by(|&a, &b| points[a].1.total_cmp(&points[b].1).then(a.cmp(&b)));
    for which in by_value {
        if taken.len() >= CONTESTANTS {
            break;
        }
        if !taken.contains(&which) {
            taken.push(which);
        }
    }
    taken.sort_unstable();
    taken.into_iter().map(|which| plans[which].clone()).collect()
}

/// Some more histories of the plans that could still be the best.
fn race(
    lab: &Lab<'_>,
    plans: &[Plan],
    ends: Option<u32>,
    selection: &mut Selection,
    tapes: Range<u32>,
) -> Result<(), Issues> {
    let left = selection.left().to_vec();
    let trials: Vec<Trial> =
        left.iter().map(|&which| Trial { plan: plans[which].clone(), ends }).collect();
    let counts = lab.replay(&trials, tapes.clone())?;
    let years = f64::from(lab.scenario.years.max(1));
    for tape in 0..tapes.len() {
        if selection.choice().is_some() {
            return Ok(());
        }
        let mut values = vec![0.0; plans.len()];
        for (&which, counts) in left.iter().zip(&counts) {
            values[which] = f64::from(counts[tape].turned_away) / years;
        }
        selection.add(&values);
    }
    Ok(())
}

/// The first of some plans, given in order of cost, that falls behind none of the others by more than the indifference,
/// beyond doubt.
fn cheaper(
    lab: &Lab<'_>,
    plans: &[Plan],
    ends: Option<u32>,
    question: Question<'_>,
) -> Result<Option<usize>, Issues> {
    let trials: Vec<Trial> = plans.iter().map(|plan| Trial { plan: plan.clone(), ends }).collect();
    let most = question.aim.fresh.max(question.aim.most);
    let (tapes, n) = (from(CHEAPER, most), u64::from(most));
    let counts = lab.replay(&trials, tapes)?;
    let comparisons = plans.len() * plans.len() * question.budgets.len();
    let limit = question.aim.indifference * f64::from(lab.scenario.years.max(1));
    let is_near = |which: usize, other: usize| {
        which == other
            || paired(&counts[which], &counts[other]).interval(n, comparisons).high <= limit
    };
    Ok((0..plans.len()).find(|&which| (0..plans.len()).all(|other| is_near(which, other))))
}
