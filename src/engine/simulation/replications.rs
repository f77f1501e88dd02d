//! Many replications on all processors, with a result that does not depend on how many there are.

use super::model::Model;
use super::replay::Replay;
use super::tape::Tape;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Draws and replays every replication, gathering into accumulators that are merged at the end.
///
/// `each` is told the tape and plays it; `merge` must not care about order, which sums of whole numbers
/// do not.
pub fn replicate<A: Send>(
    model: &Model<'_>,
    start: impl Fn() -> A + Sync + Send,
    each: impl Fn(&mut A, &Tape, &mut Replay<'_>) + Sync + Send,
    merge: impl Fn(A, A) -> A + Sync + Send,
) -> A {
    replicate_these(
        model,
        0..model.replications,
        || (start(), Replay::new(model)),
        |(gathered, replay), tape| each(gathered, tape, replay),
        |(mine, replay), (theirs, _)| (merge(mine, theirs), replay),
    )
    .0
}

/// Draws the tapes of some replications and gathers whatever is made of them.
///
/// `merge` must not care about order, which sums of whole numbers do not.
pub fn replicate_these<A: Send>(
    model: &Model<'_>,
    replications: Range<u32>,
    start: impl Fn() -> A + Sync + Send,
    each: impl Fn(&mut A, &Tape) + Sync + Send,
    merge: impl Fn(A, A) -> A + Sync + Send,
) -> A {
    fold_replications(
        replications,
        || (start(), Tape::default()),
        |(gathered, tape), replication| {
            tape.draw(model, replication);
            each(gathered, tape);
        },
        |(mine, tape), (theirs, _)| (merge(mine, theirs), tape),
    )
    .0
}

/// Gathers whatever is made of some replications, by number: what is gathered may be large, so there is one heap
/// a thread.
///
/// `merge` must not care about order, which sums of whole numbers do not.
pub fn fold_replications<A: Send>(
    replications: Range<u32>,
    start: impl Fn() -> A + Sync + Send,
    each: impl Fn(&mut A, u32) + Sync + Send,
    merge: impl Fn(A, A) -> A + Sync + Send,
) -> A {
    let next = AtomicUsize::new(0);
    let heaps = rayon::broadcast(|_| {
        let mut gathered = None;
        loop {
            let mut left = replications.clone().skip(next.fetch_add(1, Ordering::Relaxed));
            let Some(replication) = left.next() else { break gathered };
            each(gathered.get_or_insert_with(&start), replication);
        }
    });
    heaps.into_iter().flatten().reduce(&merge).unwrap_or_else(start)
}
