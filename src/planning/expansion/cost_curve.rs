//! How much could be bought without a budget: the line of cost against households turned away.

use super::bounds::{Bounds, value};
use super::plan::Plan;
use super::pool::{Looked, Pool};
use crate::base::parse::Issues;

/// Adds by pound without looking at every candidate each time: one that was worth less than another before is
/// looked at again only when its turn comes, and one that averts hardly anything not at all. Steps grow with the
/// plan. Ends where nothing is left, or refusals stay under the share asked for on every tape.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be.
pub(super) fn grow_lazily(pool: &mut Pool<'_>, bounds: &Bounds<'_>) -> Result<Plan, Issues> {
    /// What is looked at no more.
    const NOTHING: f64 = f64::NEG_INFINITY;
    let evaluator = pool.evaluator();
    let mut plan = Plan::nothing(evaluator.candidates.len());
    let mut worth = vec![f64::INFINITY; evaluator.candidates.len()];
    pool.look([bounds.trial(plan.clone())])?;
    loop {
        let all_kept = |looked: &Looked| looked.kept as usize == looked.steadied.len();
        if pool.known().get(&bounds.trial(plan.clone())).is_some_and(all_kept) {
            return Ok(plan);
        }
        let step = |one: usize| {
            let room = evaluator.candidates[one].most.saturating_sub(u32::from(plan.0[one]));
            let wanted = if evaluator.candidates[one].lever.is_unit() {
                1 + plan.size().div_euclid(8)
            } else {
                1
            };
            u16::try_from(wanted.min(room)).unwrap_or(u16::MAX)
        };
        let mut fresh = vec![false; worth.len()];
        let next = loop {
            let open =
                bounds.of.iter().copied().filter(|&one| step(one) > 0 && worth[one] > NOTHING);
            let Some(best) = open.max_by(|&a, &b| worth[a].total_cmp(&worth[b])) else {
                return Ok(plan);
            };
            let next = plan.with(best, step(best));
            if fresh[best] {
                break next;
            }
            pool.look([bounds.trial(next.clone())])?;
            let averted = value(pool, bounds, &plan) - value(pool, bounds, &next);
            let pounds = f64::from(step(best)) * bounds.pounds(evaluator, best).max(1.0);
            worth[best] = averted / pounds;
            fresh[best] = true;
        };
        if value(pool, bounds, &plan) - value(pool, bounds, &next) < bounds.least {
            let given_up = (0..worth.len()).find(|&one| next.0[one] != plan.0[one]);
            if let Some(one) = given_up {
                worth[one] = NOTHING;
            }
        } else {
            plan = next;
        }
    }
}
