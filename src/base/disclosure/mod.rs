//! Counts of real households, shown so that nobody can tell that fewer than five were counted anywhere.
//!
//! A count under five is hidden; so is whatever else would give it away, for who sees the totals can subtract
//! (secondary suppression). What is hidden is told by what somebody could still work out: the least and the
//! greatest value of every hidden count that the published ones allow, as whole numbers. Simulated figures are
//! of nobody and need none of this. Method: Hundepool and others, *Statistical Disclosure Control* (2012), 4.2.

mod attack;
mod protect;

use crate::base::domain::past::LEAST_SHOWN;

/// Counts that are linked by sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    cells: Vec<Cell>,
    sums: Vec<Sum>,
}

/// One count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    value: u32,
    /// What it cannot exceed, as everybody knows.
    most: u32,
}

/// One count is the sum of others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    total: usize,
    parts: Vec<usize>,
}

/// What is known of a count that is not shown: it lies between these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The least.
    pub least: u32,
    /// The greatest.
    pub greatest: u32,
}

impl Linked {
    /// Adds a count that cannot exceed a number which everybody knows, and says where it stands.
    pub fn count(&mut self, value: u32, most: u32) -> usize {
        self.cells.push(Cell { value, most });
        self.cells.len() - 1
    }

    /// A count.
    pub fn value(&self, cell: usize) -> u32 {
        self.cells[cell].value
    }

    /// Says that a count is the sum of others.
    pub fn is_sum(&mut self, total: usize, parts: &[usize]) {
        self.sums.push(Sum { total, parts: parts.to_vec() });
    }

    /// How wide the interval of a hidden count must stay: five, or all that is possible where that is less.
    fn width(&self, cell: usize) -> u32 {
        self.cells[cell].most.min(LEAST_SHOWN)
    }
}
