//! Days and moments in London time, with the year where it is not the reader's own; and spans of time.

use super::count::count;
use crate::base::domain::calendar;
use crate::presentation::document::{Moment, When};
use jiff::Timestamp;
use jiff::civil::Date;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// "Fri 20 Nov 21:40", or "Fri 20 Nov 2025 21:40" to somebody who reads it in another year.
pub fn moment(at: Timestamp, now: Timestamp) -> Moment {
    let local = calendar::in_london(at);
    let words = format!("{} {}", day_in_words(local.date(), now), local.strftime("%H:%M"));
    // When clocks go back an hour comes twice: which is meant is said.
    let both = calendar::london_moments(local.date(), local.time());
    let words = match both {
        Some((first, second)) if first != second => format!("{words} {}", local.strftime("%Z")),
        _ => words,
    };
    Moment { when: When::At(at), words }
}

/// "Fri 20 Nov", or "Fri 20 Nov 2025" to somebody who reads it in another year.
pub fn day(day: Date, now: Timestamp) -> Moment {
    Moment { when: When::On(day), words: day_in_words(day, now) }
}

fn day_in_words(day: Date, now: Timestamp) -> String {
    let same_year = calendar::london_day(now).year() == day.year();
    day.strftime(if same_year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// "1 October 2026".
pub(super) fn written_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The day of a moment in London: "Tuesday 24 November".
pub fn day_in_full(at: Timestamp) -> Moment {
    day_as("%A %-d %B", at)
}

/// The same in short: "Tue 24 Nov".
pub(super) fn short_day(at: Timestamp) -> Moment {
    day_as("%a %-d %b", at)
}

fn day_as(format: &str, at: Timestamp) -> Moment {
    let day = calendar::london_day(at);
    Moment { when: When::On(day), words: day.strftime(format).to_string() }
}

/// "4 hours 40 minutes", "3 days", "10 months", "3 years".
pub fn span(seconds: i64) -> String {
    const MONTH: i64 = 30 * DAY;
    const YEAR: i64 = 365 * DAY;
    let whole = |unit: i64| usize::try_from(seconds.div_euclid(unit)).unwrap_or(0);
    if seconds >= 2 * YEAR {
        return count(whole(YEAR), "year", "years");
    }
    if seconds >= 2 * MONTH {
        return count(whole(MONTH), "month", "months");
    }
    if seconds >= 2 * DAY {
        return count(whole(DAY), "day", "days");
    }
    let minutes = count(whole(MINUTE) % 60, "minute", "minutes");
    match whole(HOUR) {
        0 => minutes,
        hours if whole(MINUTE) % 60 == 0 => count(hours, "hour", "hours"),
        hours => format!("{} {minutes}", count(hours, "hour", "hours")),
    }
}

/// Seconds from one moment to a later one; negative where it is earlier.
pub fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second() - from.as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_londons_and_has_its_year_in_another_year() {
        let asked = at("2026-07-20T23:40:00Z");
        assert_eq!(moment(asked, at("2026-12-01T00:00:00Z")).words, "Tue 21 Jul 00:40");
        assert_eq!(moment(asked, at("2027-01-01T00:00:00Z")).words, "Tue 21 Jul 2026 00:40");
    }

    #[test]
    fn in_an_hour_that_comes_twice_a_moment_says_which() {
        let now = at("2026-10-25T02:00:00Z");
        assert_eq!(moment(at("2026-10-25T00:30:00Z"), now).words, "Sun 25 Oct 01:30 BST");
        assert_eq!(moment(at("2026-10-25T01:30:00Z"), now).words, "Sun 25 Oct 01:30 GMT");
        assert_eq!(moment(at("2026-10-25T02:30:00Z"), now).words, "Sun 25 Oct 02:30");
    }

    #[test]
    fn a_span_is_told_in_the_unit_that_a_person_would_take() {
        for (seconds, said) in [
            (0, "0 minutes"),
            (61, "1 minute"),
            (3600, "1 hour"),
            (4 * HOUR + 40 * MINUTE, "4 hours 40 minutes"),
            (2 * DAY, "2 days"),
            (59 * DAY, "59 days"),
            (60 * DAY, "2 months"),
            (320 * DAY, "10 months"),
            (800 * DAY, "2 years"),
            (101 * 366 * DAY, "101 years"),
        ] {
            assert_eq!(span(seconds), said);
        }
    }
}
