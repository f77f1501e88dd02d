//! A form's date against the clock: a wrong year would judge units as of another day.

use super::Household;
use crate::base::domain::calendar;
use crate::presentation::document::{Text, text};
use crate::presentation::wording::when::{moment, seconds_between, span};
use jiff::Timestamp;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

pub(super) fn lines(household: &Household<'_>) -> Vec<Text> {
    const SLOW_CLOCK: i64 = 15 * MINUTE;
    const A_SLIP: i64 = 60 * DAY;
    let received = household.referral.received;
    let ago = seconds_between(received, household.now);
    let said = moment(received, household.now);
    let doubt = match ago {
        ..0 if -ago > SLOW_CLOCK => text![
            format!("This referral says that it will be received in {} (", span(-ago)),
            said,
            "). Is the date right? Units are judged as of then.",
        ],
        A_SLIP.. => {
            let wrong = if year(received) == year(household.now) { "date" } else { "year" };
            text![
                format!("This referral says that it was received {} ago (", span(ago)),
                said,
                format!("). Is the {wrong} right? Units are judged as of then."),
            ]
        }
        DAY.. => text![
            format!("This referral came {} ago (", span(ago)),
            said,
            "): units are judged as of then. Ask what has changed.",
        ],
        _ => return Vec::new(),
    };
    vec![doubt]
}

/// The year of a moment in London.
fn year(at: Timestamp) -> i16 {
    calendar::london_day(at).year()
}
