//! Whether a plan keeps refusals under a share as surely as is asked for: each history either does or does not,
//! and how often they do is bounded exactly (Clopper and Pearson), from one side.

use crate::base::statistics::clopper_pearson_upper;
use serde::Serialize;

/// What so many histories say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// It does, beyond doubt.
    Kept,
    /// It does not, beyond doubt.
    NotKept,
    /// Chance alone could make either of it.
    NotDistinguishable,
}

/// How often refusals stayed under a share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Often {
    /// Histories in which they did.
    pub kept: u64,
    /// All histories.
    pub histories: u64,
    /// The least share of histories in which they do, one-sided.
    pub at_least: f64,
    /// The greatest, one-sided.
    pub at_most: f64,
}

impl Often {
    /// From the histories, each bound wrong with at most this chance.
    pub fn new(kept: u64, histories: u64, error: f64) -> Self {
        Self {
            kept,
            histories,
            at_least: 1.0 - clopper_pearson_upper(histories - kept, histories, error),
            at_most: clopper_pearson_upper(kept, histories, error),
        }
    }

    /// Whether it is often enough.
    pub fn says(self, sure: f64) -> Kept {
        if self.at_least >= sure {
            Kept::Kept
        } else if self.at_most < sure {
            Kept::NotKept
        } else {
            Kept::NotDistinguishable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Stream, Streams};

    #[test]
    fn the_bounds_are_those_of_the_textbook() {
        // No failure among n: 1 − α^(1/n).
        let often = Often::new(58, 58, 0.05);
        assert!((often.at_least - libm::pow(0.05, 1.0 / 58.0)).abs() < 1e-9);
        assert_eq!(often.says(0.95), Kept::NotDistinguishable);
        assert_eq!(Often::new(59, 59, 0.05).says(0.95), Kept::Kept);
        assert_eq!(Often::new(0, 59, 0.05).says(0.95), Kept::NotKept);
        assert_eq!(Often::new(54, 59, 0.05).says(0.95), Kept::NotDistinguishable);
    }

    /// A plan that keeps its share in 88% of histories must not be said to do so in 90%, save once in 20. Of
    /// 1,000 runs, 73 that do would come less than once in 1,000 runs of this test.
    #[test]
    fn a_plan_that_falls_short_is_seldom_certified() {
        let certified = |run: &u32| {
            let streams = Streams::new(3, *run);
            let kept = (0..200).filter(|&h| streams.number(h, Stream::Arrival, 0) < 0.899).count();
            Often::new(kept as u64, 200, 0.05).says(0.9) == Kept::Kept
        };
        let wrong = (0..1000).filter(certified).count();
        assert!(wrong <= 73, "{wrong}");
    }
}
