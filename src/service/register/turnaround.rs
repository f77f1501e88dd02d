//! The nights in which a unit that was left is made ready, by what is recorded.

use super::moment::begins;
use crate::base::domain::calendar::london_day;
use crate::base::domain::redact;
use jiff::{Span, Timestamp};

/// Cleaning and repair between two households.
#[derive(Clone)]
pub(super) struct Turnaround {
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
}

redact!(Turnaround);

/// Until when a unit is made ready that was left at a moment; none with no night.
pub(super) fn ready_at(left: Timestamp, nights: u16) -> Option<Timestamp> {
    let day = london_day(left).checked_add(Span::new().days(i64::from(nights))).ok()?;
    begins(day).filter(|until| *until > left)
}

#[cfg(test)]
mod tests {
    use super::super::moment::{moment, utc};
    use super::*;

    #[test]
    fn a_turnaround_ends_at_midnight_in_london() {
        let ready = |left: &str, nights| ready_at(moment(left).unwrap(), nights).map(utc);
        assert_eq!(ready("2026-11-20T10:00:00Z", 0), None);
        assert_eq!(ready("2026-11-20T10:00:00Z", 1).unwrap(), "2026-11-21T00:00:00Z");
        // The clocks go forward on 29 March 2026, and back on 25 October.
        assert_eq!(ready("2026-03-28T10:00:00Z", 2).unwrap(), "2026-03-29T23:00:00Z");
        assert_eq!(ready("2026-10-24T22:59:59Z", 2).unwrap(), "2026-10-26T00:00:00Z");
    }
}
