//! When something happened: to the second, or on a day.

use crate::base::domain::calendar::{london_day, london_moment};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// A moment as it is written: whole seconds with an offset.
pub fn moment(text: &str) -> Option<Timestamp> {
    const DAY_AND_TIME: &str = "dddd-dd-ddTdd:dd:dd";
    let (written, offset) = text.split_at_checked(DAY_AND_TIME.len())?;
    let has_offset = offset == "Z" || is_like(offset, "+dd:dd") || is_like(offset, "-dd:dd");
    // A leap second is no moment that a clock here shows.
    let is_whole = is_like(written, DAY_AND_TIME) && !written.ends_with(":60");
    if is_whole && has_offset { text.parse().ok() } else { None }
}

/// A day as it is written.
pub fn day(text: &str) -> Option<Date> {
    if is_like(text, "dddd-dd-dd") { text.parse().ok() } else { None }
}

/// Whether a text has this pattern, where d stands for a digit.
fn is_like(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(found, wanted)| match wanted {
            b'd' => found.is_ascii_digit(),
            wanted => found == wanted,
        })
}

/// When an event happened, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// To the second.
    Moment(Timestamp),
    /// On a day.
    Day(Date),
}

impl When {
    /// Reads a moment or a day.
    pub fn read(text: &str) -> Option<Self> {
        moment(text).map(Self::Moment).or_else(|| day(text).map(Self::Day))
    }

    /// The moment it stands at: of a day its last second in London, of the day of recording that of recording.
    pub fn stands_at(self, recorded_at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Moment(at) => Some(at),
            Self::Day(day) if day == london_day(recorded_at) => Some(recorded_at),
            Self::Day(day) => london_moment(day, Time::constant(23, 59, 59, 0)),
        }
    }
}

/// The moment at which a day begins in London.
pub(super) fn begins(day: Date) -> Option<Timestamp> {
    london_moment(day, Time::midnight())
}

/// A moment as answers print it: UTC, to the second.
pub fn utc(at: Timestamp) -> String {
    whole(at).display_with_offset(Offset::UTC).to_string().replace("+00:00", "Z")
}

/// The second in which a moment lies.
pub(super) fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_whole_seconds_and_an_offset() {
        for right in ["2026-11-20T21:50:00Z", "2026-07-01T00:00:00+01:00", "2028-02-29T12:00:00Z"] {
            assert!(moment(right).is_some(), "{right}");
        }
        for wrong in [
            "2026-11-20",
            "2026-11-20T21:50:00",
            "2026-11-20T21:50Z",
            "2026-11-20T21:50:00.5Z",
            "2026-11-20 21:50:00Z",
            "2026-02-29T12:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T23:59:60Z",
            "2026-11-20T21:50:00+0100",
            "yesterday",
            "",
        ] {
            assert!(moment(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_day_stands_at_its_last_second_in_london() {
        let stands = |day: &str, recorded: &str| {
            When::read(day).unwrap().stands_at(moment(recorded).unwrap()).map(utc)
        };
        let later = "2026-12-24T09:00:00Z";
        assert_eq!(stands("2026-11-20", later).unwrap(), "2026-11-20T23:59:59Z");
        assert_eq!(stands("2026-07-01", later).unwrap(), "2026-07-01T22:59:59Z");
        assert_eq!(stands("2026-12-24", later).unwrap(), later);
        // Half past midnight of a summer's day is still the day before in UTC.
        let night = "2026-07-01T23:30:00Z";
        assert_eq!(stands("2026-07-02", night).unwrap(), night);
    }
}
