//! When the office is open: days of the week, hours, and bank holidays, in London time.

use super::{BANK_HOLIDAYS, OfficeHours};
use crate::base::domain::calendar::in_london;
use crate::base::parse::table;
use crate::base::parse::{Issues, Sink, Source};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Deserialize;

#[derive(Deserialize)]
struct HolidayRow {
    date: Date,
}

/// Reads the days of `bank_holidays.csv`.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read_bank_holidays(source: Source<'_>) -> Result<Vec<Date>, Issues> {
    let mut sink = Sink::new(source.file);
    let rows = table::records::<HolidayRow>(source.text, BANK_HOLIDAYS, &mut sink);
    let days = rows.into_iter().filter_map(|record| record.row).map(|row| row.date).collect();
    sink.into_issues().or_value(Some(days))
}

impl OfficeHours {
    /// Whether a moment lies on a bank holiday.
    pub fn is_bank_holiday(&self, at: Timestamp) -> bool {
        self.holidays.contains(&in_london(at).date())
    }

    /// Whether the office is open at a moment: on one of its days that is no bank holiday, within its hours.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let here = in_london(at);
        let day = here.strftime("%A").to_string().to_lowercase();
        let time = |text: &Option<String>| text.as_deref()?.parse::<Time>().ok();
        let has_begun = time(&self.from).is_none_or(|from| here.time() >= from);
        let has_ended = time(&self.to).is_some_and(|to| here.time() >= to);
        self.days.contains(&day) && !self.is_bank_holiday(at) && has_begun && !has_ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_is_shut_on_bank_holidays_and_outside_its_hours() {
        let text = "date,name\n2026-12-25,Christmas Day\n";
        let holidays = read_bank_holidays(Source { file: "b.csv", text }).unwrap();
        let hours = OfficeHours {
            days: ["monday", "thursday", "friday"].map(ToOwned::to_owned).to_vec(),
            from: Some("09:00".to_owned()),
            to: Some("17:00".to_owned()),
            bank_holidays: None,
            holidays,
        };
        for (at, is_open) in [
            ("2026-12-24T09:00:00Z", true),
            ("2026-12-24T08:59:59Z", false),
            ("2026-12-24T17:00:00Z", false),
            ("2026-12-25T10:00:00Z", false),
            ("2026-12-26T10:00:00Z", false),
            // Summer time: nine in London is eight in UTC.
            ("2026-07-02T08:00:00Z", true),
        ] {
            assert_eq!(hours.is_open(at.parse().unwrap()), is_open, "{at}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_an_issue() {
        let text = "date,name\n25 December,Christmas Day\n";
        let issues = read_bank_holidays(Source { file: "b.csv", text }).unwrap_err();
        assert_eq!(issues.issues[0].place, "line 2, date");
    }
}
