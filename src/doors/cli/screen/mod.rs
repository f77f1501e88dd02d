//! The screens of the desk, for a tired person at two in the morning.
//!
//! In the order in which it is needed: danger, before ringing, what was not checked, what to offer or ask,
//! what to say, where else. Never on them: a sector, a distance, another household, a score, or where the
//! perpetrator is, but for what was typed as a place, to whoever typed it. Nobody is turned down here: units fit
//! or do not. What keeps somebody safe is decided in `safety`, and no screen that names a household is without it.

mod allocation;
mod batch_lines;
mod decided;
mod elsewhere;
mod explain;
mod explain_unit;
mod list_of_residents;
mod no_answer;
mod offer;
mod outlook;
mod safety;
mod when;

pub(super) use allocation::allocation;
pub(super) use batch_lines::of_a_form;
pub(super) use explain::explanation;
pub(super) use explain_unit::why_not;
pub(super) use list_of_residents::{not_whole, said_of};
pub(super) use no_answer::no_answer;
pub(super) use outlook::outlook;
pub(super) use safety::Household;
pub(super) use when::{day, moment};

use super::layout::{count, wrapped};
use crate::base::domain::Holds;
use crate::desk::outlook::Outlook;
use crate::engine::eligibility::Case;
use crate::engine::eligibility::rules::Who;
use crate::engine::placement::answer::Recommendation;
use jiff::Timestamp;
use safety::Topic;

/// How many units the first screen offers.
const OFFERED: usize = 2;

/// The first screen.
pub(super) fn first(
    case: &Case<'_>,
    answer: &Recommendation,
    outlook: Option<&Outlook>,
    now: Timestamp,
) -> String {
    let household = Household::of(case, now);
    let sections = [
        before_anything(&household),
        offer::offer(case, answer, now),
        offer::if_no(case, answer),
        elsewhere::stay_at_home(case, answer),
        elsewhere::elsewhere(case, answer),
        // Last, for tonight is not helped by it.
        outlook.map(|outlook| outlook::beside(&household, outlook)).unwrap_or_default(),
    ];
    joined(sections)
}

/// Sections that say something, an empty line between them.
fn joined(sections: impl IntoIterator<Item = String>) -> String {
    let shown: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    shown.join("\n")
}

/// Whether the list is whole, who asks, and every line that keeps somebody safe.
fn before_anything(household: &Household<'_>) -> String {
    joined([not_whole(household.estate), heading(household), safety_of(household)])
}

/// Every line of `safety`, under the titles of a screen that is about one household.
fn safety_of(household: &Household<'_>) -> String {
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

/// A title and its lines, each a paragraph of its own.
fn section(title: &str, lines: &[String]) -> String {
    let body: String = lines.iter().map(|line| wrapped("  ", line)).collect();
    format!("{title}\n{body}")
}

/// A title and its lines as a list; nothing where there are none.
fn list(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let body: String = lines.iter().map(|line| wrapped("  - ", line)).collect();
    format!("{title}\n{body}")
}

/// Who decides, within a sentence.
fn who(decides: Who) -> &'static str {
    match decides {
        Who::ManagerOnCall => "the manager on call",
        Who::KnowsTheAddress => decides.title(),
    }
}

fn heading(household: &Household<'_>) -> String {
    let Household { referral, now, .. } = *household;
    let asked = moment(referral.received, now);
    wrapped(
        "",
        &format!("{} \u{b7} {} \u{b7} asked {asked}", referral.reference, people(household)),
    )
}

/// "1 young person under 18, 1 adult, 2 children".
fn people(household: &Household<'_>) -> String {
    const GROWN: u8 = 18;
    let referral = household.referral;
    let young = referral.adults().filter(|adult| adult.is_under(GROWN) == Holds::Always).count();
    let age = if young == 1 && referral.lead_is_under_16() { 16 } else { GROWN };
    let said = |n: usize, one: &str, many: &str| (n > 0).then(|| count(n, one, many));
    let parts = [
        said(young, "young person", "young people").map(|young| format!("{young} under {age}")),
        said(referral.adults().count() - young, "adult", "adults"),
        said(referral.children().count(), "child", "children"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
