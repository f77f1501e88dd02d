//! Counts of real households, shown so that nobody can tell that fewer than five were counted anywhere.
//!
//! A count under five is hidden; so is whatever else would give it away, for who sees the totals can subtract
//! (secondary suppression). What is hidden is told by what somebody could still work out: the least and the
//! greatest value of every hidden count that the published ones allow, as whole numbers. What was published before
//! cannot be hidden again, and counts with the rest. Simulated figures are
//! of nobody and need none of this. Method: Hundepool and others, *Statistical Disclosure Control* (2012), 4.2.

mod attack;
mod protect;

use crate::base::domain::past::LEAST_SHOWN;

/// Counts that are linked by sums, or of which some are never more than others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    cells: Vec<Cell>,
    sums: Vec<Sum>,
    bounds: Vec<Bound>,
}

/// One count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    value: u32,
    /// Between what it lies, as everybody knows.
    least: u32,
    most: u32,
    /// It was published before: it cannot be hidden.
    is_known: bool,
    /// It is never shown, however great.
    is_withheld: bool,
}

/// One count is the sum of others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    total: usize,
    parts: Vec<usize>,
}

/// These together are never more than those together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    less: Vec<usize>,
    more: Vec<usize>,
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
        self.count_between(value, (0, most))
    }

    /// The same of one that everybody knows to lie between two numbers. Where the least is not 0 it was published before,
    /// and has changed since by so little that it must be hidden.
    pub fn count_between(&mut self, value: u32, (least, most): (u32, u32)) -> usize {
        self.cells.push(Cell { value, least, most, is_known: false, is_withheld: false });
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

    /// Says that counts together are never more than others together.
    pub fn are_at_most(&mut self, less: &[usize], more: &[usize]) {
        self.bounds.push(Bound { less: less.to_vec(), more: more.to_vec() });
    }

    /// Says that a count was published before: whatever it is, everybody knows it.
    pub fn is_known(&mut self, cell: usize) {
        self.cells[cell].is_known = true;
    }

    /// Says that a count is never shown, however great: it links what is published apart.
    pub fn is_withheld(&mut self, cell: usize) {
        self.cells[cell].is_withheld = true;
    }

    /// Whether a count may not be shown, whatever it would take to hide it.
    fn is_small(&self, cell: usize) -> bool {
        let cell = &self.cells[cell];
        cell.value < LEAST_SHOWN || cell.least > 0 || cell.is_withheld
    }

    /// How wide the interval of a hidden count must stay: five, or all that is possible where that is less.
    fn width(&self, cell: usize) -> u32 {
        (self.cells[cell].most - self.cells[cell].least).min(LEAST_SHOWN)
    }
}
