//! What a table told, cell by cell: so that whatever the register refuses is said of the cell that it is about.

use crate::base::domain::{EventName, redact};
use crate::base::parse::names::nearest;
use crate::base::parse::{At, Code, Issues, Sink};
use crate::presentation::wording::register::why as why_words;
use crate::service::register::Why;
use crate::service::vault::Issue;
use std::collections::{BTreeMap, BTreeSet};

/// The cells of each line, by the register's word for their column.
#[derive(Clone, Default)]
pub(in crate::doors) struct TypedRows {
    pub(super) rows: BTreeMap<usize, BTreeMap<&'static str, TypedCell>>,
}

/// A cell as it was typed, and the head of its column.
#[derive(Clone)]
pub(super) struct TypedCell {
    pub(super) head: String,
    pub(super) cell: String,
}

redact!(TypedRows, TypedCell);

impl TypedRows {
    /// Why nothing was taken, each by the cell it is about. Of a row the first is said: what follows in it follows from that.
    pub(in crate::doors) fn refused(&self, file: &str, issues: &[Issue], units: &[&str]) -> Issues {
        let mut sink = Sink::new(file.to_owned());
        let mut said = BTreeSet::new();
        for issue in issues.iter().filter(|issue| said.insert(issue.line)) {
            self.say(issue, units, &mut sink);
        }
        sink.into_issues()
    }

    fn say(&self, issue: &Issue, units: &[&str], sink: &mut Sink) {
        let why = issue.refusal.why;
        let (field, event) = about(why, issue.event.as_deref().and_then(EventName::named));
        let found = self.rows.get(&issue.line).and_then(|row| row.get(field).or(row.get(event)));
        let (place, value) = match found {
            Some(of) => (format!("line {}, {}", issue.line, of.head), of.cell.clone()),
            None => (format!("line {}", issue.line), event.to_owned()),
        };
        let named = issue.refusal.names;
        let named = named.map_or_else(String::new, |seq| format!(": event {seq} of the register"));
        let allowed = format!("{} ({why}){named}", why_words(why));
        let code = match why {
            Why::UnknownUnit | Why::RepeatOfUnknown => Code::NotFound,
            Why::ReferenceTaken => Code::Repeated,
            Why::Future => Code::OutOfRange,
            _ => Code::Contradiction,
        };
        sink.add(
            code,
            At::new(&place, Some(issue.line)),
            &value,
            allowed,
            action(why, &value, units),
        );
    }
}

/// The column that a refusal is about, and that of the event's own day.
fn about(why: Why, event: Option<EventName>) -> (&'static str, &'static str) {
    let day = match event {
        Some(EventName::ReferralReceived) => "received",
        Some(EventName::Arrived) => "arrived",
        Some(EventName::Departed) => "departed",
        _ => "closed",
    };
    let field = match why {
        Why::UnknownUnit
        | Why::UnitClosed
        | Why::UnitLivedIn
        | Why::UnitVoid
        | Why::UnitClaimed
        | Why::UnitBeingMadeReady => "unit",
        Why::ReferenceTaken | Why::BadForm => "reference",
        Why::RepeatOfUnknown | Why::HouseholdIsOpen => "repeat_of",
        _ => day,
    };
    (field, day)
}

/// What is to be done.
fn action(why: Why, value: &str, units: &[&str]) -> String {
    match why {
        Why::UnknownUnit => {
            let meant = nearest(value, units);
            let meant = meant.map_or_else(String::new, |name| format!(" ({name}?)"));
            format!(
                "write the unit's codename as units.csv has it{meant}, or say in the map which is meant, under [words.unit]"
            )
        }
        Why::UnitLivedIn | Why::UnitClaimed | Why::UnitBeingMadeReady => {
            "correct the unit or the days of this row, or of the row that has the unit then"
                .to_owned()
        }
        Why::UnitVoid | Why::UnitClosed => {
            "correct the unit or the days, or record first that the unit is open".to_owned()
        }
        Why::ReferenceTaken => {
            "take this row out if that is the same referral, else give it a reference of its own"
                .to_owned()
        }
        Why::RepeatOfUnknown => {
            "write the reference of a row before this one, or of the register, or empty the cell"
                .to_owned()
        }
        Why::HouseholdIsOpen => {
            "end the household's first referral before, or write both as one row".to_owned()
        }
        Why::Future => "correct the day, or take the row out until it has come".to_owned(),
        _ => "correct this row, or take it out of the table".to_owned(),
    }
}
