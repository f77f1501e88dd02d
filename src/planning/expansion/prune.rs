//! Plans without what does nothing. A search takes whatever averts a little more on its tapes, and so buys things that
//! chance favoured there; on tapes of their own these are taken away again, before any plan is certified.

use super::plan::Plan;
use super::plan_evaluator::Trial;
use super::pool::Pool;
use crate::base::parse::Issues;

/// The part of the indifference by which a plan may fall behind, on these tapes, for all that is taken away.
const PART: f64 = 0.25;

/// Of the tapes, the part on which it is first looked at what is missed beyond doubt.
const BRIEFLY: u32 = 4;

/// A plan while it is pruned.
struct Pruned<'p> {
    whole: &'p Plan,
    now: Plan,
    /// Kinds of thing of which it has not shown that they are missed. What once was is missed the more, the less there is
    /// besides, and is not tried again.
    in_doubt: Vec<usize>,
}

/// How a plan is judged without one of its things.
#[derive(Clone, Copy)]
struct Judged {
    /// How many more are turned away, over all tapes.
    lost: f64,
    /// Nothing is lost that could be told, and little in all.
    is_spared: bool,
    /// More is lost, beyond doubt, than may be lost in all.
    is_missed: bool,
}

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
    let mut pruned: Vec<Pruned<'_>> = plans.iter().map(Pruned::of).collect();
    let within = (ends, PART * indifference);
    let mut briefly = pool.part(BRIEFLY);
    look(&mut briefly, pruned.iter(), ends)?;
    for one in &mut pruned {
        let judged = one.judged(&briefly, within);
        one.in_doubt.retain(|kind| !judged.iter().any(|(of, one)| of == kind && one.is_missed));
    }
    let mut open: Vec<usize> = (0..plans.len()).collect();
    while !open.is_empty() {
        look(pool, open.iter().map(|&which| &pruned[which]), ends)?;
        open.retain(|&which| pruned[which].spare(pool, within));
    }
    let evaluator = pool.evaluator();
    let mut pruned: Vec<Plan> = pruned.into_iter().map(|one| one.now).collect();
    pruned.sort_by_cached_key(|plan| (evaluator.pence_a_year(plan, ends), plan.clone()));
    pruned.dedup();
    Ok(pruned)
}

/// Replays what some plans are judged by.
fn look<'p, 'o: 'p>(
    pool: &mut Pool<'_>,
    plans: impl Iterator<Item = &'p Pruned<'o>>,
    ends: Option<u32>,
) -> Result<(), Issues> {
    let needed = plans.filter(|one| !one.in_doubt.is_empty()).flat_map(|one| {
        let less = one.in_doubt.iter().filter_map(|&kind| one.now.without(kind));
        less.chain([one.now.clone(), one.whole.clone()])
    });
    pool.look(needed.map(|plan| Trial { plan, ends }).collect::<Vec<_>>())
}

impl<'p> Pruned<'p> {
    fn of(plan: &'p Plan) -> Self {
        let in_doubt = (0..plan.0.len()).filter(|&kind| plan.0[kind] > 0).collect();
        Self { whole: plan, now: plan.clone(), in_doubt }
    }

    /// Takes away the thing of which least is lost, if nothing is lost that could be told; whether anything was.
    fn spare(&mut self, pool: &Pool<'_>, within: (Option<u32>, f64)) -> bool {
        let judged = self.judged(pool, within);
        let spared: Vec<(usize, Judged)> =
            judged.into_iter().filter(|(_, judged)| judged.is_spared).collect();
        let least = spared.iter().min_by(|a, b| a.1.lost.total_cmp(&b.1.lost));
        let less = least.and_then(|(kind, _)| self.now.without(*kind));
        let is_less = less.is_some();
        self.now = less.unwrap_or_else(|| self.now.clone());
        let is_left = |(kind, _): &(usize, Judged)| self.now.0[*kind] > 0;
        self.in_doubt = spared.iter().filter(|one| is_left(one)).map(|(kind, _)| *kind).collect();
        is_less
    }

    /// The plan without one of each kind that is in doubt, as far as that was looked at.
    fn judged(
        &self,
        pool: &Pool<'_>,
        (ends, allowance): (Option<u32>, f64),
    ) -> Vec<(usize, Judged)> {
        let evaluator = pool.evaluator();
        let years = f64::from(evaluator.scenario.years.max(1));
        let known = |plan: &Plan| pool.known().get(&Trial { plan: plan.clone(), ends });
        let Some((whole, own)) = known(self.whole).zip(known(&self.now)) else { return Vec::new() };
        let cost = |plan: &Plan| evaluator.pence_a_year(plan, ends);
        let kinds = self.now.0.iter().filter(|count| **count > 0).count();
        let judge = |kind: usize| {
            let less = self.now.without(kind)?;
            let looked = known(&less)?;
            let lost = own.averts(looked);
            let in_all = whole.averts(looked).mean() / years;
            let is_more = lost.interval(kinds).is_above_zero();
            let is_spared = !is_more && in_all <= allowance && cost(&less) <= cost(&self.now);
            let is_missed = is_more && in_all > allowance;
            Some((kind, Judged { lost: lost.mean(), is_spared, is_missed }))
        };
        self.in_doubt.iter().filter_map(|&kind| judge(kind)).collect()
    }
}
