//! How much a household turned away should weigh against points, found on tapes that no result is told from.

use super::opportunity_cost::{OpportunityCosts, measure};
use super::orders::{Orders, by_points, by_points_and_cost, cost_of_stays};
use super::policy_view::PolicyView;
use super::replay_counts::ReplayCounts;
use crate::base::statistics::Sums;
use crate::engine::simulation::{Replay, Tape, replicate_these};
use std::ops::Range;

/// Points that a household turned away may count as; 0 is the plain preference order.
pub(super) const WEIGHTS: [f64; 6] = [0.0, 3.0, 10.0, 30.0, 100.0, 300.0];

/// What was learned from the training tapes.
#[derive(Debug, Clone)]
pub struct Tuned {
    /// What a night in each unit class costs.
    pub prices: OpportunityCosts,
    /// The weight chosen among [`WEIGHTS`].
    pub weight: f64,
}

/// Learns prices and then the weight, from the same training tapes.
pub fn tune(view: &PolicyView<'_>, tapes: &Range<u32>) -> Tuned {
    let plain = by_points(view);
    let prices = measure(view, &plain, tapes.clone());
    let cost = cost_of_stays(view, &prices.by_night());
    let orders: Vec<Orders> =
        WEIGHTS.iter().map(|&weight| by_points_and_cost(view, &cost, weight)).collect();
    let weight = WEIGHTS[least_that_does(view, &orders, tapes.clone())];
    Tuned { prices, weight }
}

/// The first of some orders that turns away no more than the best of them, within one standard error.
fn least_that_does(view: &PolicyView<'_>, orders: &[Orders], tapes: Range<u32>) -> usize {
    let n = tapes.len() as u64;
    let race = replicate_these(
        view.model,
        tapes,
        || Race::new(view, orders),
        |race, tape| race.take_up(view, tape, orders),
        |mut mine, theirs| {
            mine.merge(&theirs);
            mine
        },
    );
    let best = (0..orders.len())
        .min_by(|&a, &b| race.level(a).mean(n).total_cmp(&race.level(b).mean(n)))
        .unwrap_or(0);
    let does = |which: &usize| {
        let behind = race.behind[*which][best];
        behind.mean(n) <= behind.se(n) || *which == best
    };
    (0..orders.len()).find(does).unwrap_or(best)
}

/// Several orders on the same tapes, each against each.
struct Race<'a> {
    replay: Replay<'a>,
    counts: ReplayCounts,
    unmet: Vec<i64>,
    /// By how much the first turns away more than the second; on the diagonal, how many it turns away.
    behind: Vec<Vec<Sums>>,
}

impl<'a> Race<'a> {
    fn new(view: &'a PolicyView<'a>, orders: &[Orders]) -> Self {
        Self {
            replay: Replay::new(view.model),
            counts: ReplayCounts::default(),
            unmet: Vec::new(),
            behind: vec![vec![Sums::default(); orders.len()]; orders.len()],
        }
    }

    fn level(&self, which: usize) -> Sums {
        self.behind[which][which]
    }

    fn take_up(&mut self, view: &'a PolicyView<'a>, tape: &Tape, orders: &'a [Orders]) {
        self.unmet.clear();
        for (which, order) in orders.iter().enumerate() {
            let known = orders[..which].iter().position(|other| other == order);
            let unmet = if let Some(known) = known {
                self.unmet[known]
            } else {
                self.replay.offer(order, 0);
                self.replay.run(tape, &mut self.counts.counter(view, tape));
                self.counts.unmet
            };
            self.unmet.push(unmet);
        }
        for (a, &mine) in self.unmet.iter().enumerate() {
            for (b, &theirs) in self.unmet.iter().enumerate() {
                self.behind[a][b].add(if a == b { mine } else { mine - theirs });
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.behind.iter_mut().flatten().zip(other.behind.iter().flatten()) {
            mine.merge(theirs);
        }
    }
}
