//! The first screen for a tired person at two in the morning.
//!
//! In the order in which it is needed: danger, before ringing, what was not checked, what to offer or ask,
//! what to say, where else. Never on it: a sector, a distance, another household, a score, or where the
//! perpetrator is. Nobody is turned down here: units fit or do not.

mod allocation;
mod elsewhere;
mod explain;
mod explain_unit;
mod offer;
mod outlook;
mod told;

pub(super) use allocation::allocation;
pub(super) use explain::explanation;
pub(super) use explain_unit::why_not;
pub(super) use outlook::outlook;

use super::layout::{count, wrapped};
use crate::domain::calendar;
use crate::eligibility::Case;
use crate::outlook::Outlook;
use crate::placement::answer::Recommendation;
use jiff::Timestamp;

/// How many units the first screen offers.
const OFFERED: usize = 2;

/// The first screen.
pub(super) fn first(case: &Case<'_>, answer: &Recommendation, outlook: Option<&Outlook>) -> String {
    let sections = [
        heading(case),
        danger(case),
        told::before_you_ring(case),
        not_checked(case, answer),
        offer::offer(case, answer),
        offer::if_no(case, answer),
        elsewhere::stay_at_home(answer),
        elsewhere::elsewhere(case, answer),
        // Last, for tonight is not helped by it.
        outlook.map(outlook::beside).unwrap_or_default(),
    ];
    let shown: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    shown.join("\n")
}

/// A title and its lines, each a paragraph of its own.
fn section(title: &str, lines: &[String]) -> String {
    let body: String = lines.iter().map(|line| wrapped("  ", line)).collect();
    format!("{title}\n{body}")
}

/// A title and its lines as a list.
fn list(title: &str, lines: &[String]) -> String {
    let body: String = lines.iter().map(|line| wrapped("  - ", line)).collect();
    format!("{title}\n{body}")
}

fn heading(case: &Case<'_>) -> String {
    let referral = case.referral;
    let children = referral.children().count();
    let young = if referral.lead_is_under_16() {
        Some("1 young person under 16")
    } else {
        referral.lead_is_under_18().then_some("1 young person under 18")
    };
    let adults = match (referral.adults().count(), young) {
        (1, Some(young)) => young.to_owned(),
        (n, Some(young)) => format!("{young}, {}", count(n - 1, "adult", "adults")),
        (n, None) => count(n, "adult", "adults"),
    };
    let people = match children {
        0 => adults,
        n => format!("{adults}, {}", count(n, "child", "children")),
    };
    let asked = moment(referral.received);
    let calm = if referral.in_danger() { "" } else { " \u{b7} if danger comes: 999" };
    wrapped("", &format!("{} \u{b7} {people} \u{b7} asked {asked}{calm}", referral.reference))
}

fn danger(case: &Case<'_>) -> String {
    if !case.referral.in_danger() {
        return String::new();
    }
    let line = "Ring 999, or ring it for them. Cannot speak? Mobile: 999, stay on, press 55 when asked. Landline: 999, stay on the line.";
    section("IN DANGER NOW?", &[line.to_owned()])
}

fn not_checked(case: &Case<'_>, answer: &Recommendation) -> String {
    let places = &case.referral.unsafe_places;
    let first = if places.is_empty() {
        "NO UNSAFE PLACE IS ON THE FORM: nothing below is known to be safe. Ask first: Is it safe to talk? Where does the perpetrator go? Who is coming? Is there anybody to be kept apart from?"
    } else if places.iter().any(|place| place.hard) {
        "Only what is on the form was checked. Read it back: is anywhere missing?"
    } else {
        "No place on the form rules a unit out; they are wishes. Ask whether any place must."
    };
    let mut lines = vec![first.to_owned()];
    lines.extend(
        answer.not_checked.iter().map(|not| format!("{}: {}", form_line(&not.field), not.text)),
    );
    list("NOT CHECKED", &lines)
}

/// "Unsafe place 1" for `unsafe[0].place`: a line of the form, never what stands there.
fn form_line(field: &str) -> String {
    let inside = field.split(['[', ']']).nth(1);
    let number = inside.and_then(|k| k.parse::<usize>().ok()).map_or(1, |k| k + 1);
    let name = match field.split('[').next().unwrap_or_default() {
        "unsafe" => "Unsafe place",
        "preferences.near" => "Place to be near",
        "preferences.sectors" => "Part of the area wished for",
        "keep_apart" => "To be kept apart",
        _ => "Line",
    };
    format!("{name} {number}")
}

/// "Fri 20 Nov 21:40", in London time.
fn moment(at: Timestamp) -> String {
    calendar::in_london(at).strftime("%a %-d %b %H:%M").to_string()
}
