//! Who waits, in the order in which they are served.

use crate::inputs::scenario::{Order, Served};

/// A household that waits.
#[derive(Debug, Clone)]
pub(super) struct Waiter {
    /// Its place on the tape.
    pub(super) k: usize,
    /// Since when.
    pub(super) since: u64,
    /// When it gives up.
    pub(super) deadline: u64,
    /// Its precedence, the first served lowest.
    pub(super) precedence: u8,
    /// How it answers offers.
    pub(super) answers: Answers,
    /// The first of the units in which it waits for a longer one; none: it waits elsewhere.
    pub(super) lives_in: Option<usize>,
}

/// How a household answers offers.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// Offers that it will still decline.
    pub(super) left: u8,
    /// Units declined, as words of bits; empty: none.
    pub(super) declined: Vec<u64>,
}

impl Answers {
    /// Whether it declined anything.
    pub(super) fn declined_any(&self) -> bool {
        !self.declined.is_empty()
    }
}

/// A waiting list.
#[derive(Debug, Clone, Default)]
pub(super) struct Queue {
    pub(super) waiting: Vec<Waiter>,
}

impl Queue {
    /// Puts a household where it belongs.
    pub(super) fn join(&mut self, waiter: Waiter) {
        let before = |other: &Waiter| other.precedence <= waiter.precedence;
        let at = self.waiting.partition_point(before);
        self.waiting.insert(at, waiter);
    }

    /// How many wait elsewhere than in a unit.
    pub(super) fn elsewhere(&self) -> usize {
        self.waiting.iter().filter(|waiter| waiter.lives_in.is_none()).count()
    }

    /// Takes out the household whose patience runs out at a moment, if it still waits.
    pub(super) fn give_up(&mut self, k: usize, now: u64) -> Option<Waiter> {
        let at = self.waiting.iter().position(|w| w.k == k && w.deadline == now)?;
        Some(self.waiting.remove(at))
    }
}

/// How a household stands in a waiting list of an order, the first served lowest, by how its class does.
pub(super) fn precedence(served: Served, order: Order, of_class: u8) -> u8 {
    const CLASSES: u8 = 16;
    let own = match order {
        Order::Arrival => 0,
        Order::Priority => of_class,
    };
    served as u8 * CLASSES + own
}

/// What has become possible.
#[derive(Debug, Clone, Copy)]
pub(super) enum Freed {
    /// A unit fell vacant.
    Unit(usize),
    /// A household left whose funded place, or place for complex needs, others may take; its unit is not ready.
    Place,
    /// Several units fell vacant.
    Several,
}
