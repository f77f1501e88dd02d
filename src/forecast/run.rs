//! One scenario, run: tapes drawn, replayed, counted.

use super::history::History;
use super::table::{Tables, open_ms};
use crate::simulation::{Model, replicate};

/// A replication lost or doubled a household: a defect of the program, never an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "in {0} replications a referral had no outcome or two; this is a defect of Lintel, please report it with the manifest"
)]
pub struct Inconsistent(pub u64);

/// Runs every replication; `tick` is called after each.
///
/// # Errors
/// If in any replication some referral did not have exactly one outcome.
pub fn run(model: &Model<'_>, tick: impl Fn() + Sync + Send) -> Result<Tables, Inconsistent> {
    let open = open_ms(model);
    let (tables, _) = replicate(
        model,
        || (Tables::default(), None::<History>),
        |(tables, history), tape, replay| {
            let history = history.get_or_insert_with(|| History::new(model));
            history.clear();
            let mut watch = history.watch(model, tape);
            watch.count_referrals();
            replay.run(tape, &mut watch);
            tables.add(history, &open);
            tick();
        },
        |(mine, _), (theirs, _)| (mine.merge(theirs), None),
    );
    match tables.inconsistent() {
        0 => Ok(tables),
        n => Err(Inconsistent(n)),
    }
}
