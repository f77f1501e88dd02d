//! Everything a replay tells, in the order in which it is told.

use lintel::engine::simulation::{Fate, Observer, Onward};

/// One thing told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Asked { k: usize, at: u64, request: u32 },
    Fate(usize, Fate),
    Onward(usize, Onward),
    Declined { k: usize, unit: usize },
    Waited { k: usize, from: u64, to: u64 },
    LivedIn { unit: usize, from: u64, to: u64 },
    Supported { from: u64, to: u64 },
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Log(pub(crate) Vec<Told>);

impl Observer for Log {
    fn asked(&mut self, k: usize, at: u64, request: u32) {
        self.0.push(Told::Asked { k, at, request });
    }

    fn fate(&mut self, k: usize, fate: Fate) {
        self.0.push(Told::Fate(k, fate));
    }

    fn onward(&mut self, k: usize, what: Onward) {
        self.0.push(Told::Onward(k, what));
    }

    fn declined(&mut self, k: usize, unit: usize) {
        self.0.push(Told::Declined { k, unit });
    }

    fn waited(&mut self, k: usize, from: u64, to: u64) {
        self.0.push(Told::Waited { k, from, to });
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        self.0.push(Told::LivedIn { unit, from, to });
    }

    fn supported(&mut self, from: u64, to: u64) {
        self.0.push(Told::Supported { from, to });
    }
}
