//! Which replications of a seed serve what, by their numbers: no figure is told from histories that helped to choose
//! what it is a figure of.
//!
//! A calibration numbers its replications by draw instead ([`draws`]), and is a command of its own.

use std::ops::Range;

/// Replications with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replications {
    /// What is printed is estimated on these.
    Told,
    /// The best plan of a budget is chosen on these.
    Choice,
    /// The first champion among plans is named on these.
    Naming,
    /// A cheaper plan is taken instead on these.
    Cheaper,
    /// Of plans of the same cost one that averts more is taken on these.
    SameCost,
    /// Plans are tested for refusals on these.
    Refusals,
    /// Plans are stripped of what does nothing on these.
    Pruning,
    /// Whether anything is worth buying at all is decided on these.
    Need,
    /// Prices and weights are learned, and plans searched for, on these.
    Training,
}

impl Replications {
    /// All, by their numbers.
    pub const ALL: [Self; 9] = [
        Self::Told,
        Self::Choice,
        Self::Naming,
        Self::Cheaper,
        Self::SameCost,
        Self::Refusals,
        Self::Pruning,
        Self::Need,
        Self::Training,
    ];

    /// The number of the first.
    pub const fn first(self) -> u32 {
        const HALF: u32 = 1 << 30;
        match self {
            Self::Told => 0,
            Self::Choice => HALF,
            Self::Naming => HALF + (1 << 27),
            Self::Cheaper => HALF + (1 << 28),
            Self::SameCost => HALF + (3 << 27),
            Self::Refusals => HALF + (2 << 28),
            Self::Pruning => HALF + (3 << 28),
            Self::Need => HALF + (7 << 27),
            Self::Training => 2 * HALF,
        }
    }

    /// The first so many.
    pub fn some(self, many: u32) -> Range<u32> {
        self.first()..self.first().saturating_add(many)
    }
}

/// A calibration's: every draw from the prior has some of its own.
pub mod draws {
    /// Replications that a draw may use.
    pub const REPLICATIONS: u32 = 16;

    /// From this draw on, draws stand for the truth in a backtest and are in nobody's table.
    pub const TRUTHS_FROM: u32 = 1 << 27;

    /// From this number on, kept draws are held against their records anew.
    pub const FRESH_FROM: u32 = 3 << 26;

    /// One of the replications of a draw, counted from its first.
    pub fn nth(draw: u32, which: u32) -> u32 {
        draw * REPLICATIONS + which
    }

    /// One of them, counted back from its last.
    pub fn nth_from_last(draw: u32, which: u32) -> u32 {
        (draw + 1) * REPLICATIONS - 1 - which
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_stand_in_order_with_room_for_every_run() {
        const MOST: u32 = 1 << 24;
        for pair in Replications::ALL.windows(2) {
            let [before, after] = [pair[0].some(8 * MOST), pair[1].some(8 * MOST)];
            assert!(before.end <= after.start, "{pair:?}");
        }
    }

    #[test]
    fn draws_share_no_replication() {
        assert!(draws::nth(5, draws::REPLICATIONS - 1) < draws::nth(6, 0));
        assert_eq!(draws::nth_from_last(5, 0), draws::nth(5, draws::REPLICATIONS - 1));
        const { assert!(draws::TRUTHS_FROM < draws::FRESH_FROM) };
        assert!(draws::FRESH_FROM.checked_mul(draws::REPLICATIONS).is_some());
    }
}
