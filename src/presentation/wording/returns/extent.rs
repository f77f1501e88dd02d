//! How much of its period a return can tell of: what lies before the register, and what is still to come.

use crate::presentation::wording::when::written_day;
use jiff::civil::Date;

/// A period, the day on which the register begins (none: nothing is recorded), and the day as of which it is known.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Its first and last day.
    pub days: (Date, Date),
    /// The day of the register's first event.
    pub begins: Option<Date>,
    /// The day as of which it is known.
    pub known: Date,
}

/// Said of a period that is not over.
pub const UNFINISHED: &str =
    "The period goes on: whoever lived here then is taken to stay to its end.";

impl Extent {
    /// Nothing where the whole period is over and on record.
    pub fn said(&self) -> Vec<String> {
        self.before().into_iter().chain(self.after().map(ToOwned::to_owned)).collect()
    }

    fn before(&self) -> Option<String> {
        let (first, last) = self.days;
        let Some(begins) = self.begins else {
            return Some(
                "Nothing is recorded yet: a 0 here says nothing of what happened.".to_owned(),
            );
        };
        let from = written_day(begins);
        if begins > last {
            return Some(format!(
                "The register begins on {from}, after this period: nothing of it is on record, and a 0 here says nothing of what happened."
            ));
        }
        (begins > first).then(|| {
            format!(
                "The register begins on {from}: what happened in this period before that day is on no record, and in no figure."
            )
        })
    }

    fn after(&self) -> Option<&'static str> {
        let (first, last) = self.days;
        if self.known < first {
            return Some(
                "The period has not begun: what is counted here are those who live here now, as if they stayed.",
            );
        }
        (self.known <= last).then_some(UNFINISHED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_lies_before_the_register_or_ahead_is_said_of_a_period() {
        let days = (date(2026, 4, 1), date(2027, 3, 31));
        let said =
            |begins: Option<Date>, known: Date| Extent { days, begins, known }.said().join(" ");
        let (before, within, over) = (date(2026, 1, 1), date(2026, 11, 20), date(2027, 4, 1));
        assert_eq!(said(Some(before), over), "");
        assert_eq!(said(Some(days.0), days.1), UNFINISHED);
        assert!(said(Some(within), over).starts_with("The register begins on 20 November 2026:"));
        assert!(said(Some(over), over).contains("after this period: nothing of it is on record"));
        assert!(said(Some(before), before).starts_with("The period has not begun"));
        assert!(said(None, over).starts_with("Nothing is recorded yet"));
    }
}
