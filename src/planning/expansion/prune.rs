//! Plans without what does nothing. A search takes whatever averts a little more on its tapes, and so buys things that
//! chance favoured there; on tapes of their own these are taken away again, before any plan is certified.

use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::pool::Pool;
use crate::base::parse::Issues;
use crate::base::statistics::Says;

/// The part of the indifference by which a plan may fall behind, on these tapes, for all that is taken away.
const PART: f64 = 0.25;

/// The plans pruned, the cheapest first, each once. One thing after another is taken away for as long as what is left is
/// no dearer, does not turn away more beyond doubt, and falls behind the plan as it was by no more than a small part of the
/// indifference; of several, that of which least is lost.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be.
pub fn prune(
    pool: &mut Pool<'_>,
    plans: &[Plan],
    ends: Option<u32>,
    indifference: f64,
) -> Result<Vec<Plan>, Issues> {
    let mut pruned = plans.to_vec();
    let mut open: Vec<usize> = (0..plans.len()).collect();
    while !open.is_empty() {
        let needed = open.iter().flat_map(|&which| {
            let now = &pruned[which];
            lesser(now).into_iter().chain([now.clone(), plans[which].clone()])
        });
        let trials: Vec<Trial> = needed.map(|plan| Trial { plan, ends }).collect();
        pool.look(trials)?;
        open.retain(|&which| {
            let less = spared(pool, (&plans[which], &pruned[which]), ends, PART * indifference);
            let is_less = less.is_some();
            pruned[which] = less.unwrap_or_else(|| pruned[which].clone());
            is_less
        });
    }
    let evaluator = pool.evaluator();
    let cost = |plan: &Plan| evaluator.pence_a_year(plan, ends);
    pruned.sort_by(|a, b| cost(a).cmp(&cost(b)).then(a.cmp(b)));
    pruned.dedup();
    Ok(pruned)
}

/// A plan with one thing less, for each kind of thing that it buys.
fn lesser(plan: &Plan) -> Vec<Plan> {
    (0..plan.0.len()).filter_map(|one| plan.without(one)).collect()
}

/// The plan with that thing less of which least is lost, if nothing is lost that could be told.
fn spared(
    pool: &Pool<'_>,
    (whole, plan): (&Plan, &Plan),
    ends: Option<u32>,
    allowance: f64,
) -> Option<Plan> {
    let evaluator = pool.evaluator();
    let (n, years) = (u64::from(pool.tapes()), f64::from(evaluator.scenario.years.max(1)));
    let known = |plan: &Plan| pool.known().get(&Trial { plan: plan.clone(), ends });
    let cost = |plan: &Plan| evaluator.pence_a_year(plan, ends);
    let (whole, own) = (known(whole)?, known(plan)?);
    let lesser = lesser(plan);
    let kinds = lesser.len();
    let spared = lesser.into_iter().filter(|less| cost(less) <= cost(plan)).filter_map(|less| {
        let looked = known(&less)?;
        let lost = own.averts(looked);
        let in_all = whole.averts(looked).mean(n) / years;
        let is_spared = lost.says(n, kinds) != Says::More && in_all <= allowance;
        is_spared.then(|| (lost.mean(n), less))
    });
    spared.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, less)| less)
}
