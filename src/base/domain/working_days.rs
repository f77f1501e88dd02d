//! Working days: Monday to Friday but bank holidays of England.
//!
//! The table (`data/bank_holidays_england.csv`) covers whole years and ends; before its first and beyond its last year
//! nothing is known, and nothing is guessed. It agrees day by day with what gov.uk publishes: 2019 to 2028 with
//! `lib/data/bank-holidays.json` of github.com/alphagov/frontend as last updated on 24 November 2025, 2017 and 2018 with an
//! earlier version of that file, 2015 and 2016 with the same file of github.com/alphagov/calendars, which came before it.

use jiff::civil::{Date, Weekday, date};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static HOLIDAYS: LazyLock<BTreeSet<Date>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/bank_holidays_england.csv").lines().skip(1);
    rows.filter_map(|row| row.split(',').next()?.parse().ok()).collect()
});

/// The first and the last day that the table covers.
pub fn covered() -> Option<(Date, Date)> {
    let (first, last) = (HOLIDAYS.first()?, HOLIDAYS.last()?);
    Some((date(first.year(), 1, 1), date(last.year(), 12, 31)))
}

/// Whether a day is a working day; none: not known.
pub fn is_working_day(day: Date) -> Option<bool> {
    let (first, last) = covered()?;
    let is_known = (first..=last).contains(&day);
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    is_known.then(|| !is_weekend && !HOLIDAYS.contains(&day))
}

/// The day on which so many working days are over, where the day itself is day 0; none: not known.
pub fn after(day: Date, working_days: u16) -> Option<Date> {
    let mut left = working_days;
    let mut day = day;
    is_working_day(day)?;
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u16::from(is_working_day(day)?);
    }
    Some(day)
}

/// The working days behind a day up to another, and that one too; none: not known, or the other lies before it.
pub fn between(day: Date, until: Date) -> Option<u32> {
    let mut days = 0;
    let mut day = day;
    is_working_day(day)?;
    if until < day {
        return None;
    }
    while day < until {
        day = day.tomorrow().ok()?;
        days += u32::from(is_working_day(day)?);
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_working_days_go_over_easter_and_over_christmas() {
        assert_eq!(after(date(2026, 4, 2), 2), Some(date(2026, 4, 8)));
        assert_eq!(after(date(2026, 12, 24), 2), Some(date(2026, 12, 30)));
        // What comes in on a Saturday has Monday as its first.
        assert_eq!(after(date(2026, 11, 21), 1), Some(date(2026, 11, 23)));
        assert_eq!(after(date(2026, 11, 21), 0), Some(date(2026, 11, 21)));
    }

    #[test]
    fn what_took_two_working_days_was_done_on_the_second() {
        for (from, until, days) in [
            (date(2026, 4, 2), date(2026, 4, 8), Some(2)),
            (date(2026, 4, 2), date(2026, 4, 6), Some(0)),
            (date(2026, 11, 20), date(2026, 11, 20), Some(0)),
            (date(2026, 11, 20), date(2026, 11, 19), None),
        ] {
            assert_eq!(between(from, until), days, "{from} to {until}");
        }
    }

    #[test]
    fn beyond_the_table_nothing_is_known() {
        let (first, last) = covered().unwrap();
        assert_eq!(after(last, 1), None);
        assert_eq!(after(last, 0), Some(last));
        assert_eq!(is_working_day(first.yesterday().unwrap()), None);
        assert_eq!(between(last, last.tomorrow().unwrap()), None);
    }

    #[test]
    fn a_providers_own_table_says_the_same_days() {
        let own = include_str!("../../../data/stoke-on-trent/bank_holidays.csv").lines().skip(1);
        let own: BTreeSet<Date> =
            own.map(|row| row.split(',').next().unwrap().parse().unwrap()).collect();
        let from = own.first().copied().unwrap();
        assert_eq!(HOLIDAYS.range(from..).copied().collect::<BTreeSet<_>>(), own);
    }
}
