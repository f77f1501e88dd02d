//! What stands before every answer about a household.

use super::count::count;
use super::list_of_residents::not_whole;
use super::safety::{Household, Topic};
use super::when::moment;
use crate::presentation::document::{Block, Document, Section, household as named, text};

/// Whether the list is whole, who asks, and every line that keeps somebody safe.
pub(super) fn before_anything(household: &Household<'_>) -> Vec<Section> {
    let mut sections = vec![not_whole((household.estate, household.occupancy)), heading(household)];
    sections.extend(safety_of(household));
    sections
}

/// Who asks, and every line of `safety`: for a page of a household that shows no answer.
pub fn who_and_safety(household: &Household<'_>) -> Document {
    let mut sections = vec![heading(household)];
    sections.extend(safety_of(household));
    Document::of(sections)
}

/// Every line of `safety`, under the titles of a screen that is about one household.
pub(super) fn safety_of(household: &Household<'_>) -> Vec<Section> {
    let referral = household.referral;
    let danger = if referral.household.in_danger() { "IN DANGER NOW?" } else { "IF DANGER COMES" };
    let children_first = referral.household.lead_is_under_16();
    let apart = move |topic| match topic {
        Topic::Danger | Topic::NotChecked | Topic::ReadBack => true,
        Topic::Young => children_first,
        _ => false,
    };
    let of = |wanted: Topic| household.texts(|topic| topic == wanted);
    let children = if children_first { of(Topic::Young) } else { Vec::new() };
    vec![
        Section::paragraphs("danger", danger, of(Topic::Danger)),
        Section::paragraphs("children", "CHILDREN'S SERVICES NOW", children),
        Section::list("before", "BEFORE YOU RING", household.texts(|topic| !apart(topic))),
        Section::list("not-checked", "NOT CHECKED", of(Topic::NotChecked)),
        Section::list("read-back", "READ BACK: WHAT WAS CHECKED", of(Topic::ReadBack)),
    ]
}

/// "R-0417 · 1 adult, 2 children · asked Fri 20 Nov 21:40".
fn heading(household: &Household<'_>) -> Section {
    let Household { referral, now, .. } = *household;
    let who = format!(" \u{b7} {} \u{b7} asked ", people(household));
    let said = text![named(&referral.reference), who, moment(referral.received, now)];
    Section::plain("household", vec![Block::Paragraph(said)])
}

/// "1 young person under 18, 1 adult, 2 children".
fn people(household: &Household<'_>) -> String {
    let referral = household.referral;
    let young = referral.household.adults_under_18();
    let age = if young == 1 && referral.household.lead_is_under_16() { 16 } else { 18 };
    let is_known = referral.household.is_known_who_is_under_18();
    let under = if is_known { "under" } else { "who may be under" };
    let said = |n: usize, one: &str, many: &str| (n > 0).then(|| count(n, one, many));
    let parts = [
        said(young, "young person", "young people").map(|young| format!("{young} {under} {age}")),
        said(referral.household.adults().count() - young, "adult", "adults"),
        said(referral.household.children().count(), "child", "children"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
