//! What stands before every answer about a household.

use super::age_of_the_list::not_whole;
use super::safety::Household;
use super::safety::Topic;
use super::sections::{joined, list, section};
use crate::doors::cli::layout::{count, wrapped};
use crate::presentation::wording::moment;

/// Whether the list is whole, who asks, and every line that keeps somebody safe.
pub(super) fn before_anything(household: &Household<'_>) -> String {
    joined([not_whole(household.estate), heading(household), safety_of(household)])
}

/// Every line of `safety`, under the titles of a screen that is about one household.
pub(super) fn safety_of(household: &Household<'_>) -> String {
    let referral = household.referral;
    let danger = if referral.in_danger() { "IN DANGER NOW?" } else { "IF DANGER COMES" };
    let children_first = referral.lead_is_under_16();
    let apart = move |topic| match topic {
        Topic::Danger | Topic::NotChecked | Topic::ReadBack => true,
        Topic::Young => children_first,
        _ => false,
    };
    let children = if children_first {
        section("CHILDREN'S SERVICES NOW", &household.texts(|topic| topic == Topic::Young))
    } else {
        String::new()
    };
    joined([
        section(danger, &household.texts(|topic| topic == Topic::Danger)),
        children,
        list("BEFORE YOU RING", &household.texts(|topic| !apart(topic))),
        list("NOT CHECKED", &household.texts(|topic| topic == Topic::NotChecked)),
        list("READ BACK: WHAT WAS CHECKED", &household.texts(|topic| topic == Topic::ReadBack)),
    ])
}

pub(super) fn heading(household: &Household<'_>) -> String {
    let Household { referral, now, .. } = *household;
    let asked = moment(referral.received, now);
    wrapped(
        "",
        &format!("{} \u{b7} {} \u{b7} asked {asked}", referral.reference, people(household)),
    )
}

/// "1 young person under 18, 1 adult, 2 children".
pub(super) fn people(household: &Household<'_>) -> String {
    let referral = household.referral;
    let young = referral.adults_under_18();
    let age = if young == 1 && referral.lead_is_under_16() { 16 } else { 18 };
    let said = |n: usize, one: &str, many: &str| (n > 0).then(|| count(n, one, many));
    let parts = [
        said(young, "young person", "young people").map(|young| format!("{young} under {age}")),
        said(referral.adults().count() - young, "adult", "adults"),
        said(referral.children().count(), "child", "children"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
