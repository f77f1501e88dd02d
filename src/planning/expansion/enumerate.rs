//! Every plan within a budget where they are few, and every one that leaves no money for one thing more where those are.

use super::allowance::Allowance;
use super::explored::How;
use super::plan::Plan;

/// No more plans than this are all looked at, those that leave money too.
const FEW: usize = 2_000;

/// How many are counted before it is given up.
const MOST_COUNTED: usize = 5_000_000;

/// Every plan within a budget, and which they are; none where there are too many that leave no money for one thing more: more
/// than `most`.
pub(super) fn every(
    allowance: &Allowance,
    usable: &[usize],
    most: usize,
) -> Option<(How, Vec<Plan>)> {
    let few = walk(allowance, usable, (How::EveryPlan, FEW));
    few.map(|plans| (How::EveryPlan, plans))
        .or_else(|| Some((How::EveryFullPlan, full_plans(allowance, usable, most)?)))
}

/// Every plan that leaves no money for one thing more.
fn full_plans(allowance: &Allowance, usable: &[usize], most: usize) -> Option<Vec<Plan>> {
    walk(allowance, usable, (How::EveryFullPlan, most))
}

fn walk(allowance: &Allowance, usable: &[usize], (how, most): (How, usize)) -> Option<Vec<Plan>> {
    let nothing = Plan(vec![0; allowance.candidates()]);
    let whole = allowance.left(&nothing);
    // Whatever there can be most of comes last, since of that the most that can be paid for is taken at once.
    let mut usable = usable.to_vec();
    usable.sort_by_key(|&one| (allowance.room(&whole, one, 0), one));
    let mut walk = Walk { allowance, usable: &usable, how, most, counted: 0, found: Vec::new() };
    walk.on(0, &nothing, &whole).then_some(walk.found)
}

/// A walk over plans, candidate by candidate.
struct Walk<'a> {
    allowance: &'a Allowance,
    usable: &'a [usize],
    how: How,
    most: usize,
    counted: usize,
    found: Vec<Plan>,
}

impl Walk<'_> {
    /// Goes on from a plan of the candidates before; whether there were not too many.
    fn on(&mut self, at: usize, plan: &Plan, left: &[i64]) -> bool {
        let Some(&one) = self.usable.get(at) else { return self.take(plan, left) };
        let room = self.allowance.room(left, one, 0);
        let is_last = at + 1 == self.usable.len();
        let least = if is_last && self.how == How::EveryFullPlan { room } else { 0 };
        (least..=room).all(|count| {
            self.on(at + 1, &plan.with(one, count), &self.allowance.after(left, one, count))
        })
    }

    fn take(&mut self, plan: &Plan, left: &[i64]) -> bool {
        self.counted += 1;
        let is_full =
            || self.usable.iter().all(|&one| self.allowance.room(left, one, plan.0[one]) == 0);
        if self.how == How::EveryPlan || is_full() {
            self.found.push(plan.clone());
        }
        self.found.len() <= self.most && self.counted <= MOST_COUNTED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::expansion::allowance::tests::{budget, candidate};
    use crate::planning::expansion::candidate::Candidate;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn all_plans_are_found_and_all_full_ones(
            costs in prop::collection::vec((0_u32..5, 1_u32..6, 0_u32..500, 1_u32..4), 1..5),
            (capital, yearly) in (0_u32..15, 0_u32..20),
        ) {
            let of = |&(capital, yearly, lead, most): &(u32, u32, u32, u32)| {
                candidate((f64::from(capital), f64::from(yearly)), lead, most)
            };
            let candidates: Vec<Candidate> = costs.iter().map(of).collect();
            let budget = budget(&format!("b,,{capital},{yearly},,assumed,x\n"));
            let allowance = Allowance::new(&budget, &candidates, 2, None);
            let usable: Vec<usize> = (0..candidates.len()).collect();
            let mut all = vec![Plan(vec![0; candidates.len()])];
            for one in 0..candidates.len() {
                all = all.iter().flat_map(|plan| (0..4).map(|more| plan.with(one, more))).collect();
            }
            all.retain(|plan| allowance.allows(plan));
            let is_full = |plan: &&Plan| usable.iter().all(|&one| !allowance.allows(&plan.with(one, 1)));
            let full: BTreeSet<Plan> = all.iter().filter(is_full).cloned().collect();
            let (how, every) = every(&allowance, &usable, 40_000).unwrap();
            prop_assert_eq!(how, How::EveryPlan);
            prop_assert_eq!(every.iter().cloned().collect::<BTreeSet<_>>(), all.into_iter().collect());
            let found = full_plans(&allowance, &usable, 40_000).unwrap();
            prop_assert_eq!(found.len(), full.len());
            prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), full);
        }
    }
}
