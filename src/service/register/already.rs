//! Which lines of an import are in the register as they stand: a list that is imported a second time.

use super::event::Draft;
use super::line::Misread;
use super::log::Log;
use crate::base::domain::redact;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The lines that are recorded already, of how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Already {
    /// Their numbers: an event of each says the same of the same household and unit at the same moment.
    pub lines: BTreeSet<usize>,
    /// How many lines there are in all.
    pub of: usize,
}

/// Lines of an import, each with what it says and the events that may be the same.
#[derive(Clone)]
pub struct Alike(Vec<(usize, Option<Pair>)>);

/// What a line says, and the numbers of events that may be the same.
type Pair = (Draft, BTreeSet<u64>);

redact!(Alike);

impl Log {
    /// Events that are of the same name, household, unit and moment as a line; what they told is still to be opened.
    pub fn alike(&self, lines: &[(usize, Result<Draft, Misread>)], now: Timestamp) -> Alike {
        let mut known: BTreeMap<_, BTreeSet<u64>> = BTreeMap::new();
        for entry in self.entries() {
            let key = (entry.name().word(), entry.referral(), entry.unit(), entry.at);
            known.entry(key).or_default().insert(entry.seq);
        }
        let alike = |draft: &Draft| {
            let event = &draft.event;
            let (referral, unit) = (event.referral.as_deref(), event.unit.as_deref());
            let at = draft.when.stands_at(now)?;
            let seqs = known.get(&(event.name.word(), referral, unit, at))?;
            Some((draft.clone(), seqs.clone()))
        };
        let of = |(line, read): &(usize, Result<Draft, Misread>)| {
            (*line, read.as_ref().ok().and_then(alike))
        };
        Alike(lines.iter().map(of).collect())
    }
}

impl Alike {
    /// The events that are to be opened.
    pub fn seqs(&self) -> BTreeSet<u64> {
        self.0
            .iter()
            .filter_map(|(_, of)| of.as_ref())
            .flat_map(|(_, seqs)| seqs)
            .copied()
            .collect()
    }

    /// The lines of which every event says the same, by what the events told.
    pub fn already(&self, wholes: &BTreeMap<u64, Map<String, Value>>) -> Already {
        let is_told = |(draft, seqs): &Pair| {
            seqs.iter().filter_map(|seq| wholes.get(seq)).any(|told| says_the_same(draft, told))
        };
        let mut each: BTreeMap<usize, bool> = BTreeMap::new();
        for (line, of) in &self.0 {
            *each.entry(*line).or_insert(true) &= of.as_ref().is_some_and(is_told);
        }
        let of = each.len();
        Already {
            lines: each.into_iter().filter_map(|(line, is)| is.then_some(line)).collect(),
            of,
        }
    }
}

/// Whether whatever a line says stands in an event, whoever recorded that and however the moment was written.
fn says_the_same(draft: &Draft, told: &Map<String, Value>) -> bool {
    const BESIDE: [&str; 3] = ["at", "by", "request"];
    let said = draft.content.iter().filter(|(key, _)| !BESIDE.contains(&&***key));
    said.into_iter().all(|(key, value)| told.get(key) == Some(value))
}
