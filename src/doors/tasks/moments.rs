//! Moments as they are said at night: 21:50, yesterday 21:50, tomorrow, 2026-11-21 09:00. London's, unless a zone is named.

use crate::base::domain::calendar::{london_day, london_moments};
use crate::presentation::wording;
use crate::service::register::{day, utc};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

/// Whole seconds: the register knows no others.
pub(in crate::doors) fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// When something happened; of an hour that comes twice, the last time.
pub(super) fn past(said: &str, now: Timestamp) -> Result<Timestamp, String> {
    let (first, second) = read(said, now)?;
    let at = if second > now { first } else { second };
    if at > now && clock(said.trim()).is_some() {
        return Err(format!(
            "{said} is still to come today: say \"yesterday {said}\" if it was yesterday"
        ));
    }
    Ok(at)
}

/// When something will end: a time of day that is over is tomorrow's; of an hour that comes twice, the next time.
pub(super) fn future(said: &str, now: Timestamp) -> Result<Timestamp, String> {
    let (first, second) = read(said, now)?;
    let at = if first <= now { second } else { first };
    let is_over = at <= now && clock(said.trim()).is_some();
    if is_over { read(&format!("tomorrow {said}"), now).map(|(first, _)| first) } else { Ok(at) }
}

/// When something is expected, as it is written: a day, or a moment.
pub(in crate::doors) fn expected(said: &str, now: Timestamp) -> Result<String, String> {
    match a_day(said, now) {
        Some(day) => Ok(day.to_string()),
        None => future(said, now).map(utc),
    }
}

/// What is expected is still to come when it is said: today, a later day, or a later moment.
pub(super) fn to_come(said: &str, at: Timestamp) -> Result<String, String> {
    let is_over = || wording::register::is_over(said);
    if let Some(day) = a_day(said, at) {
        return if day < london_day(at) { Err(is_over()) } else { Ok(day.to_string()) };
    }
    let unread =
        |why| if why == how(said) { wording::register::no_time_to_come(said) } else { why };
    let then = future(said, at).map_err(unread)?;
    if then < at { Err(is_over()) } else { Ok(utc(then)) }
}

/// The day that is meant, where a day was said.
fn a_day(said: &str, now: Timestamp) -> Option<Date> {
    let today = london_day(now);
    match said.trim() {
        "today" => Some(today),
        "tomorrow" => today.checked_add(1.day()).ok(),
        "yesterday" => today.checked_sub(1.day()).ok(),
        written => day(written),
    }
}

fn how(said: &str) -> String {
    format!(
        "\"{said}\" is no time that can be read: say 21:50, \"yesterday 21:50\" or \"2026-11-20 21:50\""
    )
}

/// The moments that may be meant, the earlier first: one, but in an hour that comes twice.
fn read(said: &str, now: Timestamp) -> Result<(Timestamp, Timestamp), String> {
    let trimmed = said.trim();
    if trimmed == "now" {
        return Ok((now, now));
    }
    if let Ok(at) = trimmed.parse::<Timestamp>() {
        return Ok((whole(at), whole(at)));
    }
    let (day, time) = day_and_time(trimmed, now).ok_or_else(|| how(said))?;
    london_moments(day, time).ok_or_else(|| {
        format!(
            "there was no {} on {}: the clocks went forward",
            time.strftime("%H:%M"),
            day.strftime("%a %-d %b")
        )
    })
}

fn day_and_time(said: &str, now: Timestamp) -> Option<(Date, Time)> {
    let today = london_day(now);
    let (of, time) = match said.split_once([' ', 'T']) {
        None => (today, said),
        Some(("today", time)) => (today, time),
        Some(("yesterday", time)) => (today.checked_sub(1.day()).ok()?, time),
        Some(("tomorrow", time)) => (today.checked_add(1.day()).ok()?, time),
        Some((of, time)) => (of.parse::<Date>().ok()?, time),
    };
    Some((of, clock(time.trim())?))
}

/// A time of day: 9:05, 21:50, 21:50:30.
fn clock(said: &str) -> Option<Time> {
    let parts: Vec<i8> = said.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [hour, minute] => Time::new(hour, minute, 0, 0).ok(),
        [hour, minute, second] => Time::new(hour, minute, second, 0).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-07-02T00:10:00Z".parse().unwrap()
    }

    #[test]
    fn a_time_of_day_is_londons_and_todays() {
        let past = |said| past(said, now()).map(utc);
        assert_eq!(past("00:50").unwrap(), "2026-07-01T23:50:00Z");
        assert_eq!(past("yesterday 21:50").unwrap(), "2026-07-01T20:50:00Z");
        assert_eq!(past("2026-06-30 9:05").unwrap(), "2026-06-30T08:05:00Z");
        assert_eq!(past("2026-07-01T21:50:00+01:00").unwrap(), "2026-07-01T20:50:00Z");
        assert!(past("21:50").unwrap_err().contains("yesterday 21:50"));
        for wrong in ["", "soon", "25:00", "21.50", "-1:00", "yesterday", "2026-02-30 10:00"] {
            assert!(past(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_will_end_at_a_time_that_is_over_ends_tomorrow() {
        let future = |said| future(said, now()).map(utc);
        assert_eq!(future("01:40").unwrap(), "2026-07-02T00:40:00Z");
        assert_eq!(future("01:00").unwrap(), "2026-07-03T00:00:00Z");
        assert_eq!(expected("tomorrow", now()).unwrap(), "2026-07-03");
        assert_eq!(expected("2026-07-09", now()).unwrap(), "2026-07-09");
        assert_eq!(expected("09:30", now()).unwrap(), "2026-07-02T08:30:00Z");
    }

    #[test]
    fn what_is_expected_is_still_to_come() {
        let to_come = |said| to_come(said, now());
        // Shortly after midnight in London, which is the second of July.
        for (said, written) in [
            ("today", "2026-07-02"),
            ("2026-07-02", "2026-07-02"),
            ("tomorrow", "2026-07-03"),
            ("01:11", "2026-07-02T00:11:00Z"),
            ("01:00", "2026-07-03T00:00:00Z"),
            ("2026-07-02 01:11", "2026-07-02T00:11:00Z"),
        ] {
            assert_eq!(to_come(said).as_deref(), Ok(written), "{said}");
        }
        for over in ["2026-07-01", "yesterday", "2020-01-01", "yesterday 21:50", "2026-07-02 01:09"]
        {
            assert!(to_come(over).unwrap_err().contains("still to come"), "{over}");
        }
        assert!(to_come("soon").unwrap_err().contains("tomorrow"));
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_last_past_and_the_next_to_come() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (before, between, after) =
            (at("2026-10-25T00:10:00Z"), at("2026-10-25T01:10:00Z"), at("2026-10-25T02:10:00Z"));
        assert_eq!(past("01:30", between).map(utc).unwrap(), "2026-10-25T00:30:00Z");
        assert_eq!(past("01:30", after).map(utc).unwrap(), "2026-10-25T01:30:00Z");
        assert_eq!(future("01:30", before).map(utc).unwrap(), "2026-10-25T00:30:00Z");
        assert_eq!(future("01:30", between).map(utc).unwrap(), "2026-10-25T01:30:00Z");
        let spring = past("01:30", at("2026-03-29T08:00:00Z"));
        assert_eq!(
            spring.unwrap_err(),
            "there was no 01:30 on Sun 29 Mar: the clocks went forward"
        );
    }
}
