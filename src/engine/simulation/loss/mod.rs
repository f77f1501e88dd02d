//! Loss systems, by a way of their own: nobody waits, every open unit suits everybody, and nothing else happens.
//!
//! Then a history is a row of moments at which units fall vacant, and a household takes the first in the order
//! of offers that has passed, or is turned away. What comes out is the same to the last household and
//! millisecond as from `tape` and `replay`, which is tested; it only takes a small part of the time. Estates
//! that are asked by the same households replay one drawing, side by side.
//! Not here: what is counted (`forecast`).

mod asking;
mod occupied;
mod system;

pub use system::{Loss, LossStay};

use self::asking::Asking;
use self::occupied::{Lane, Stays, play};
use rayon::prelude::*;
use std::ops::Range;
/// What became of those who asked one estate in one replication.
#[derive(Debug, Clone, Copy)]
pub struct Lost<'a> {
    /// When each household asked, in milliseconds since the beginning.
    pub asked_ms: &'a [u64],
    /// For how long each would stay, in milliseconds.
    pub stay_ms: &'a [u64],
    /// The stays of those that were placed, in order of arrival.
    pub stays: &'a [LossStay],
}

impl Loss<'_> {
    /// Draws some replications and does nothing with them: what all of this costs at the least. How many asked.
    pub fn draw_only(&self, replications: Range<u32>) -> usize {
        let mut asking = Asking::default();
        let each = |replication| {
            asking.draw(self, replication);
            asking.at_ms().len()
        };
        replications.map(each).sum()
    }
}

/// Drawings that are replayed side by side where there is one estate: while one waits for what it has just
/// written, the other goes on.
const SIDE_BY_SIDE: u32 = 4;

/// Draws some replications and replays each before every estate, gathering whatever is made of them.
///
/// All must be asked alike, as those of [`Loss::of_all`] are: the first is drawn for. `each` is told one replication,
/// estate by estate. `merge` must not care about order, which sums of whole numbers do not.
pub fn replicate_losses<A: Send>(
    losses: &[Loss<'_>],
    replications: Range<u32>,
    start: impl Fn() -> A + Sync + Send,
    each: impl Fn(&mut A, &[Lost<'_>]) + Sync + Send,
    merge: impl Fn(A, A) -> A + Sync + Send,
) -> A {
    let at_once = if losses.len() == 1 { SIDE_BY_SIDE } else { 1 };
    let groups = (replications.end.saturating_sub(replications.start)).div_ceil(at_once);
    let of = |group: u32| {
        let first = replications.start + group * at_once;
        first..replications.end.min(first + at_once)
    };
    (0..groups)
        .into_par_iter()
        .fold(
            || (start(), Histories::default()),
            |(mut gathered, mut histories), group| {
                histories.simulate(losses, of(group));
                for replication in 0..of(group).len() {
                    each(&mut gathered, &histories.told(losses.len(), replication));
                }
                (gathered, histories)
            },
        )
        .map(|(gathered, _)| gathered)
        .reduce(&start, &merge)
}

/// Some replications side by side; kept to spare allocations.
#[derive(Debug, Default)]
struct Histories {
    asking: Vec<Asking>,
    /// For each replication, for each estate.
    stays: Vec<Stays>,
}

impl Histories {
    fn simulate(&mut self, losses: &[Loss<'_>], replications: Range<u32>) {
        let Some(first) = losses.first() else { return };
        self.asking.resize_with(replications.len(), Asking::default);
        self.stays.resize_with(replications.len() * losses.len(), Stays::default);
        for (asking, replication) in self.asking.iter_mut().zip(replications) {
            asking.draw(first, replication);
        }
        let pairs =
            self.asking.iter().flat_map(|asking| losses.iter().map(move |loss| (asking, loss)));
        let mut lanes: Vec<Lane<'_>> = pairs
            .zip(&mut self.stays)
            .map(|((asking, loss), stays)| Lane { asking, units: loss.order.len(), stays })
            .collect();
        play(&mut lanes, first.model.calendar.end());
    }

    fn told(&self, losses: usize, replication: usize) -> Vec<Lost<'_>> {
        let (asked_ms, stay_ms) =
            (self.asking[replication].at_ms(), self.asking[replication].stay_ms());
        let stays = &self.stays[replication * losses..(replication + 1) * losses];
        stays.iter().map(|stays| Lost { asked_ms, stay_ms, stays: stays.told() }).collect()
    }
}
