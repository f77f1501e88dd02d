//! Many replications on all processors, with a result that does not depend on how many there are.

use super::model::Model;
use super::replay::Replay;
use super::tape::Tape;
use rayon::prelude::*;

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
    (0..model.replications)
        .into_par_iter()
        .fold(
            || (start(), Tape::default(), Replay::new(model)),
            |(mut gathered, mut tape, mut replay), replication| {
                tape.draw(model, replication);
                each(&mut gathered, &tape, &mut replay);
                (gathered, tape, replay)
            },
        )
        .map(|(gathered, ..)| gathered)
        .reduce(&start, &merge)
}
