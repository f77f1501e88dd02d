//! Who waits, in the order in which they are served.

use crate::inputs::scenario::Order;

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
    pub(super) fn join(&mut self, waiter: Waiter, order: Order) {
        let at = match order {
            Order::Arrival => self.waiting.len(),
            Order::Priority => {
                let before = |other: &Waiter| other.precedence <= waiter.precedence;
                self.waiting.partition_point(before)
            }
        };
        self.waiting.insert(at, waiter);
    }

    /// Takes out the household whose patience runs out at a moment, if it still waits.
    pub(super) fn give_up(&mut self, k: usize, now: u64) -> Option<Waiter> {
        let at = self.waiting.iter().position(|w| w.k == k && w.deadline == now)?;
        Some(self.waiting.remove(at))
    }
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
