//! Sets of things exchanged: up to two given up, up to two taken instead.
//!
//! There are thousands of such exchanges, so those are looked at whose parts promise most: what each thing averts when it
//! is added to the plan by itself, less what each averts less when it is given up.

use super::bounds::{Bounds, is_better, value};
use super::plan::Plan;
use super::plan_evaluator::PlanEvaluator;
use super::pool::Pool;
use crate::base::parse::Issues;
use std::collections::BTreeSet;

/// So many of the most promising exchanges are looked at in each step.
const PROMISING: usize = 24;

/// Exchanges for as long as it helps.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be.
pub(super) fn improve(
    pool: &mut Pool<'_>,
    bounds: &Bounds<'_>,
    from: Plan,
) -> Result<Plan, Issues> {
    let mut plan = from;
    loop {
        let next = promising(pool, bounds, &plan)?;
        pool.look(next.iter().map(|next| bounds.trial(next.clone())))?;
        let mut best = plan.clone();
        for next in next {
            if is_better(pool, bounds, &next, &best) {
                best = next;
            }
        }
        if best == plan {
            return Ok(plan);
        }
        plan = best;
    }
}

/// The exchanges within bounds of which most is to be expected, by their plans.
fn promising(pool: &mut Pool<'_>, bounds: &Bounds<'_>, plan: &Plan) -> Result<Vec<Plan>, Issues> {
    let evaluator = pool.evaluator();
    let ins = sets(bounds.of, plan, &|plan, one| {
        let next = plan.with(one, 1);
        next.is_possible(evaluator.candidates).then_some(next)
    });
    let outs = sets(bounds.of, plan, &Plan::without);
    let single = |sets: &[Set]| -> Vec<Plan> {
        sets.iter().filter(|set| set.things.len() == 1).map(|set| set.plan.clone()).collect()
    };
    let singles = [single(&ins), single(&outs), vec![plan.clone()]].concat();
    pool.look(singles.into_iter().map(|plan| bounds.trial(plan)))?;
    let now = value(pool, bounds, plan);
    let worth = |set: &Set, by: &dyn Fn(usize) -> Option<Plan>| -> f64 {
        let each = set.things.iter().filter_map(|&one| by(one));
        each.map(|plan| now - value(pool, bounds, &plan)).sum()
    };
    let ins: Vec<(f64, &Set)> =
        ins.iter().map(|set| (worth(set, &|one| Some(plan.with(one, 1))), set)).collect();
    let outs: Vec<(f64, &Set)> =
        outs.iter().map(|set| (worth(set, &|one| plan.without(one)), set)).collect();
    let all = exchanges((evaluator, bounds), plan, &ins, &outs);
    Ok(all.into_iter().take(PROMISING).map(|(_, plan)| plan).collect())
}

/// Up to two things, and the plan that comes of them.
struct Set {
    things: Vec<usize>,
    plan: Plan,
}

/// Nothing, one thing, or two, put to a plan or taken from it, as far as that can be.
fn sets(of: &[usize], plan: &Plan, step: &dyn Fn(&Plan, usize) -> Option<Plan>) -> Vec<Set> {
    let mut sets = vec![Set { things: Vec::new(), plan: plan.clone() }];
    for (at, &first) in of.iter().enumerate() {
        let Some(one) = step(plan, first) else { continue };
        for &second in &of[at..] {
            if let Some(plan) = step(&one, second) {
                sets.push(Set { things: vec![first, second], plan });
            }
        }
        sets.push(Set { things: vec![first], plan: one });
    }
    sets
}

/// Every exchange within bounds with what it promises, the most first; each plan once.
fn exchanges(
    (evaluator, bounds): (&PlanEvaluator<'_>, &Bounds<'_>),
    plan: &Plan,
    ins: &[(f64, &Set)],
    outs: &[(f64, &Set)],
) -> Vec<(f64, Plan)> {
    let mut found = Vec::new();
    let mut known = BTreeSet::from([plan.clone()]);
    for (lost, out) in outs {
        for (won, into) in ins {
            let is_in_vain = out.things.iter().any(|one| into.things.contains(one));
            let next = out.plan.and(&into.things);
            if !is_in_vain && bounds.is_open(evaluator, &next) && known.insert(next.clone()) {
                found.push((won + lost, next));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found
}
