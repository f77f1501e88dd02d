//! One scenario, run: tapes drawn, replayed, counted.

use super::accumulator::Accumulator;
use super::control::Known;
use super::history::History;
use super::loss::Ledger;
use super::scope::Scope;
use super::table::Tables;
use crate::engine::simulation::{
    DrawnModels, Expected, Loss, Model, Replay, Tape, fold_replications, replicate_losses,
    replicate_these,
};
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
    let scope = Scope::of(model);
    let accumulator = match Loss::of(model) {
        Some(loss) => run_loss(&loss, &scope, replications, tick),
        None => run_any(model, &scope, replications, tick),
    };
    settled(accumulator.map(Accumulator::finish).unwrap_or_default(), &model.expected())
}

/// The same under the draws of a scenario, each history under the one whose turn it is.
///
/// # Errors
/// If in any replication some referral did not have exactly one outcome.
pub fn run_drawn(
    models: &DrawnModels<'_>,
    replications: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Result<Tables, Inconsistent> {
    if !models.are_drawn() {
        return run(models.plain(), replications, tick);
    }
    let scope = Scope::of(models.plain());
    let (accumulator, ..) = fold_replications(
        replications,
        || (Accumulator::new(&scope), History::new(&scope), models.numbers(), Tape::default()),
        |(accumulator, history, numbers, tape), replication| {
            models.with(numbers, replication, |model| {
                tape.draw(model, replication);
                history.play(model, tape, &mut Replay::new(model));
            });
            accumulator.add(history);
            accumulator.note_draw(models.turn(replication), history);
            tick();
        },
        |(mine, history, numbers, tape), (theirs, ..)| (mine.merge(theirs), history, numbers, tape),
    );
    settled(accumulator.finish(), models.expected())
}

fn settled(mut tables: Tables, expected: &Expected) -> Result<Tables, Inconsistent> {
    tables.known = Known::of(expected);
    match tables.inconsistent() {
        0 => Ok(tables),
        n => Err(Inconsistent(n)),
    }
}

fn run_any<'s>(
    model: &Model<'_>,
    scope: &'s Scope,
    replications: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Option<Accumulator<'s>> {
    let (accumulator, ..) = replicate_these(
        model,
        replications,
        || (None::<Accumulator<'_>>, None::<History<'_>>, Replay::new(model)),
        |(accumulator, history, replay), tape| {
            let history = history.get_or_insert_with(|| History::new(scope));
            history.play(model, tape, replay);
            accumulator.get_or_insert_with(|| Accumulator::new(scope)).add(history);
            tick();
        },
        |(mine, history, replay), (theirs, ..)| (either(mine, theirs), history, replay),
    );
    accumulator
}

/// The same of a loss system, by the way of its own.
fn run_loss<'s>(
    loss: &Loss<'_>,
    scope: &'s Scope,
    replications: Range<u32>,
    tick: impl Fn() + Sync + Send,
) -> Option<Accumulator<'s>> {
    let (accumulator, _) = replicate_losses(
        std::slice::from_ref(loss),
        replications,
        || (None::<Accumulator<'s>>, None::<(History<'s>, Ledger)>),
        |(accumulator, room), lost| {
            let (history, ledger) =
                room.get_or_insert_with(|| (History::new(scope), Ledger::new(loss, scope)));
            for lost in lost {
                ledger.enter(lost, history);
                accumulator.get_or_insert_with(|| Accumulator::new(scope)).add(history);
            }
            tick();
        },
        |(mine, room), (theirs, _)| (either(mine, theirs), room),
    );
    accumulator
}

fn either<'a>(
    mine: Option<Accumulator<'a>>,
    theirs: Option<Accumulator<'a>>,
) -> Option<Accumulator<'a>> {
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => Some(mine.merge(theirs)),
        (mine, theirs) => mine.or(theirs),
    }
}
