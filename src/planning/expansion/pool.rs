//! Trials replayed on one set of tapes: each once, and what it came to stays known.

use super::plan_evaluator::{PlanEvaluator, Trial};
use super::replay_count::Count;
use super::sample::{Sample, Steadied};
use crate::base::parse::Issues;
use crate::base::statistics::float;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a trial came to on the tapes of a search.
#[derive(Debug, Clone)]
pub struct Looked {
    /// Households turned away without what the luck of stays did, a number a tape.
    pub steadied: Vec<Steadied>,
    /// Histories in which refusals for capacity stayed under the share asked for.
    pub kept: u32,
}

/// Trials replayed so far on one set of tapes.
#[derive(Debug)]
pub struct Pool<'a> {
    evaluator: &'a PlanEvaluator<'a>,
    tapes: Range<u32>,
    refusals: f64,
    known: BTreeMap<Trial, Looked>,
}

impl<'a> Pool<'a> {
    /// None yet.
    pub fn new(evaluator: &'a PlanEvaluator<'a>, tapes: Range<u32>, refusals: f64) -> Self {
        Self { evaluator, tapes, refusals, known: BTreeMap::new() }
    }

    /// None yet, of a part of its tapes.
    pub(super) fn part(&self, of: u32) -> Self {
        let end = self.tapes.start + self.tapes().div_ceil(of);
        Self::new(self.evaluator, self.tapes.start..end, self.refusals)
    }

    /// Replays whatever is not known yet.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub fn look(&mut self, trials: impl IntoIterator<Item = Trial>) -> Result<(), Issues> {
        let mut fresh: Vec<Trial> =
            trials.into_iter().filter(|trial| !self.known.contains_key(trial)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let keeps = |count: &Count, steadied| (steadied, count.keeps(self.refusals));
        let looked = self.evaluator.looked(&fresh, self.tapes.clone(), keeps)?;
        for (trial, looked) in fresh.into_iter().zip(looked) {
            let kept = looked.iter().filter(|(_, is_kept)| *is_kept).count();
            let steadied = looked.into_iter().map(|(steadied, _)| steadied).collect();
            let kept = u32::try_from(kept).unwrap_or(u32::MAX);
            self.known.insert(trial, Looked { steadied, kept });
        }
        Ok(())
    }

    /// Where trials are replayed.
    pub fn evaluator(&self) -> &'a PlanEvaluator<'a> {
        self.evaluator
    }

    /// What is known.
    pub fn known(&self) -> &BTreeMap<Trial, Looked> {
        &self.known
    }

    /// Households turned away a year, if the trial is known.
    pub fn mean(&self, trial: &Trial) -> Option<f64> {
        let looked = self.known.get(trial)?;
        Some(looked.mean(self.evaluator.scenario.years))
    }

    /// How many tapes there are.
    pub fn tapes(&self) -> u32 {
        self.tapes.end - self.tapes.start
    }
}

impl Looked {
    /// Households turned away a year.
    pub fn mean(&self, years: u16) -> f64 {
        let sum: f64 = self.steadied.iter().map(|one| one.households()).sum();
        let mean = sum / float(self.steadied.len().max(1));
        mean / f64::from(years.max(1))
    }

    /// By how many fewer are turned away than under another trial, tape by tape.
    pub fn averts(&self, than: &Self) -> Sample {
        let both = self.steadied.iter().zip(&than.steadied);
        both.map(|(mine, theirs)| theirs.more_than(*mine)).collect()
    }
}
