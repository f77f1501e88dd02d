//! Under 16 children's services lead, and no adult route is for her; under 18 they are told as well.

use super::Household;
use crate::cli::screen::elsewhere::contact;
use crate::domain::Holds;

/// What must happen for somebody under 16 who asks for herself.
pub(super) fn lines(household: &Household<'_>) -> Vec<String> {
    const GROWN: u8 = 18;
    let referral = household.referral;
    let number = contact(household.provider(), "childrens_emergency_duty_team");
    if referral.lead_is_under_16() {
        return vec![format!(
            "This young person is under 16, so children's services must help tonight. Ring them now and stay on the line until they answer: {number} Do not ask the young person to go home or to ring round."
        )];
    }
    let who = if referral.lead_is_under_18() {
        "This young person is under 18"
    } else if referral.adults().any(|adult| adult.is_under(GROWN) == Holds::Always) {
        "One of the adults is under 18"
    } else {
        return Vec::new();
    };
    vec![format!(
        "{who}: offer first where staff are there day and night; do not hold back a place. Ring children's services tonight as well: {number}"
    )]
}
