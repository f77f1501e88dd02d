//! What the desk asks of a register: the night as it is, with what households told opened.

use super::code::Opened;
use super::register::{Files, Register};
use super::trouble::Trouble;
use crate::service::register::Night;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

impl Register {
    /// The night at a moment, as it will be judged once the program has recorded what the files mean.
    ///
    /// # Errors
    /// If the store cannot be read, or something in it is not as it was written.
    pub fn night(
        &mut self,
        at: Timestamp,
        files: &Files,
        now: Timestamp,
    ) -> Result<Night, Trouble> {
        let night = match &files.meaning {
            Some(meaning) => Night::of(&self.log.with_files(meaning, now), at),
            None => Night::of(&self.log, at),
        };
        let wholes = self.wholes(&night.wanted())?;
        Ok(night.opened(wholes))
    }

    /// Events whole, their households' own part too, as far as these were not erased.
    ///
    /// # Errors
    /// If the store cannot be read, or an event is not as it was written.
    pub fn wholes(
        &mut self,
        seqs: &BTreeSet<u64>,
    ) -> Result<BTreeMap<u64, Map<String, Value>>, Trouble> {
        let mut wholes = BTreeMap::new();
        for seq in seqs {
            if let Some(row) = self.store.rows(*seq, 1)?.into_iter().find(|row| row.seq == *seq) {
                let opened = Opened::whole(&row, &self.meta.origin, &self.keys)?;
                wholes.insert(*seq, opened.object());
            }
        }
        Ok(wholes)
    }
}
