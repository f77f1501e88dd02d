//! Several policies on the same tapes, each paired with the plain preference order.

use super::orders::Orders;
use super::policy_view::PolicyView;
use super::replay_counts::ReplayCounts;
use crate::base::statistics::Sums;
use crate::engine::simulation::{Replay, Tape, replicate_these};
use std::collections::BTreeMap;
use std::ops::Range;

/// One policy's figures against the plain preference order's, a whole number for each history.
#[derive(Debug, Clone, Default)]
pub struct Paired {
    /// Households turned away, more than under the preference order.
    pub unmet: Sums,
    /// Households turned away that the preference order would have housed.
    pub lost: Sums,
    /// Households housed that the preference order would have turned away.
    pub won: Sums,
    /// Mean points of those placed, in thousandths.
    pub points: Sums,
    /// Unit-nights lived in, in milliseconds.
    pub lived_ms: Sums,
    /// Households turned away by what stood in the way.
    pub by_barrier: BTreeMap<u16, Sums>,
    /// Households turned away by class of household.
    pub by_class: Vec<Sums>,
}

impl Paired {
    fn of_classes(classes: usize) -> Self {
        Self { by_class: vec![Sums::default(); classes], ..Self::default() }
    }

    /// Takes up one history under two policies; without the second, the figures themselves.
    fn add(&mut self, mine: &ReplayCounts, plain: Option<&ReplayCounts>) {
        let less = |of: &dyn Fn(&ReplayCounts) -> i64| of(mine) - plain.map_or(0, of);
        self.unmet.add(less(&|counts| counts.unmet));
        self.points.add(less(&ReplayCounts::thousandths_of_points));
        self.lived_ms.add(less(&|counts| counts.lived_ms.iter().sum()));
        for (class, sums) in self.by_class.iter_mut().enumerate() {
            sums.add(less(&|counts| counts.by_class[class]));
        }
        let nobody = BTreeMap::new();
        let keys = mine.by_barrier.keys().chain(plain.map_or(&nobody, |p| &p.by_barrier).keys());
        for &key in keys.collect::<std::collections::BTreeSet<_>>() {
            let of = |counts: &ReplayCounts| counts.by_barrier.get(&key).copied().unwrap_or(0);
            self.by_barrier.entry(key).or_default().add(less(&of));
        }
        if let Some(plain) = plain {
            let pairs = || mine.turned_away.iter().zip(&plain.turned_away);
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            self.lost.add(count(pairs().filter(|(mine, plain)| **mine && !**plain).count()));
            self.won.add(count(pairs().filter(|(mine, plain)| !**mine && **plain).count()));
        }
    }

    fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [
            (&mut self.unmet, &other.unmet),
            (&mut self.lost, &other.lost),
            (&mut self.won, &other.won),
            (&mut self.points, &other.points),
            (&mut self.lived_ms, &other.lived_ms),
        ] {
            mine.merge(theirs);
        }
        self.by_class.iter_mut().zip(&other.by_class).for_each(|(mine, their)| mine.merge(their));
        for (key, theirs) in &other.by_barrier {
            self.by_barrier.entry(*key).or_default().merge(theirs);
        }
    }
}

/// What came of a contest.
#[derive(Debug, Clone)]
pub struct Contest {
    /// Histories.
    pub n: u64,
    /// The plain preference order's own figures.
    pub plain: Paired,
    /// Each policy against it.
    pub against: Vec<Paired>,
}

/// Plays every policy and the plain preference order on the same tapes; `tick` is called after each tape.
pub fn contest(
    view: &PolicyView<'_>,
    plain: &Orders,
    policies: &[Orders],
    tapes: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Contest {
    let n = tapes.len() as u64;
    let round = replicate_these(
        view.model,
        tapes,
        || Round::new(view, policies.len()),
        |round, tape| {
            round.take_up(view, tape, plain, policies);
            tick();
        },
        |mut mine, theirs| {
            mine.merge(&theirs);
            mine
        },
    );
    Contest { n, plain: round.level, against: round.against }
}

struct Round<'a> {
    replay: Replay<'a>,
    plain: ReplayCounts,
    /// Those of each policy.
    counts: Vec<ReplayCounts>,
    level: Paired,
    against: Vec<Paired>,
}

impl<'a> Round<'a> {
    fn new(view: &'a PolicyView<'a>, policies: usize) -> Self {
        let empty = Paired::of_classes(view.points.len());
        Self {
            replay: Replay::new(view.model),
            plain: ReplayCounts::default(),
            counts: vec![ReplayCounts::default(); policies],
            level: empty.clone(),
            against: vec![empty; policies],
        }
    }

    fn take_up(
        &mut self,
        view: &'a PolicyView<'a>,
        tape: &Tape,
        plain: &'a Orders,
        policies: &'a [Orders],
    ) {
        self.replay.offer(plain, 0);
        self.replay.run(tape, &mut self.plain.counter(view, tape));
        self.level.add(&self.plain, None);
        for (which, (orders, paired)) in policies.iter().zip(&mut self.against).enumerate() {
            if orders == plain {
                paired.add(&self.plain, Some(&self.plain));
                continue;
            }
            // Policies that learned differently may order alike.
            let known = policies[..which].iter().position(|known| known == orders);
            if known.is_none() {
                self.replay.offer(orders, 0);
                self.replay.run(tape, &mut self.counts[which].counter(view, tape));
            }
            paired.add(&self.counts[known.unwrap_or(which)], Some(&self.plain));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.level.merge(&other.level);
        self.against.iter_mut().zip(&other.against).for_each(|(mine, their)| mine.merge(their));
    }
}
