//! How long the service has had nothing vacant, and whether agencies have therefore stopped asking.

use crate::engine::demand::Induced;

/// Since when nothing has been vacant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InducedDemandState {
    since: Option<u64>,
    /// Agencies that stopped ask again from here on.
    back_at: u64,
}

impl InducedDemandState {
    /// Notes whether anything is vacant at a moment.
    pub(super) fn note(&mut self, induced: &Induced, is_full: bool, now: u64) {
        match (self.since, is_full) {
            (None, true) => self.since = Some(now),
            (Some(since), false) => {
                if now - since >= induced.after_ms {
                    self.back_at = now.saturating_add(induced.back_after_ms);
                }
                self.since = None;
            }
            _ => {}
        }
    }

    /// Whether agencies have stopped asking at a moment.
    pub(super) fn puts_off(&self, induced: &Induced, now: u64) -> bool {
        now < self.back_at || self.since.is_some_and(|since| now - since >= induced.after_ms)
    }
}
