//! What is still to come while a tape is replayed, the next first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that happens at a moment. At one moment things happen in the order of their kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub(super) at: u64,
    pub(super) what: What,
}

/// Kinds of event; each names a unit, a household's place on the tape, or a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// The household whose first unit this is leaves.
    Leaving(u32),
    /// A unit can be offered again.
    Ready(u32),
    /// A unit opens.
    Opening(u32),
    /// A withdrawal is due.
    Withdrawal(u32),
    /// The household whose first unit this is needs a home to move on to.
    Settled(u32),
    /// A home to move on to comes.
    Home(u32),
    /// A household's patience runs out.
    Patience(u32),
    /// A household asks again.
    Again(u32),
}

/// The events to come up to the end.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    events: BinaryHeap<Reverse<Event>>,
    end: u64,
}

impl Agenda {
    /// Forgets everything; nothing after `end` will be kept.
    pub(super) fn clear(&mut self, end: u64) {
        self.events.clear();
        self.end = end;
    }

    /// Notes what will happen.
    pub(super) fn expect(&mut self, at: u64, what: What) {
        if at <= self.end {
            self.events.push(Reverse(Event { at, what }));
        }
    }

    /// Takes the next event, if it comes no later than a moment.
    pub(super) fn next_until(&mut self, until: u64) -> Option<Event> {
        let Reverse(next) = self.events.peek()?;
        if next.at > until {
            return None;
        }
        self.events.pop().map(|Reverse(event)| event)
    }
}
