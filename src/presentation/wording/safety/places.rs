//! What was not asked and what was not checked of where it is unsafe; and what each place was taken to be, read back
//! to whoever typed it.

use super::told::words;
use super::unseen::without_households;
use super::{Household, ringing};
use crate::base::domain::capitalised;
use crate::base::domain::household::Answer;
use crate::base::parse::printable;
use crate::inputs::referral::{self, Unchecked};

/// What was not asked or not checked; and what each place that was checked was taken to be.
pub(super) fn lines(household: &Household<'_>) -> (Vec<String>, Vec<String>) {
    let Household { referral, places, geography, .. } = *household;
    let (mut not_checked, mut read_back) = (Vec::new(), Vec::new());
    let mut found = referral::unchecked(referral, places, household.residents(), geography);
    // Whether a reference to be kept apart is known here is not to be found out by asking.
    found.retain(|not| !not.field.starts_with("keep_apart"));
    for read in referral::taken_as(referral, places) {
        let taken = printable(&read.in_short);
        let line = format!("{}: taken as {taken}.", typed(&read.field, &read.place));
        match found.iter().position(|not| not.field == read.field) {
            Some(at) => {
                let doubt = capitalised(&doubt(&found.remove(at)));
                not_checked.push((read.field.clone(), format!("{line} {doubt}")));
            }
            None => read_back.push(line),
        }
    }
    // Times in words have a line of their own.
    let is_slip =
        |field: &str| referral.household.unread.iter().any(|unread| unread.field == field);
    found.retain(|not| !ringing::FIELDS.contains(&&*not.field) || is_slip(&not.field));
    not_checked.extend(found.iter().map(|not| {
        let said = as_typed(household, not);
        (not.field.clone(), format!("{}: {}", typed(&not.field, &said), doubt(not)))
    }));
    // Places stand in the order of the form, whatever could be said of each.
    not_checked.sort_by_key(|(field, _)| place_in_form(field));
    let mut not_checked: Vec<String> = not_checked.into_iter().map(|(_, line)| line).collect();
    not_checked.extend(ringing::times_in_words(household));
    let (ask, mut read_first) = is_anywhere_missing(household);
    if read_back.is_empty() {
        // Nothing was checked, so there is nothing to read back.
        not_checked.splice(0..0, ask.into_iter().chain(read_first));
        return (not_checked, read_back);
    }
    not_checked.splice(0..0, ask);
    read_first.extend(read_back);
    (not_checked, read_first)
}

/// Unsafe places first, then places to be near, each by its number; the rest behind them as it came.
fn place_in_form(field: &str) -> (u8, usize) {
    let (list, rest) = field.split_once('[').unwrap_or((field, ""));
    let number = rest.split(']').next().and_then(|k| k.parse().ok()).unwrap_or(0);
    match list {
        "unsafe" => (0, number),
        "preferences.near" => (1, number),
        _ => (2, 0),
    }
}

/// A place stands as it was typed; of anything else what a screen may show.
fn as_typed(household: &Household<'_>, not: &Unchecked) -> String {
    let is_a_place = ["unsafe[", "preferences."].iter().any(|list| not.field.starts_with(list));
    let unread = &household.referral.household.unread;
    let is_read_as_one = unread.iter().any(|unread| unread.is_place && unread.field == not.field);
    if is_a_place || is_read_as_one {
        return without_households(household, &not.place);
    }
    words(household, &Answer::Text(not.place.clone()))
}

/// What was not checked of it, and what may have been meant.
fn doubt(not: &Unchecked) -> String {
    let text = printable(&not.text);
    if not.suggestions.is_empty() {
        return text;
    }
    format!("{text} Is it {}?", printable(&not.suggestions.join(", or ")))
}

/// The line of the form, and what stands there.
fn typed(field: &str, said: &str) -> String {
    let (line, said) = (form_line(field), printable(said));
    match said.trim() {
        "" | "unknown" => line,
        said => format!("{line} (\u{201c}{said}\u{201d})"),
    }
}

const READ_BACK: &str = "Only what is on the form was checked. Read it back: is anywhere missing?";

/// What to ask about places: as something that was not checked, or where places are read back.
fn is_anywhere_missing(household: &Household<'_>) -> (Vec<String>, Vec<String>) {
    let places = &household.referral.household.unsafe_places;
    if places.is_empty() {
        let said = "NO UNSAFE PLACE IS ON THE FORM: nothing here is known to be safe. Ask first: Is it safe to talk? Where does the perpetrator go? Who is coming? Is there anybody to be kept apart from?";
        (vec![said.to_owned()], Vec::new())
    } else if places.iter().any(|place| place.hard) {
        (Vec::new(), vec![READ_BACK.to_owned()])
    } else {
        let said =
            "No place on the form rules a unit out; they are wishes. Ask whether any place must.";
        (vec![said.to_owned()], vec![READ_BACK.to_owned()])
    }
}

/// "Unsafe place 1" for `unsafe[0].place`; a field that is no item of a list by what it is about.
fn form_line(field: &str) -> String {
    let (list, rest) = field.split_once('[').unwrap_or((field, ""));
    let name = match list {
        "unsafe" => "Unsafe place",
        "preferences.near" => "Place to be near",
        "preferences.sectors" => "Part of the area wished for",
        "person" => "Person",
        "dash" => "DASH score",
        "contact" | "safe_to_call_until" => "Safe times to ring",
        "contact.message" => "Whether a message may be left",
        "contact.safe_from" => "From when it is safe to ring",
        "contact.safe_until" => "Until when it is safe to ring",
        "pregnancy_due" => "When a baby is due",
        "carer" => "Caring",
        "where_now" => "Where they are now",
        "arrival" => "Arriving",
        "interpreter" => "Interpreter",
        "worker_sex" => "Which worker",
        "risk_to_others" => "Risk to others",
        "working" => "Work",
        "other_area" => "Whether they wish to leave the area",
        "perpetrator.relation" => "Who the perpetrator is",
        "immediate_danger" => "Danger now",
        "homeless_before" => "Homeless before",
        "needs.complex" => "Complex needs",
        "needs.nrpf" => "Recourse to public funds",
        "needs.unborn" => "Babies expected",
        "perpetrator.linked_to_service" => "Whether the perpetrator works here",
        "received" => "When they asked",
        // The key as it was typed: nobody knows what it is about.
        _ => return format!("On the form, {field}"),
    };
    match rest.split(']').next().and_then(|k| k.parse::<usize>().ok()) {
        Some(k) => format!("{name} {}", k + 1),
        None => name.to_owned(),
    }
}
