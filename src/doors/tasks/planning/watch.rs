//! Whoever waits for a long run, and what is told on the way. Not here: how it is shown (the door's), and in which words (`wording/progress`).

pub(in crate::doors) use crate::presentation::wording::progress::{Part, Unit};

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
