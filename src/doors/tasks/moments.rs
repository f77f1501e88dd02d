//! Moments as they are said at night: 21:50, yesterday 21:50, tomorrow, 2026-11-21 09:00. London's, unless a zone is named.

use crate::base::domain::calendar::{london_day, london_moment};
use crate::service::register::{day, utc};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

/// Whole seconds: the register knows no others.
pub(in crate::doors) fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// When something happened.
pub(in crate::doors) fn past(said: &str, now: Timestamp) -> Result<Timestamp, String> {
    let at = read(said, now).ok_or_else(|| how(said))?;
    match (at, clock(said.trim())) {
        (at, Some(_)) if at > now => Err(format!(
            "{said} is still to come today: say --at \"yesterday {said}\" if it was yesterday"
        )),
        (at, _) => Ok(at),
    }
}

/// When something will end: a time of day that is over is tomorrow's.
pub(in crate::doors) fn future(said: &str, now: Timestamp) -> Result<Timestamp, String> {
    let at = read(said, now).ok_or_else(|| how(said))?;
    let is_over = at <= now && clock(said.trim()).is_some();
    if is_over { read(&format!("tomorrow {said}"), now).ok_or_else(|| how(said)) } else { Ok(at) }
}

/// When something is expected, as it is written: a day, or a moment.
pub(in crate::doors) fn expected(said: &str, now: Timestamp) -> Result<String, String> {
    let today = london_day(now);
    let of_day = match said.trim() {
        "today" => Some(today),
        "tomorrow" => today.checked_add(1.day()).ok(),
        written => day(written),
    };
    match of_day {
        Some(day) => Ok(day.to_string()),
        None => future(said, now).map(utc),
    }
}

fn how(said: &str) -> String {
    format!(
        "\"{said}\" is no time that can be read: say 21:50, \"yesterday 21:50\", \"2026-11-20 21:50\", or 2026-11-20T21:50:00Z"
    )
}

fn read(said: &str, now: Timestamp) -> Option<Timestamp> {
    let said = said.trim();
    if said == "now" {
        return Some(now);
    }
    if let Ok(at) = said.parse::<Timestamp>() {
        return Some(whole(at));
    }
    let today = london_day(now);
    let (of, time) = match said.split_once([' ', 'T']) {
        None => (today, said),
        Some(("today", time)) => (today, time),
        Some(("yesterday", time)) => (today.checked_sub(1.day()).ok()?, time),
        Some(("tomorrow", time)) => (today.checked_add(1.day()).ok()?, time),
        Some((of, time)) => (of.parse::<Date>().ok()?, time),
    };
    london_moment(of, clock(time.trim())?)
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
}
