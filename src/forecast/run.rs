//! One scenario, run: tapes drawn, replayed, counted.

use super::history::History;
use super::loss::Ledger;
use super::table::{Tables, open_ms};
use crate::simulation::{Loss, Model, Replay, replicate_losses, replicate_these};
use std::ops::Range;

/// A replication lost or doubled a household: a defect of the program, never an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "in {0} replications a referral had no outcome or two; this is a defect of Lintel, please report it with the manifest"
)]
pub struct Inconsistent(pub u64);

/// Runs some replications; `tick` is called after each.
///
/// Which replications makes no difference to any of them: each draws by its own number.
///
/// # Errors
/// If in any replication some referral did not have exactly one outcome.
pub fn run(
    model: &Model<'_>,
    replications: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Result<Tables, Inconsistent> {
    let tables = match Loss::of(model) {
        Some(loss) => run_loss(&loss, replications, tick),
        None => run_any(model, replications, tick),
    };
    match tables.inconsistent() {
        0 => Ok(tables),
        n => Err(Inconsistent(n)),
    }
}

fn run_any(
    model: &Model<'_>,
    replications: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Tables {
    let open = open_ms(model);
    let (tables, ..) = replicate_these(
        model,
        replications,
        || (Tables::default(), None::<History>, Replay::new(model)),
        |(tables, history, replay), tape| {
            let history = history.get_or_insert_with(|| History::new(model));
            history.clear();
            let mut watch = history.watch(model, tape);
            watch.count_referrals();
            replay.run(tape, &mut watch);
            tables.add(history, &open);
            tick();
        },
        |(mine, history, replay), (theirs, ..)| (mine.merge(theirs), history, replay),
    );
    tables
}

/// The same of a loss system, by the way of its own.
fn run_loss(loss: &Loss<'_>, replications: Range<u32>, tick: impl Fn() + Sync + Send) -> Tables {
    let model = loss.model();
    let open = open_ms(model);
    let (tables, ..) = replicate_losses(
        std::slice::from_ref(loss),
        replications,
        || (Tables::default(), History::new(model), Ledger::new(loss)),
        |(tables, history, ledger), lost| {
            for lost in lost {
                history.clear();
                ledger.enter(lost, history);
                tables.add(history, &open);
            }
            tick();
        },
        |(mine, history, ledger), (theirs, ..)| (mine.merge(theirs), history, ledger),
    );
    tables
}
