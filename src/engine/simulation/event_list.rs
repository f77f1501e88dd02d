//! What is still to come while a tape is replayed, the next first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that happens at a moment. At one moment things happen in the order of their kinds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) at: u64,
    pub(super) what: What,
}

/// Kinds of event; each names a unit, a household's place on the tape, or a number of its own.
#[derive(Debug, Clone, Copy)]
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
    /// A unit is offered to nobody any more.
    Closing(u32),
    /// The short stay of the household whose first unit this is is over, and it asks for a longer one.
    Onward(u32),
}

impl What {
    /// Its place among kinds, and the number it names.
    fn parts(self) -> (u32, u32) {
        match self {
            Self::Leaving(number) => (0, number),
            Self::Ready(number) => (1, number),
            Self::Opening(number) => (2, number),
            Self::Withdrawal(number) => (3, number),
            Self::Settled(number) => (4, number),
            Self::Home(number) => (5, number),
            Self::Patience(number) => (6, number),
            Self::Again(number) => (7, number),
            Self::Closing(number) => (8, number),
            Self::Onward(number) => (9, number),
        }
    }

    fn of((kind, number): (u32, u32)) -> Self {
        match kind {
            0 => Self::Leaving(number),
            1 => Self::Ready(number),
            2 => Self::Opening(number),
            3 => Self::Withdrawal(number),
            4 => Self::Settled(number),
            5 => Self::Home(number),
            6 => Self::Patience(number),
            7 => Self::Again(number),
            8 => Self::Closing(number),
            _ => Self::Onward(number),
        }
    }
}

/// An event as one number that orders like it: moment, kind, number.
type Key = u128;

/// The events to come up to the end.
#[derive(Debug, Clone, Default)]
pub(super) struct EventList {
    events: BinaryHeap<Reverse<Key>>,
    end: u64,
}

impl EventList {
    /// Forgets everything; nothing after `end` will be kept.
    pub(super) fn clear(&mut self, end: u64) {
        self.events.clear();
        self.end = end;
    }

    /// Expects what another does.
    pub(super) fn go_on_from(&mut self, other: &Self) {
        self.events.clone_from(&other.events);
        self.end = other.end;
    }

    /// Notes what will happen.
    pub(super) fn expect(&mut self, at: u64, what: What) {
        if at <= self.end {
            let (kind, number) = what.parts();
            let key = Key::from(at) << 64 | Key::from(kind) << 32 | Key::from(number);
            self.events.push(Reverse(key));
        }
    }

    /// Forgets which home comes next.
    pub(super) fn forget_homes(&mut self) {
        self.events.retain(|Reverse(key)| !matches!(event(*key).what, What::Home(_)));
    }

    /// Takes the next event, if it comes no later than a moment.
    pub(super) fn next_until(&mut self, until: u64) -> Option<Event> {
        let next = event(self.events.peek()?.0);
        if next.at > until {
            return None;
        }
        self.events.pop();
        Some(next)
    }
}

/// The event that a key stands for.
#[expect(clippy::cast_possible_truncation, reason = "the parts of a key")]
fn event(key: Key) -> Event {
    Event { at: (key >> 64) as u64, what: What::of(((key >> 32) as u32, key as u32)) }
}
