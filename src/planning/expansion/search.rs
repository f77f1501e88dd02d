//! Plans within a budget where they are too many to look at: from several starts, each improved by exchange. Every plan
//! that was looked at stays known.
//!
//! Not here: how sets are exchanged (`exchange`), how sure it is that the plan found is the best (`race`), and what
//! none could beat (`bound`).

use super::bounds::{Bounds, is_better, value};
use super::exchange::improve;
use super::knapsack::knapsack;
use super::plan::Plan;
use super::plan_evaluator::PlanEvaluator;
use super::pool::Pool;
use super::question::StudyError;
use crate::base::parse::Issues;
use crate::base::random::{Stream, Streams};
use crate::base::statistics::float;

/// What an addition is chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// What it averts for a pound a year.
    Pound,
    /// What it averts for the part of the budget that it takes, capital and running cost.
    Part,
    /// What it averts.
    Value,
}

/// The best plan found, with everything looked at in the pool: from nothing in three ways, from what single effects
/// promise, and from some plans at random, each then improved.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be, or the solver does not answer.
pub fn search(pool: &mut Pool<'_>, bounds: &Bounds<'_>) -> Result<Plan, StudyError> {
    let nothing = Plan::nothing(pool.evaluator().candidates.len());
    let mut starts = Vec::new();
    for by in [By::Pound, By::Part, By::Value] {
        starts.push(grow(pool, bounds, &nothing, by)?);
    }
    starts.extend(promised(pool, bounds)?);
    starts.extend((0..bounds.at_random).map(|number| at_random(pool.evaluator(), bounds, number)));
    let mut best = nothing;
    let mut begun: Vec<Plan> = Vec::new();
    for start in starts {
        if begun.contains(&start) {
            continue;
        }
        begun.push(start.clone());
        let found = improve(pool, bounds, start)?;
        if is_better(pool, bounds, &found, &best) {
            best = found;
        }
    }
    Ok(best)
}

/// Adds one thing at a time until nothing more helps or can be paid for.
fn grow(pool: &mut Pool<'_>, bounds: &Bounds<'_>, from: &Plan, by: By) -> Result<Plan, Issues> {
    let evaluator = pool.evaluator();
    let mut plan = from.clone();
    pool.look([bounds.trial(plan.clone())])?;
    loop {
        let next: Vec<(usize, Plan)> = bounds
            .of
            .iter()
            .map(|&candidate| (candidate, plan.with(candidate, 1)))
            .filter(|(_, next)| bounds.is_open(evaluator, next))
            .collect();
        pool.look(next.iter().map(|(_, plan)| bounds.trial(plan.clone())))?;
        let now = value(pool, bounds, &plan);
        let worth = |(candidate, next): &(usize, Plan)| {
            let averted = now - value(pool, bounds, next);
            match by {
                By::Pound => averted / bounds.pounds(evaluator, *candidate).max(1.0),
                By::Part => averted / bounds.part(evaluator, *candidate).max(1e-9),
                By::Value => averted,
            }
        };
        let best = next.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)));
        let helps = |best: &&(usize, Plan)| now - value(pool, bounds, &best.1) > bounds.least;
        match best.filter(helps) {
            Some((_, better)) => plan = better.clone(),
            None => return Ok(plan),
        }
    }
}

/// The plan within the budget that would avert most if each thing averted what one of it averts by itself.
fn promised(pool: &mut Pool<'_>, bounds: &Bounds<'_>) -> Result<Option<Plan>, StudyError> {
    let Some(allowance) = bounds.allowance else { return Ok(None) };
    let evaluator = pool.evaluator();
    let nothing = Plan::nothing(evaluator.candidates.len());
    let single = |one: usize| nothing.with(one, 1);
    let singles = bounds.of.iter().map(|&one| bounds.trial(single(one)));
    pool.look(singles.chain([bounds.trial(nothing.clone())]))?;
    let none = value(pool, bounds, &nothing);
    let averts = |one| {
        if bounds.of.contains(&one) { none - value(pool, bounds, &single(one)) } else { 0.0 }
    };
    let averts: Vec<f64> = (0..evaluator.candidates.len()).map(averts).collect();
    let plan = knapsack(&averts, allowance, evaluator.candidates, bounds.size)?.plan;
    Ok(Some(plan).filter(|plan| bounds.is_open(evaluator, plan)))
}

/// A plan at random: one thing after another for as long as any can be paid for.
fn at_random(evaluator: &PlanEvaluator<'_>, bounds: &Bounds<'_>, number: u32) -> Plan {
    const MOST: u32 = 10_000;
    let streams = Streams::new(evaluator.scenario.seed, number);
    let mut plan = Plan::nothing(evaluator.candidates.len());
    for place in 0..MOST {
        let next = bounds.of.iter().map(|&one| plan.with(one, 1));
        let open: Vec<Plan> = next.filter(|next| bounds.is_open(evaluator, next)).collect();
        let drawn = streams.number(0, Stream::Searches, place);
        let kinds = float(open.len());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to one less than there are"
        )]
        match open.get((drawn * kinds) as usize) {
            Some(next) => plan.clone_from(next),
            None => break,
        }
    }
    plan
}
