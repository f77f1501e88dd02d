//! The clock beside a hold or an offer: how long it still lasts, which a page with scripts counts down.

use crate::presentation::wording::count;
use crate::service::register::{UnitStanding, UnitView};
use jiff::Timestamp;

/// Time that is left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Countdown {
    pub(super) seconds: i64,
}

impl Countdown {
    /// Of a unit that is held or on offer.
    pub(super) fn of(unit: &UnitView, now: Timestamp) -> Option<Self> {
        let until: Timestamp = unit.until.as_deref()?.parse().ok()?;
        let is_for_a_while = matches!(unit.state, UnitStanding::Held | UnitStanding::Offered);
        let seconds = until.as_second() - now.as_second();
        (is_for_a_while && seconds > 0).then_some(Self { seconds })
    }

    /// In whole minutes, the last one begun.
    pub(super) fn words(self) -> String {
        let minutes = usize::try_from((self.seconds + 59).div_euclid(60)).unwrap_or(0);
        format!("{} left", count(minutes, "minute", "minutes"))
    }
}
