//! Claims that an arrival of another household ended, for good.
//!
//! Whoever moved in moved in: a claim of somebody else that had lapsed by the time this was recorded counts as ended at
//! the arrival, and what was done with it since has no effect. It does not come back, even if the arrival is corrected.

use super::event::Key;
use std::collections::{BTreeMap, BTreeSet};

/// What arrivals ended, each as it was settled when the arrival was recorded.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended {
    /// Where a claim was ended, by the number of the event that began it and that of the arrival.
    cuts: BTreeMap<(u64, u64), Key>,
    /// Events without effect, each with the number of an arrival.
    muted: BTreeSet<(u64, u64)>,
}

impl Ended {
    /// Where a claim was ended: at the earliest arrival that ended it.
    pub(super) fn cut(&self, begun: u64) -> Option<Key> {
        self.cuts.range((begun, 0)..=(begun, u64::MAX)).map(|(_, key)| *key).min()
    }

    /// Whether an event has no effect.
    pub(super) fn is_muted(&self, seq: u64) -> bool {
        self.muted.range((seq, 0)..=(seq, u64::MAX)).next().is_some()
    }

    /// Notes what an arrival ends.
    pub(super) fn add(&mut self, (key, arrival): (Key, u64), claims: &[u64], events: &[u64]) {
        self.cuts.extend(claims.iter().map(|claim| ((*claim, arrival), key)));
        self.muted.extend(events.iter().map(|event| (*event, arrival)));
    }

    /// Forgets what an arrival ended that is not recorded after all.
    pub(super) fn forget(&mut self, arrival: u64) {
        self.cuts.retain(|(_, by), _| *by != arrival);
        self.muted.retain(|(_, by)| *by != arrival);
    }

    /// What was known once so many events were recorded.
    pub(super) fn known(&self, below: u64) -> Self {
        let cuts = self.cuts.iter().filter(|((_, by), _)| *by < below);
        let muted = self.muted.iter().filter(|(_, by)| *by < below);
        Self { cuts: cuts.map(|(of, key)| (*of, *key)).collect(), muted: muted.copied().collect() }
    }

    /// The claims an arrival ended, by the numbers of the events that began them.
    pub(super) fn by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.cuts.keys().filter(move |(_, by)| *by == arrival).map(|(claim, _)| *claim)
    }

    /// The events that an arrival left without effect.
    pub(super) fn muted_by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.muted.iter().filter(move |(_, by)| *by == arrival).map(|(event, _)| *event)
    }
}
