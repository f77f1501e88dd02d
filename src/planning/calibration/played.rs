//! Histories of one model, played one after the other in the same room and counted year by year.

use super::year_counter::{Year, YearCounter};
use crate::engine::simulation::{Model, Replay, Tape};

/// Plays the tapes of a model.
#[derive(Debug)]
pub(super) struct Player<'a> {
    replay: Replay<'a>,
    counter: YearCounter<'a>,
    /// For each class of the mix, which of the unknown shares it belongs to.
    mixes: &'a [Option<u8>],
}

impl<'a> Player<'a> {
    /// So much of each year is looked at.
    pub(super) fn new(model: &'a Model<'a>, share: f64, mixes: &'a [Option<u8>]) -> Self {
        Self { replay: Replay::new(model), counter: YearCounter::new(model, share), mixes }
    }

    /// From now on planned units open where it is said, or never.
    pub(super) fn plan(&mut self, opens: &[Option<u64>]) {
        self.replay.plan(opens);
    }

    /// One history, year by year.
    pub(super) fn years(&mut self, tape: &Tape) -> &[Year] {
        let mixes = self.mixes;
        self.counter.clear(tape.class.iter().map(|class| mixes[usize::from(*class)]));
        self.replay.run(tape, &mut self.counter);
        self.counter.finish()
    }

    /// Households turned away in all its years.
    pub(super) fn away(&mut self, tape: &Tape) -> u32 {
        away(self.years(tape))
    }
}

/// Households turned away in some years.
pub(super) fn away(years: &[Year]) -> u32 {
    years.iter().map(|year| year.away).sum()
}
