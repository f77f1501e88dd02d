//! The period of a return: a year from April, a quarter, or any days, all of them London days.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt;

/// From a first to a last day, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    name: Name,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Year,
    Quarter,
    Days,
}

/// Whether years are told by months or by quarters of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Months.
    Month,
    /// Quarters.
    Quarter,
}

impl Period {
    /// Reads `2026-27` (April to March), `2026-Q4` (October to December 2026) or `2026-04-01..2026-06-30`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        year(text).or_else(|| quarter(text)).or_else(|| days(text))
    }

    /// Any days, the last not before the first.
    pub fn of_days(first: Date, last: Date) -> Self {
        Self { first, last, name: Name::Days }
    }

    /// Whether a day is in it.
    pub fn has(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The year from April in which it begins.
    #[must_use]
    pub fn year(&self) -> Self {
        let first = self.first.year() - i16::from(self.first.month() < 4);
        let day = |year: i16, month: i8, day: i8| Date::new(year, month, day).unwrap_or(self.first);
        Self { first: day(first, 4, 1), last: day(first + 1, 3, 31), name: Name::Year }
    }

    /// The quarters of a year; nothing of anything else.
    pub fn quarters(&self) -> Vec<Self> {
        if self.name != Name::Year {
            return Vec::new();
        }
        let begins = (0..4).filter_map(|k| self.first.checked_add((3 * k).months()).ok());
        begins.filter_map(quarter_from).collect()
    }

    /// The first and last day of every month or quarter of the calendar that lies wholly in it.
    pub fn spans(&self, by: By) -> Vec<(Date, Date)> {
        let months: i8 = match by {
            By::Month => 1,
            By::Quarter => 3,
        };
        let month = self.first.month() - (self.first.month() - 1).rem_euclid(months);
        let begin = Date::new(self.first.year(), month, 1).unwrap_or(self.first);
        let first = |k: i32| begin.checked_add((k * i32::from(months)).months()).ok();
        let span = |k: i32| Some((first(k)?, first(k + 1)?.yesterday().ok()?));
        (0..)
            .map_while(span)
            .take_while(|(_, last)| *last <= self.last)
            .filter(|(first, _)| *first >= self.first)
            .collect()
    }

    /// How many days it has.
    pub fn nights(&self) -> i64 {
        i64::from(days_between(self.first, self.last)) + 1
    }
}

/// Days from one to another.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn year(text: &str) -> Option<Period> {
    let (first, last) = text.split_once('-').filter(|(a, b)| a.len() == 4 && b.len() == 2)?;
    let first: i16 = number(first)?;
    if (first + 1).rem_euclid(100) != number(last)? {
        return None;
    }
    let last = Date::new(first.checked_add(1)?, 3, 31).ok()?;
    Some(Period { first: Date::new(first, 4, 1).ok()?, last, name: Name::Year })
}

fn quarter(text: &str) -> Option<Period> {
    let (year, quarter) = text.split_once("-Q").or_else(|| text.split_once("-q"))?;
    let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
    let year = number(year).filter(|_| year.len() == 4)?;
    quarter_from(Date::new(year, 3 * quarter - 2, 1).ok()?)
}

fn quarter_from(first: Date) -> Option<Period> {
    let last = first.checked_add(3.months()).ok()?.yesterday().ok()?;
    Some(Period { first, last, name: Name::Quarter })
}

fn days(text: &str) -> Option<Period> {
    let (first, last) = text.split_once("..")?;
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == 10);
    let (first, last) = (day(first)?, day(last)?);
    let is_sound = first <= last && first >= date(1900, 1, 1) && last <= date(9000, 1, 1);
    is_sound.then_some(Period { first, last, name: Name::Days })
}

fn number(text: &str) -> Option<i16> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.name {
            Name::Year => write!(f, "{year}-{:02}", (year + 1).rem_euclid(100)),
            Name::Quarter => write!(f, "{year}-Q{}", (self.first.month() + 2).div_euclid(3)),
            Name::Days => write!(f, "{}..{}", self.first, self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let period = Period::read(text)?;
        assert_eq!(period.to_string(), text.to_uppercase());
        Some((period.first.to_string(), period.last.to_string()))
    }

    #[test]
    fn a_year_goes_from_april_to_march_and_a_quarter_by_the_calendar() {
        let is = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(read("2026-27"), is("2026-04-01", "2027-03-31"));
        assert_eq!(read("2099-00"), is("2099-04-01", "2100-03-31"));
        assert_eq!(read("2026-Q4"), is("2026-10-01", "2026-12-31"));
        assert_eq!(read("2028-q1"), is("2028-01-01", "2028-03-31"));
        assert_eq!(read("2026-04-01..2026-04-01"), is("2026-04-01", "2026-04-01"));
        for wrong in
            ["2026", "2026-26", "2026-2027", "2026-Q5", "26-27", "2026-04-02..2026-04-01", ""]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_and_quarters_lie_wholly_in_a_period() {
        let of = |text: &str, by: By| {
            let spans = Period::read(text).unwrap().spans(by);
            spans.iter().map(|(first, last)| format!("{first} {last}")).collect::<Vec<_>>()
        };
        assert_eq!(of("2026-Q4", By::Month).len(), 3);
        assert_eq!(of("2026-01-31..2026-03-30", By::Month), ["2026-02-01 2026-02-28"]);
        assert_eq!(of("2025-11-21..2026-04-02", By::Quarter), ["2026-01-01 2026-03-31"]);
        assert_eq!(of("2026-27", By::Quarter).len(), 4);
    }

    #[test]
    fn a_year_has_four_quarters_and_begins_with_the_second_of_the_calendar() {
        let quarters = Period::read("2026-27").unwrap().quarters();
        let names: Vec<String> = quarters.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]);
        assert_eq!(Period::read("2026-27").unwrap().nights(), 365);
    }
}
