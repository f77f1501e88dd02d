//! How far a register had come at a moment: so many events, and the hash of the last of them.

use super::register::Register;
use super::row::Row;
use super::secret::hex;
use super::trouble::Trouble;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// How far it had come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mark {
    /// Which register.
    pub origin: String,
    /// How many events were known.
    pub events: u64,
    /// The hash of the last; none before the first.
    pub hash: Option<String>,
}

impl Register {
    /// How far the register had come at a moment.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn mark_at(&mut self, known_at: Timestamp) -> Result<Mark, Trouble> {
        let events = u64::try_from(self.log.known(known_at)).unwrap_or(u64::MAX);
        let last = match events.checked_sub(1) {
            Some(seq) => self.store.rows(seq, 1)?.into_iter().next(),
            None => None,
        };
        let hash = last.map(|row: Row| hex(&row.hash));
        Ok(Mark { origin: self.meta.origin.clone(), events, hash })
    }
}
