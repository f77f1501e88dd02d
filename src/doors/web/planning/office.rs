//! What the pages of the next years stand on. No register is here, and no way to one.

use super::run::Runs;
use super::stored_results::Shelf;
use crate::base::domain::redact;
use crate::doors::tasks::public_returns::PublicCopies;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The data folder, the results that are kept, and the run that is going.
pub(in crate::doors::web) struct Office {
    pub(super) data: PathBuf,
    /// The estate that the desk is for.
    pub(super) estate: String,
    pub(super) shelf: Shelf,
    /// Returns that managers show to commissioners.
    pub(super) copies: PublicCopies,
    runs: Mutex<Runs>,
}

redact!(Office);

impl Office {
    pub(in crate::doors::web) fn new(
        (data, estate): (&Path, &str),
        kept: Option<&Path>,
        copies: PublicCopies,
    ) -> Self {
        Self {
            data: data.to_owned(),
            estate: estate.to_owned(),
            shelf: Shelf::of(kept),
            copies,
            runs: Mutex::default(),
        }
    }

    pub(in crate::doors::web) fn runs(&self) -> MutexGuard<'_, Runs> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
