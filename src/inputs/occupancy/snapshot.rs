//! As of when a list of who lives where was taken, and for how long it is trusted: `[occupancy]` of `provider.toml`.

use jiff::Timestamp;
use serde::Deserialize;

/// When the occupancy was taken, and for how long it is trusted.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// The moment it describes.
    pub as_of: Option<Timestamp>,
    /// Hours after which the answer says to ring and confirm.
    pub stale_after_hours: u32,
    /// Rows that the list of who lives where has, by its own word; none: it does not say.
    pub households: Option<u32>,
}

impl Default for Snapshot {
    fn default() -> Self {
        const A_DAY: u32 = 24;
        Self { as_of: None, stale_after_hours: A_DAY, households: None }
    }
}

impl Snapshot {
    /// Whether it is too old, or of unknown age, for a referral received at this moment.
    pub(super) fn is_stale(&self, received: Timestamp) -> bool {
        const SECONDS_AN_HOUR: i64 = 3_600;
        self.as_of.is_none_or(|as_of| {
            received.as_second() - as_of.as_second()
                > i64::from(self.stale_after_hours) * SECONDS_AN_HOUR
        })
    }
}
