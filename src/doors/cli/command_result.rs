//! What a command has to say, and how it ended.

use std::io::{self, IsTerminal};

/// What a command has to say on standard output, and how it ended.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) code: u8,
}

impl Said {
    pub(super) fn done(text: String) -> Self {
        Self { text, code: code::DONE }
    }
}

/// Exit codes of the contract.
pub(super) mod code {
    pub(in crate::doors::cli) const DONE: u8 = 0;
    pub(in crate::doors::cli) const ERROR: u8 = 1;
    pub(in crate::doors::cli) const USAGE: u8 = 2;
    pub(in crate::doors::cli) const ISSUES: u8 = 3;
    pub(in crate::doors::cli) const NOBODY_PLACED: u8 = 4;
}

/// Whether a person watches standard error, so that a progress bar helps.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
