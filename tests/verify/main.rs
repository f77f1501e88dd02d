//! `lintel verify` can be trusted: its z-scores are standard normal over seeds, it finds what is wrong on
//! purpose, and its scenarios are files like any other.
//!
//! Seeds are fixed, so each test either always passes or always fails; the false-alarm rates say how likely
//! an unlucky choice would have been for a right program.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

mod faults;
mod files;
mod program;
mod scores;

use lintel::simulation::{Model, Replay, Tape};
use lintel::verify::{Judgement, Oracle, Prepared, Tally, chance_each, oracles};

/// The oracle of a name.
fn oracle(name: &str) -> Oracle {
    oracles().into_iter().find(|oracle| oracle.name == name).unwrap()
}

/// An oracle with keys of another text laid over its scenario.
fn prepared(oracle: &Oracle, over: &str) -> Prepared {
    Prepared::open(oracle, over).unwrap_or_else(|why| panic!("{}: {why}", oracle.name))
}

/// Every history of a scenario, drawn here, so that a test may do something else with a tape.
fn played(
    prepared: &Prepared,
    play: impl Fn(&Model<'_>, &mut Tape, &mut Replay<'_>) -> Tally,
) -> (Vec<Tally>, u64) {
    let model = prepared.model();
    let mut tape = Tape::default();
    let tallies = (0..model.replications).map(|replication| {
        tape.draw(&model, replication);
        play(&model, &mut tape, &mut Replay::new(&model))
    });
    let tallies = tallies.collect();
    (tallies, model.calendar.end() - model.calendar.bounds[0])
}

/// What a whole run would say of an oracle's figures.
fn judged(oracle: &Oracle, (tallies, span): &(Vec<Tally>, u64)) -> Vec<Judgement> {
    let figures = oracles().iter().map(|oracle| oracle.figures.len()).sum();
    let chance = chance_each(figures);
    let checked = oracle.check(tallies, *span).into_iter();
    checked.map(|checked| checked.estimate.judge(checked.figure.exact, chance)).collect()
}
