//! Days and moments as people in the service count them: London time.
//!
//! Not here: the clock. Time comes in as an argument.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A moment in London time.
pub fn in_london(at: Timestamp) -> Zoned {
    // The time zone database is compiled in; without it London would read as UTC.
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    at.to_zoned(london)
}

/// The day it is in London.
pub fn london_day(at: Timestamp) -> Date {
    in_london(at).date()
}

/// The moment of a day and time in London; none beyond the calendar.
pub fn london_moment(day: Date, time: Time) -> Option<Timestamp> {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Some(day.to_datetime(time).to_zoned(london).ok()?.timestamp())
}

/// A moment as it is written; a day and time without a zone are London's.
pub fn written_moment(text: &str) -> Option<Timestamp> {
    let in_london = || {
        let local: DateTime = text.parse().ok().filter(|_| text.contains(':'))?;
        london_moment(local.date(), local.time())
    };
    text.parse().ok().or_else(in_london)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_past_eleven_on_a_summer_night_in_utc_is_the_next_day_in_london() {
        let at: Timestamp = "2026-07-01T23:30:00Z".parse().unwrap();
        assert_eq!(london_day(at), jiff::civil::date(2026, 7, 2));
        let at: Timestamp = "2026-12-01T23:30:00Z".parse().unwrap();
        assert_eq!(london_day(at), jiff::civil::date(2026, 12, 1));
    }
}
