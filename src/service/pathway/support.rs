//! When a household was last given support (specification 10.13 v, vi): whoever is given any once is given more.

use crate::base::domain::redact;
use jiff::Timestamp;

/// Support as it was given.
#[derive(Clone, Default)]
pub struct Support {
    /// How often.
    pub times: u32,
    /// When last.
    pub last: Option<Timestamp>,
}

redact!(Support);

pub(super) fn step(state: &Support, at: Timestamp) -> Support {
    Support { times: state.times.saturating_add(1), last: Some(at) }
}
