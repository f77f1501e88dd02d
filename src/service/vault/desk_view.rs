//! What the desk asks of a register: the night as it is, with what households told opened.

use super::code::Opened;
use super::register::{Files, Register};
use super::trouble::Trouble;
use crate::service::register::Night;
use jiff::Timestamp;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
        self.keep_open(&night.wanted())?;
        Ok(night.opened(self.opened.clone()))
    }

    /// Opens what a night wants and the one before it did not, and forgets the rest. What is written is never another.
    fn keep_open(&mut self, wanted: &BTreeSet<u64>) -> Result<(), Trouble> {
        self.opened.retain(|seq, _| wanted.contains(seq));
        let new = wanted.iter().filter(|seq| !self.opened.contains_key(seq)).copied().collect();
        let read = self.wholes(&new)?.into_iter().map(|(seq, whole)| (seq, Arc::new(whole)));
        self.opened.extend(read);
        Ok(())
    }

    /// Events whole, their households' own part too, as far as these were not erased.
    ///
    /// # Errors
    /// If the store cannot be read, or an event is not as it was written.
    pub fn wholes(
        &mut self,
        seqs: &BTreeSet<u64>,
    ) -> Result<BTreeMap<u64, Map<String, Value>>, Trouble> {
        let (origin, mut wholes) = (self.meta.origin.clone(), BTreeMap::new());
        for (first, many) in runs(seqs) {
            let (rows, keys) = (self.store.rows(first, many)?, &self.keys);
            let wanted = rows.par_iter().filter(|row| seqs.contains(&row.seq));
            let opened =
                wanted.map(|row| Ok((row.seq, Opened::whole(row, &origin, keys)?.object())));
            wholes.extend(opened.collect::<Result<Vec<_>, Trouble>>()?);
        }
        Ok(wholes)
    }
}

/// Numbers as runs, each from its first so many: one query for those that follow each other.
fn runs(seqs: &BTreeSet<u64>) -> Vec<(u64, u64)> {
    /// Sealed rows lie in memory together.
    const LONGEST: u64 = 1024;
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &seq in seqs {
        match runs.last_mut() {
            Some((first, many)) if *first + *many == seq && *many < LONGEST => *many += 1,
            _ => runs.push((seq, 1)),
        }
    }
    runs
}
