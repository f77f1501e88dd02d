//! What was not asked and what was not checked of where it is unsafe; and what each place was taken to be, read back
//! to whoever typed it.

use super::Household;
use crate::reading::printable;
use crate::referral::{self, Unchecked};

pub(super) fn lines(household: &Household<'_>) -> Vec<String> {
    let mut lines = vec![is_anywhere_missing(household).to_owned()];
    let Household { referral, places, geography, .. } = *household;
    let mut found = referral::unchecked(referral, places, household.residents(), geography);
    // Whether a reference to be kept apart is known here is not to be found out by asking.
    found.retain(|not| !not.field.starts_with("keep_apart"));
    for read in referral::taken_as(referral, places) {
        let at = found.iter().position(|not| not.field == read.field);
        let doubt = at.map_or_else(String::new, |at| a_sentence(&doubt(&found.remove(at))));
        let taken = printable(&read.taken_as);
        lines.push(format!("{}: taken as {taken}.{doubt}", typed(&read.field, &read.place)));
    }
    lines.extend(
        found.iter().map(|not| format!("{}: {}", typed(&not.field, &not.place), doubt(not))),
    );
    lines
}

/// The text as a further sentence.
fn a_sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| format!(" {}{}", first.to_uppercase(), rest.as_str()))
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

fn is_anywhere_missing(household: &Household<'_>) -> &'static str {
    let places = &household.referral.unsafe_places;
    if places.is_empty() {
        "NO UNSAFE PLACE IS ON THE FORM: nothing here is known to be safe. Ask first: Is it safe to talk? Where does the perpetrator go? Who is coming? Is there anybody to be kept apart from?"
    } else if places.iter().any(|place| place.hard) {
        "Only what is on the form was checked. Read it back: is anywhere missing?"
    } else {
        "No place on the form rules a unit out; they are wishes. Ask whether any place must."
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
        "immediate_danger" => "Danger now",
        "homeless_before" => "Homeless before",
        "needs.complex" => "Complex needs",
        "needs.nrpf" => "Recourse to public funds",
        "needs.unborn" => "Babies expected",
        "perpetrator.linked_to_service" => "Whether the perpetrator works here",
        "received" => "When they asked",
        _ => "On the form",
    };
    match rest.split(']').next().and_then(|k| k.parse::<usize>().ok()) {
        Some(k) => format!("{name} {}", k + 1),
        None => name.to_owned(),
    }
}
