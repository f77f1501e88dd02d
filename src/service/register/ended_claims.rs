//! Claims that an arrival of another household ended, for good.
//!
//! Whoever moved in moved in: a claim of somebody else that had lapsed by the time this was recorded counts as ended at
//! the arrival, and what was done with it since has no effect. It does not come back, even if the arrival is corrected.
//! Most is settled when the arrival is recorded; a correction may bring an older claim before an arrival that is there.

use super::event::Key;
use std::collections::BTreeMap;

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

/// What arrivals ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended {
    /// Claims that were ended, by the event that began them and the arrival.
    cuts: BTreeMap<(u64, u64), Cut>,
    /// Events without effect, by their own number and that of the arrival: the event whose recording settled it.
    muted: BTreeMap<(u64, u64), u64>,
}

/// The end of a claim.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where in the order.
    at: Key,
    /// The event whose recording settled it.
    by: u64,
}

impl Ended {
    /// Where a claim was ended: at the earliest arrival that ended it.
    pub(super) fn cut(&self, begun: u64) -> Option<Key> {
        self.cuts.range((begun, 0)..=(begun, u64::MAX)).map(|(_, cut)| cut.at).min()
    }

    /// Whether an event has no effect.
    pub(super) fn is_muted(&self, seq: u64) -> bool {
        self.muted.range((seq, 0)..=(seq, u64::MAX)).next().is_some()
    }

    /// Notes what an arrival ends, as the recording of an event settles it; whether anything of it is new.
    pub(super) fn add(&mut self, settled: &Settled, at: Key, by: u64) -> bool {
        let Settled { arrival, claims, events } = settled;
        let before = self.cuts.len() + self.muted.len();
        for claim in claims {
            self.cuts.entry((*claim, *arrival)).or_insert(Cut { at, by });
        }
        for event in events {
            self.muted.entry((*event, *arrival)).or_insert(by);
        }
        self.cuts.len() + self.muted.len() > before
    }

    /// Forgets what an event settled that is not recorded after all.
    pub(super) fn forget(&mut self, settling: u64) {
        self.cuts.retain(|_, cut| cut.by != settling);
        self.muted.retain(|_, by| *by != settling);
    }

    /// What was known once so many events were recorded.
    pub(super) fn known(&self, below: u64) -> Self {
        let cuts = self.cuts.iter().filter(|(_, cut)| cut.by < below);
        let muted = self.muted.iter().filter(|(_, by)| **by < below);
        Self {
            cuts: cuts.map(|(of, cut)| (*of, *cut)).collect(),
            muted: muted.map(|(of, by)| (*of, *by)).collect(),
        }
    }

    /// What the recording of an event settled, arrival by arrival.
    pub(super) fn settled_by(&self, settling: u64) -> Vec<Settled> {
        let mut of: BTreeMap<u64, Settled> = BTreeMap::new();
        for ((claim, arrival), _) in self.cuts.iter().filter(|(_, cut)| cut.by == settling) {
            of.entry(*arrival).or_default().claims.push(*claim);
        }
        for ((event, arrival), _) in self.muted.iter().filter(|(_, by)| **by == settling) {
            of.entry(*arrival).or_default().events.push(*event);
        }
        of.into_iter().map(|(arrival, settled)| Settled { arrival, ..settled }).collect()
    }

    /// The claims that an arrival ended, by the numbers of the events that began them.
    pub(super) fn by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.cuts.keys().filter(move |(_, by)| *by == arrival).map(|(claim, _)| *claim)
    }

    /// The events that an arrival left without effect.
    pub(super) fn muted_by(&self, arrival: u64) -> impl Iterator<Item = u64> {
        self.muted.keys().filter(move |(_, by)| *by == arrival).map(|(event, _)| *event)
    }
}
