//! Which decisions were asked when the register was last looked at.

use crate::base::domain::redact;
use std::collections::BTreeSet;

/// A household and a unit.
type Pair = (String, String);

/// What was asked.
#[derive(Default)]
pub(super) struct Known {
    /// How many events the register had; none: nobody has looked yet.
    events: Option<u64>,
    asked: BTreeSet<Pair>,
}

redact!(Known);

impl Known {
    /// Whether the register had as many events when it was looked at.
    pub(super) fn has(&self, events: u64) -> bool {
        self.events == Some(events)
    }

    /// Takes what is asked now; whether something of it was not asked before.
    pub(super) fn is_new(&mut self, events: u64, asked: BTreeSet<Pair>) -> bool {
        let is_new = self.events.is_some() && !asked.is_subset(&self.asked);
        *self = Self { events: Some(events), asked };
        is_new
    }
}
