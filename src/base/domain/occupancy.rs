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
    /// What the list says of it in words.
    pub in_words: InWords,
    /// It has agreed that it could be moved.
    pub movable: bool,
    /// The day it left, or is expected to leave, where that is known.
    pub left: Option<Date>,
}

/// What a list says of a household in words that are no references.
#[derive(Debug, Clone, Default)]
pub struct InWords {
    /// Somebody it must be kept apart from is named in words that may mean anybody.
    pub may_keep_apart: bool,
    /// What stands there for its reference: looked into for whom others keep apart from, and never shown.
    pub reference: Option<String>,
}

impl fmt::Debug for Resident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resident(redacted)")
    }
}
