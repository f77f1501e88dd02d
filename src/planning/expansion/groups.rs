//! Plans raced together: those that buy much the same of what matters, as one plan that buys whatever any of them does.
//!
//! Where even that turns away more than the champion, so does each of them; and where it is not much better, none of them is.
//! Both suppose that to buy more turns no more away, and say so. Not here: how a race goes (`race`).

use super::plan::Plan;
use super::race::Field;
use super::sample::Steadied;
use std::collections::BTreeSet;
use std::ops::Range;

/// Fewer plans than this are raced one by one.
pub(super) const FEW: usize = 500;

/// So many plans stand together at most.
const MOST: usize = 64;

/// A group is split into so many at most.
const PARTS: usize = 4;

/// Some plans, and what one of each candidate averts by itself: by this it matters how many of it plans buy.
#[derive(Debug)]
pub(super) struct Groups<'p, R> {
    plans: &'p [Plan],
    worth: &'p [f64],
    /// By place, beginning after the plans.
    made: Vec<Group>,
    /// Replays plans.
    replay: R,
    /// Plans that were replayed by themselves.
    alone: BTreeSet<usize>,
}

/// Plans by their places, and the plan that buys whatever any of them does.
#[derive(Debug)]
struct Group {
    plans: Vec<usize>,
    joint: Plan,
}

impl<'p, R> Groups<'p, R> {
    /// Plans in the order in which one stands for others: the cheapest first.
    pub(super) fn new(plans: &'p [Plan], worth: &'p [f64], replay: R) -> Self {
        Self { plans, worth, made: Vec::new(), replay, alone: BTreeSet::new() }
    }

    /// Everything that a champion is held against, in groups or one by one.
    pub(super) fn against(&mut self, champion: usize, in_groups: bool) -> Vec<usize> {
        let all: Vec<usize> = (0..self.plans.len()).filter(|&plan| plan != champion).collect();
        if in_groups { self.split(all, |group| group.len() > MOST) } else { all }
    }

    /// How many plans were never replayed by themselves.
    pub(super) fn together(&self) -> usize {
        self.plans.len() - self.alone.len()
    }

    fn group(&self, which: usize) -> Option<&Group> {
        self.made.get(which.checked_sub(self.plans.len())?)
    }

    /// Halves the largest group for as long as it is said to be too large; a group of one is a plan.
    fn split(&mut self, plans: Vec<usize>, is_too_large: impl Fn(&[usize]) -> bool) -> Vec<usize> {
        let (mut open, mut done) = (vec![plans], Vec::new());
        while let Some(plans) = open.pop() {
            match Some(&plans).filter(|plans| is_too_large(plans)).and_then(|p| self.halves(p)) {
                Some(halves) => open.extend(halves),
                None => done.push(self.keep(plans)),
            }
        }
        done
    }

    fn keep(&mut self, plans: Vec<usize>) -> usize {
        if let [plan] = plans[..] {
            return plan;
        }
        let mut joint = Plan::nothing(self.worth.len());
        for &plan in &plans {
            let counts = joint.0.iter_mut().zip(&self.plans[plan].0);
            counts.for_each(|(joint, &count)| *joint = (*joint).max(count));
        }
        self.made.push(Group { plans, joint });
        self.plans.len() + self.made.len() - 1
    }

