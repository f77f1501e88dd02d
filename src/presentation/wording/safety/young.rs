//! Under 16 children's services lead, and no adult route is for her; under 18 they are told as well.

use super::{Household, coming};
use crate::base::domain;
use crate::base::domain::unit::{Cover, Setting};
use crate::presentation::wording::contact::contact;

/// What somebody under 18 must know of a home where nobody is on site at night.
pub(in crate::presentation::wording) fn nobody_at_night(
    asking: &domain::Household,
    setting: &Setting,
) -> Option<&'static str> {
    let is_for_the_young = setting.cover == Cover::Visiting && asking.lead_is_under_18();
    is_for_the_young.then_some("nobody is on site at night. Ask the manager on call first.")
}

/// What must happen for somebody under 16 who asks for herself, under 18, or before any adult comes.
pub(super) fn lines(household: &Household<'_>) -> Vec<String> {
    let mut lines = of_age(household);
    if let Some(alone) = coming::a_child_alone(household) {
        let number = contact(household.provider(), "childrens_emergency_duty_team");
        lines.push(format!("{alone} If nobody is: children's services, at any hour: {number}"));
    }
    lines
}

fn of_age(household: &Household<'_>) -> Vec<String> {
    let asking = &household.referral.household;
    let number = contact(household.provider(), "childrens_emergency_duty_team");
    if asking.lead_is_under_16() {
        return vec![format!(
            "This young person is under 16, so children's services must help tonight. Ring them now and stay on the line until they answer: {number} Do not ask the young person to go home or to ring round."
        )];
    }
    let mut lines = Vec::new();
    if asking.lead_may_be_under_16() {
        lines.push(format!(
            "This young person may be under 16: ask how old before anything is offered. If so, children's services must help tonight: ring them and stay on the line until they answer: {number} Do not ask the young person to go home or to ring round."
        ));
    }
    let is = if asking.is_known_who_is_under_18() { "is" } else { "may be" };
    let who = match asking.adults_under_18() {
        0 => return lines,
        _ if asking.lead_is_under_18() => format!("This young person {is} under 18"),
        1 => format!("One of the adults {is} under 18"),
        n => format!("{n} of the adults {} under 18", if is == "is" { "are" } else { is }),
    };
    lines.push(format!(
        "{who}: offer first where staff are there day and night; do not hold back a place. Ring children's services tonight as well: {number}"
    ));
    lines
}
