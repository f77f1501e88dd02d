//! Claims that an arrival of another household ended, for good.
//!
//! Whoever moved in moved in: a claim of somebody else that had lapsed by the time this was recorded counts as ended at
//! the arrival, and what was done with it since has no effect. It does not come back, even if the arrival is corrected.
//! Most is settled when the arrival is recorded; a correction may bring an older claim before an arrival that is there.

use super::event::Key;
use std::collections::{BTreeMap, BTreeSet};

/// What an arrival ended, as the recording of one event settled it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The number of the arrival.
    pub arrival: u64,
    /// The claims, by the events that began them; in order.
    pub claims: Vec<u64>,
    /// The events that have no effect since; in order.
    pub events: Vec<u64>,
}

/// What arrivals ended: each by the number of its own event, of the arrival, and of the event whose recording settled it.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended {
    /// Where a claim was ended, by the event that began it.
    cuts: BTreeMap<(u64, u64, u64), Key>,
    /// Events without effect.
    muted: BTreeSet<(u64, u64, u64)>,
}

impl Ended {
    /// Where a claim was ended: at the earliest arrival that ended it.
    pub(super) fn cut(&self, begun: u64) -> Option<Key> {
        self.cuts.range(all_of(begun)).map(|(_, key)| *key).min()
    }

    /// Whether an event has no effect.
    pub(super) fn is_muted(&self, seq: u64) -> bool {
        self.muted.range(all_of(seq)).next().is_some()
    }

    /// Notes what an arrival ends, as the recording of an event settles it; whether anything of it is new.
    pub(super) fn add(&mut self, settled: &Settled, key: Key, by: u64) -> bool {
        let Settled { arrival, ref claims, ref events } = *settled;
        let before = self.cuts.len() + self.muted.len();
        for claim in claims {
            if self.cuts.range((*claim, arrival, 0)..=(*claim, arrival, u64::MAX)).next().is_none()
            {
                self.cuts.insert((*claim, arrival, by), key);
            }
        }
        for event in events {
            if self.muted.range((*event, arrival, 0)..=(*event, arrival, u64::MAX)).next().is_none()
            {
                self.muted.insert((*event, arrival, by));
            }
        }
        self.cuts.len() + self.muted.len() > before
    }

    /// Forgets what an event settled that is not recorded after all.
    pub(super) fn forget(&mut self, settling: u64) {
        self.cuts.retain(|(_, _, by), _| *by != settling);
        self.muted.retain(|(_, _, by)| *by != settling);
    }

    /// What was known once so many events were recorded.
    pub(super) fn known(&self, below: u64) -> Self {
        let cuts = self.cuts.iter().filter(|((_, _, by), _)| *by < below);
        let muted = self.muted.iter().filter(|(_, _, by)| *by < below);
        Self { cuts: cuts.map(|(of, key)| (*of, *key)).collect(), muted: muted.copied().collect() }
    }

    /// What the recording of an event settled, arrival by arrival.
    pub(super) fn settled_by(&self, settling: u64) -> Vec<Settled> {
        let mut of: BTreeMap<u64, Settled> = BTreeMap::new();
        for (claim, arrival, _) in self.cuts.keys().filter(|(_, _, by)| *by == settling) {
            of.entry(*arrival).or_default().claims.push(*claim);
        }
        for (event, arrival, _) in self.muted.iter().filter(|(_, _, by)| *by == settling) {
            of.entry(*arrival).or_default().events.push(*event);
        }
        of.into_iter().map(|(arrival, settled)| Settled { arrival, ..settled }).collect()
    }

    /// The claims that an arrival ended, by the numbers of the events that began them.
    pub(super) fn by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.cuts.keys().filter(move |(_, by, _)| *by == arrival).map(|(claim, ..)| *claim)
    }

    /// The events that an arrival left without effect.
    pub(super) fn muted_by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.muted.iter().filter(move |(_, by, _)| *by == arrival).map(|(event, ..)| *event)
    }
}

fn all_of(seq: u64) -> std::ops::RangeInclusive<(u64, u64, u64)> {
    (seq, 0, 0)..=(seq, u64::MAX, u64::MAX)
}
