//! What is told of a plan: its counts on fresh tapes, and means over these.

use super::luck::{Figure, Luck};
use super::replay_count::Count;
use super::sample::{Sample, Steadied};

/// A history of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What it came to.
    pub count: Count,
    /// Households turned away without what the luck of stays did.
    pub(super) turned_away: Steadied,
}

impl Told {
    /// Of what was counted.
    pub(super) fn new(count: &Count, turned_away: Steadied) -> Self {
        Self { count: count.clone(), turned_away }
    }

    /// Another figure without that.
    pub(super) fn steadied(&self, figure: Figure, luck: &Luck) -> Steadied {
        luck.in_history(figure, &self.count, self.turned_away.conditions)
    }
}

/// How many a plan turns away.
pub(super) fn turned_away(plan: &[Told]) -> Sample {
    plan.iter().map(|told| told.turned_away).collect()
}

/// By how many more the first turns away, tape by tape.
pub(super) fn paired(mine: &[Told], other: &[Told]) -> Sample {
    let both = mine.iter().zip(other);
    both.map(|(mine, other)| mine.turned_away.more_than(other.turned_away)).collect()
}
