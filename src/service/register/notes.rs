//! What is known of the events beside their order.

use super::ended_claims::Ended;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the events beside their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// What arrivals ended.
    pub(super) ended: Ended,
    /// The first event recorded that named a unit.
    named: BTreeMap<Arc<str>, u64>,
}

impl Notes {
    /// The number of the first event recorded that named a unit.
    pub(super) fn first_named(&self, unit: &str) -> Option<u64> {
        self.named.get(unit).copied()
    }

    /// Notes that an event names a unit.
    pub(super) fn names(&mut self, unit: &Arc<str>, seq: u64) {
        self.named.entry(unit.clone()).or_insert(seq);
    }

    /// What was known once so many events were recorded.
    pub(super) fn known(&self, below: u64) -> Self {
        Self { ended: self.ended.known(below), named: self.named.clone() }
    }
}
