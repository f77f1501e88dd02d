//! Who decides.

use crate::base::domain::Household;
use crate::engine::eligibility::Decider;

/// Who decides, as answers name them.
pub fn title(decider: Decider) -> &'static str {
    match decider {
        Decider::ManagerOnCall => "manager on call",
        Decider::KnowsTheAddress => "somebody who knows the address",
    }
}

/// Who decides, within a sentence.
pub fn within(decider: Decider) -> &'static str {
    match decider {
        Decider::ManagerOnCall => "the manager on call",
        Decider::KnowsTheAddress => title(decider),
    }
}

/// Whom to ask: of a perpetrator who works here nobody hears but the manager on call.
pub fn to_ask(household: &Household, decider: Decider) -> &'static str {
    if household.perpetrator.is_linked_to_service() {
        "manager on call, alone"
    } else {
        title(decider)
    }
}

/// The same within a sentence.
pub fn to_ask_within(household: &Household, decider: Decider) -> &'static str {
    if household.perpetrator.is_linked_to_service() {
        "the manager on call alone"
    } else {
        within(decider)
    }
}

/// That these have agreed: "the manager on call has agreed".
pub fn have_agreed(mut who: Vec<&'static str>) -> String {
    who.sort_unstable();
    who.dedup();
    let have = if who.len() > 1 { "have" } else { "has" };
    format!("{} {have} agreed", who.join(" and "))
}

/// Several, each once: "manager on call and somebody who knows the address".
pub fn all(mut who: Vec<&'static str>) -> String {
    who.sort_unstable();
    who.dedup();
    who.join(" and ")
}
