//! A moment or a day, and the words in which it is told.

use jiff::Timestamp;
use jiff::civil::Date;
use std::fmt;

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A moment.
    At(Timestamp),
    /// A day, wherever in it.
    On(Date),
}

/// A moment or a day in words; what it is for a machine stays beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub when: When,
    /// In words: "Fri 20 Nov 21:40".
    pub words: String,
}

impl Moment {
    /// As a machine reads it: RFC 3339, or a date alone.
    pub fn for_machines(&self) -> String {
        match self.when {
            When::At(at) => at.to_string(),
            When::On(day) => day.to_string(),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
