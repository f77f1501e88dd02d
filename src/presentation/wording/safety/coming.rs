//! Who comes when, and babies due.

use super::Household;
use super::told::{as_said, is_no, is_unknown};
use crate::base::domain::household::{Answer, Person};
use crate::base::domain::{Known, calendar};
use crate::presentation::document::{Text, text};
use crate::presentation::wording::when::day;
use jiff::civil::Date;

pub(super) fn lines(household: &Household<'_>) -> Vec<Text> {
    let referral = household.referral;
    let mut lines = Vec::new();
    if let Some(babies) = babies(household) {
        lines.push(text![
            babies,
            ": plan for cots and a midwife. Beds count only those on the form.",
        ]);
    }
    if let Some(arrival) =
        referral.household.told.arrival.as_ref().filter(|answer| !is_unknown(answer))
    {
        lines.push(format!("Arriving, as told: {}.", as_said(household, arrival)).into());
    }
    let numbered = referral.household.people.iter().zip(1..);
    lines.extend(numbered.filter_map(|(person, number)| comes_later(household, person, number)));
    if referral.household.needs.assistance_dog.is_yes() {
        lines.push("An assistance dog comes too: it is admitted everywhere.".into());
    }
    lines
}

/// Somebody who comes on another day, or was to.
fn comes_later(household: &Household<'_>, person: &Person, number: usize) -> Option<Text> {
    const COUNTED: &str = "every rule and bed counts them from the start.";
    let who = if person.is_child() { "a child" } else { "an adult" };
    let person_named = format!("Person {number}, {who}, ");
    Some(match person.arrives? {
        Known::Value(date) if date < today(household) => text![
            person_named,
            "was to come on ",
            day(date, household.now),
            ", already past: ask whether they have come; ",
            COUNTED,
        ],
        Known::Value(date) => {
            text![person_named, "comes later, on ", day(date, household.now), ": ", COUNTED]
        }
        Known::Unknown => text![person_named, "comes later, on a day not known yet: ", COUNTED],
    })
}

/// That children would be here before anybody grown is.
pub(super) fn a_child_alone(household: &Household<'_>) -> Option<&'static str> {
    let people = &household.referral.household.people;
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
fn babies(household: &Household<'_>) -> Option<Text> {
    let referral = household.referral;
    let due = referral.household.told.pregnancy_due.as_ref();
    let due =
        due.filter(|answer| !is_no(answer) && !is_unknown(answer) && !is_not_pregnant(answer));
    let due = due.map(|due| due_when(household, due));
    let who = match referral.household.needs.unborn {
        Known::Value(0) => return due.map(|due| text!["Baby ", due]),
        Known::Value(1) => "Baby ".to_owned(),
        Known::Value(n) => format!("{n} babies "),
        Known::Unknown => "Babies, how many is not known, ".to_owned(),
    };
    Some(text![who, due.unwrap_or_else(|| "expected".into())])
}

fn is_not_pregnant(due: &Answer) -> bool {
    due.begins(&["not pregnant"])
}

fn due_when(household: &Household<'_>, due: &Answer) -> Text {
    let date = match due {
        Answer::Text(text) => text.trim().parse::<Date>().ok(),
        _ => None,
    };
    match date {
        Some(date) if date < today(household) => text![
            "due ",
            day(date, household.now),
            ", already past (ask: whoever is born belongs on the form)",
        ],
        Some(date) => text!["due ", day(date, household.now)],
        None => format!("due, as told, {} (ask when)", as_said(household, due)).into(),
    }
}
