//! Who comes when, and babies due.

use super::Household;
use super::told::{as_said, is_no, is_unknown};
use crate::base::domain::household::{Answer, Person};
use crate::base::domain::{Known, calendar};
use crate::presentation::wording::day;
use jiff::civil::Date;

pub(super) fn lines(household: &Household<'_>) -> Vec<String> {
    let referral = household.referral;
    let mut lines = Vec::new();
    if let Some(babies) = babies(household) {
        lines.push(format!(
            "{babies}: plan for cots and a midwife. Beds count only those on the form."
        ));
    }
    if let Some(arrival) = referral.told.arrival.as_ref().filter(|answer| !is_unknown(answer)) {
        lines.push(format!("Arriving, as told: {}.", as_said(household, arrival)));
    }
    let numbered = referral.people.iter().zip(1..);
    lines.extend(numbered.filter_map(|(person, number)| comes_later(household, person, number)));
    if referral.needs.assistance_dog.is_yes() {
        lines.push("An assistance dog comes too: it is admitted everywhere.".to_owned());
    }
    lines
}

/// Somebody who comes on another day, or was to.
fn comes_later(household: &Household<'_>, person: &Person, number: usize) -> Option<String> {
    const COUNTED: &str = "every rule and bed counts them from the start";
    let who = if person.is_child() { "a child" } else { "an adult" };
    let said = match person.arrives? {
        Known::Value(date) if date < today(household) => format!(
            "was to come on {}, already past: ask whether they have come; {COUNTED}.",
            day(date, household.now)
        ),
        Known::Value(date) => {
            format!("comes later, on {}: {COUNTED}.", day(date, household.now))
        }
        Known::Unknown => format!("comes later, on a day not known yet: {COUNTED}."),
    };
    Some(format!("Person {number}, {who}, {said}"))
}

/// That children would be here before anybody grown is.
pub(super) fn a_child_alone(household: &Household<'_>) -> Option<&'static str> {
    let people = &household.referral.people;
    let is_here = |person: &&Person| match person.arrives {
        None => true,
        Some(Known::Value(date)) => date <= today(household),
        Some(Known::Unknown) => false,
    };
    let alone = people.iter().any(|person| person.is_child() && is_here(&person))
        && !people.iter().any(|person| person.is_adult() && is_here(&person));
    alone.then_some(
        "A CHILD WOULD BE HERE BEFORE ANY ADULT COMES: no child is placed alone. Ask who is with them until then.",
    )
}

fn today(household: &Household<'_>) -> Date {
    calendar::london_day(household.now)
}

/// "Baby due Fri 4 Dec", "2 babies expected".
fn babies(household: &Household<'_>) -> Option<String> {
    let referral = household.referral;
    let due = referral.told.pregnancy_due.as_ref();
    let due = due.filter(|answer| !is_no(answer) && !is_unknown(answer));
    let due = due.map(|due| due_when(household, due));
    let who = match referral.needs.unborn {
        Known::Value(0) => return due.map(|due| format!("Baby {due}")),
        Known::Value(1) => "Baby".to_owned(),
        Known::Value(n) => format!("{n} babies"),
        Known::Unknown => "Babies, how many is not known,".to_owned(),
    };
    Some(format!("{who} {}", due.unwrap_or_else(|| "expected".to_owned())))
}

fn due_when(household: &Household<'_>, due: &Answer) -> String {
    let date = match due {
        Answer::Text(text) => text.trim().parse::<Date>().ok(),
        _ => None,
    };
    match date {
        Some(date) if date < today(household) => format!(
            "due {}, already past (ask: whoever is born belongs on the form)",
            day(date, household.now)
        ),
        Some(date) => format!("due {}", day(date, household.now)),
        None => format!("due, as told, {} (ask when)", as_said(household, due)),
    }
}