    /// Two groups that differ most in what matters; none where no plan differs from another.
    fn halves(&self, group: &[usize]) -> Option<[Vec<usize>; 2]> {
        let counts = |one: usize| group.iter().map(move |&plan| self.plans[plan].0[one]);
        let spread = |one: usize| {
            let (least, most) = (counts(one).min()?, counts(one).max()?);
            (least < most).then(|| (f64::from(most - least), u16::midpoint(least, most)))
        };
        let spreads = (0..self.worth.len()).filter_map(|one| Some((one, spread(one)?)));
        let by = |&(one, (spread, _)): &(usize, (f64, u16))| (spread * self.worth[one], spread);
        let most = spreads.max_by(|a, b| {
            let (a, b) = (by(a), by(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let (one, (_, middle)) = most?;
        let has_more = |plan: &&usize| self.plans[**plan].0[one] > middle;
        let (more, fewer): (Vec<usize>, Vec<usize>) = group.iter().partition(has_more);
        Some([more, fewer])
    }
}

impl<E, R> Field<E> for Groups<'_, R>
where
    R: FnMut(&[&Plan], Range<u32>) -> Result<Vec<Vec<Steadied>>, E>,
{
    fn replay(&mut self, which: &[usize], tapes: Range<u32>) -> Result<Vec<Vec<Steadied>>, E> {
        self.alone.extend(which.iter().copied().filter(|&one| one < self.plans.len()));
        let first = self.plans.len();
        let plan = |&one: &usize| match one.checked_sub(first) {
            Some(group) => &self.made[group].joint,
            None => &self.plans[one],
        };
        let plans: Vec<&Plan> = which.iter().map(plan).collect();
        (self.replay)(&plans, tapes)
    }

    fn parts(&mut self, which: usize) -> Vec<usize> {
        let Some(group) = self.group(which) else { return Vec::new() };
        let size = group.plans.len().div_ceil(PARTS);
        self.split(group.plans.clone(), |plans| plans.len() > size)
    }

    fn plan(&self, which: usize) -> usize {
        self.group(which).and_then(|group| group.plans.iter().min().copied()).unwrap_or(which)
    }
}

#[cfg(test)]
mod tests {
    use super::super::race::{Ended, Rules, race};
    use super::*;
    use crate::base::random::{Stream, Streams};
    use std::convert::Infallible;

    /// Every way to share out so many things over four kinds.
    fn plans(things: u16) -> Vec<Plan> {
        let counts = |most: u16| 0..=most;
        let first = counts(things).flat_map(|a| counts(things - a).map(move |b| (a, b)));
        let all = first.flat_map(|(a, b)| counts(things - a - b).map(move |c| [a, b, c]));
        all.map(|[a, b, c]| Plan(vec![a, b, c, things - a - b - c])).collect()
    }

    /// What plans avert that are worth so much a thing.
    fn averts(plan: &Plan, worth: &[f64]) -> f64 {
        plan.0.iter().zip(worth).map(|(&count, worth)| f64::from(count) * worth).sum()
    }

    /// A race of plans whose figures share most of their chance, and how many replays it took.
    fn raced(
        run: u32,
        plans: &[Plan],
        champion: usize,
        (worth, error): (&[f64], f64),
    ) -> (Ended, usize) {
        let figure = |plan: &Plan, tape: u32| {
            let streams = Streams::new(99 + u64::from(run), tape);
            let normal = |entity: u32| {
                let number = |n| streams.number(entity, Stream::Arrival, n);
                2.0 * (0..3).map(number).sum::<f64>() - 3.0
            };
            let own = plan.0.iter().fold(1, |own, &count| 64 * own + u32::from(count));
            let load = 1.0 + 0.3 * normal(0);
            let figure = (500.0 - averts(plan, worth)) * load + 6.0 * normal(own);
            Steadied::just(figure)
        };
        let mut replays = 0;
        let replay = |plans: &[&Plan], tapes: Range<u32>| {
            replays += plans.len() * tapes.len();
            let of = |plan: &&Plan| tapes.clone().map(|tape| figure(plan, tape)).collect();
            Ok::<_, Infallible>(plans.iter().map(of).collect())
        };
        let mut groups = Groups::new(plans, worth, replay);
        let rules =
            Rules { within: 5.0, in_the_end: 5.0, error, most: 96, tapes: 0, in_groups: true };
        let against = groups.against(champion, true);
        let Ok(ended) = race(against, champion, rules, &mut groups);
        (ended, replays)
    }

    /// One plan is better than the champion by a tenth more than it may be, and it stands in a group with worse ones. With
    /// the chance of error stated at 20%, of 60 runs 24 that certify the champion all the same would come once in about
    /// 5,000 runs of this test.
    #[test]
    fn a_better_plan_in_a_group_is_missed_as_seldom_as_stated() {
        let all = plans(4);
        let worth = [5.5, 0.0, 0.0, 0.0];
        let plans: Vec<Plan> = all.into_iter().filter(|plan| plan.0[0] <= 1).collect();
        let (better, champions): (Vec<&Plan>, Vec<&Plan>) =
            plans.iter().partition(|plan| plan.0[0] == 1);
        let mut plans: Vec<Plan> = champions.into_iter().cloned().collect();
        plans.push(better[0].clone());
        let is_wrong = |run: &u32| {
            let (ended, _) = raced(*run, &plans, 0, (&worth, 0.2));
            ended.left.is_empty() && plans[ended.champion].0[0] == 0
        };
        let wrong = (0..60).filter(is_wrong).count();
        assert!(wrong <= 24, "{wrong}");
    }

    #[test]
    fn plans_that_fall_behind_go_together_and_the_best_is_found() {
        let worth = [12.0, 10.0, 2.0, 0.0];
        let plans = plans(13);
        let champion = plans.iter().position(|plan| plan.0 == [9, 4, 0, 0]).unwrap();
        let (ended, replays) = raced(1, &plans, champion, (&worth, 0.01));
        let best = averts(&Plan(vec![13, 0, 0, 0]), &worth);
        assert!(ended.left.is_empty(), "{ended:?}");
        let found = averts(&plans[ended.champion], &worth);
        assert!(best - found <= 5.0, "{found} of {best}");
        assert!(replays < 16 * plans.len(), "{replays} for {} plans", plans.len());
    }
}
