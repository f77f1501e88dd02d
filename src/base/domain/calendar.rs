//! Days and moments as people in the service count them: London time.
//!
//! Not here: the clock. Time comes in as an argument.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
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

/// The moments at which it is a day and time in London: twice the same but when clocks go back, when an hour comes
/// twice; none when they go forward, or beyond the calendar.
pub fn london_moments(day: Date, time: Time) -> Option<(Timestamp, Timestamp)> {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let moments = london.to_ambiguous_timestamp(day.to_datetime(time));
    match moments.offset() {
        AmbiguousOffset::Gap { .. } => None,
        _ => moments.earlier().ok().zip(moments.later().ok()),
    }
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

    #[test]
    fn an_hour_comes_twice_in_autumn_and_not_at_all_in_spring() {
        let half_past_one = jiff::civil::time(1, 30, 0, 0);
        let autumn = london_moments(jiff::civil::date(2026, 10, 25), half_past_one).unwrap();
        assert_eq!(autumn.0.to_string(), "2026-10-25T00:30:00Z");
        assert_eq!(autumn.1.to_string(), "2026-10-25T01:30:00Z");
        assert_eq!(london_moments(jiff::civil::date(2026, 3, 29), half_past_one), None);
        let summer = london_moments(jiff::civil::date(2026, 7, 1), half_past_one).unwrap();
        assert_eq!(summer.0, summer.1);
    }
}
