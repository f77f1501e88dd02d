//! What a replay tells whoever watches it.

use super::stay::Stay;
use crate::engine::placement::Outcome;

/// What became of a household's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was placed.
    Placed {
        /// The unit; the first of several.
        unit: usize,
        /// When.
        at: u64,
    },
    /// It was turned away.
    TurnedAway(Outcome),
    /// It gave up waiting while something suited but was full.
    Withdrew,
    /// It was still waiting at the end.
    StillWaiting,
    /// It was made safe at home instead.
    Sanctuary,
    /// This service is not for it: no referral.
    NotEligible,
    /// Its agency had stopped asking: no request.
    NotAsked {
        /// When it would have been made.
        at: u64,
    },
}

/// What became of a household that asked for a longer unit when its short stay was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// It asks.
    Asks,
    /// It moved to a longer unit.
    Moved {
        /// The unit; the first of several.
        unit: usize,
        /// When.
        at: u64,
    },
    /// It left without one.
    LeftWithout,
    /// It still waited for one at the end, where it was.
    StillThere,
}

/// Watches a replay. Moments are milliseconds since the beginning.
pub trait Observer {
    /// A household asks; `k` is its place on the tape, `request` counts its requests from 0.
    fn asked(&mut self, _k: usize, _at: u64, _request: u32) {}

    /// The one outcome of its latest request.
    fn fate(&mut self, k: usize, fate: Fate);

    /// What follows its short stay.
    fn onward(&mut self, _k: usize, _what: Onward) {}

    /// How long it stays once it is housed, as drawn.
    fn stays(&mut self, _stay: &Stay<'_>) {}

    /// It declined an offer.
    fn declined(&mut self, _k: usize, _unit: usize) {}

    /// It waited from one moment to another, whatever came of it.
    fn waited(&mut self, _k: usize, _from: u64, _to: u64) {}

    /// Somebody lives in a unit from one moment to another, which may lie beyond the end.
    fn lived_in(&mut self, unit: usize, from: u64, to: u64);

    /// A household is supported in second stage from one moment to another, which may lie beyond the end.
    fn supported(&mut self, _from: u64, _to: u64) {}
}
