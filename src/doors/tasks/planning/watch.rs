//! Whoever waits for a long run, and what is told on the way. Not here: how it is shown (the door's).

/// Whoever waits.
pub(in crate::doors) trait Watch {
    /// One of several parts begins.
    fn part(&self, which: usize, of: usize, part: Part);
    /// So much is to be done; none: nobody knows how much.
    fn begin(&self, unit: Unit, much: Option<u64>) -> Box<dyn Bar>;
}

/// How far something is; it ends when this is dropped.
pub(in crate::doors) trait Bar: Sync {
    /// One more is done.
    fn step(&self);
    /// What is being done, where that changes.
    fn on(&self, what: &str);
}

/// The parts of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Part {
    Forecast,
    WhatToAdd,
    WhatToMeasure,
}

/// What is counted on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Unit {
    /// Simulated histories.
    Histories,
    /// The same, of which there may be fewer.
    HistoriesAtMost,
    /// Steps that differ in length, so that nobody can say when the last will end.
    Steps,
    /// Draws: how many there will be depends on how many of them explain the records.
    Draws,
}
