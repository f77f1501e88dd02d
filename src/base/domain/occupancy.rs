//! Who lives where, as a list of residents and as the counts that rules ask for.
//!
//! Not here: when they leave (`simulation`).

use jiff::civil::Date;
use std::fmt;

/// A household living in a unit.
#[derive(Clone)]
pub struct Resident {
    /// Which of the estate's units.
    pub unit: usize,
    /// The household's pseudonym.
    pub reference: String,
    /// The day it moved in, where known.
    pub moved_in: Option<Date>,
    /// It takes one of the setting's places for complex needs.
    pub complex_needs: bool,
    /// It takes one of the provider's funded places for households without recourse.
    pub nrpf: bool,
    /// Households that must not live beside it.
    pub keep_apart: Vec<String>,
    /// It has agreed that it could be moved.
    pub movable: bool,
    /// The day it left, or is expected to leave, where that is known.
    pub left: Option<Date>,
}

impl fmt::Debug for Resident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resident(redacted)")
    }
}
