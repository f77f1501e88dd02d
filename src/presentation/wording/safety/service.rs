//! Who here may know: the perpetrator, or somebody close, may work for this service or a partner agency.
//!
//! Where the form does not say, every screen asks: free text that says it cannot be read by a program.

use super::Household;
use crate::base::domain::Known;
use crate::presentation::wording::contact::contact;

pub(super) fn lines(household: &Household<'_>) -> Vec<String> {
    let above = contact(household.provider(), "manager_above");
    let alone = format!("if that is the one, or close, the manager above: {above}");
    match household.referral.household.perpetrator.linked_to_service {
        Some(Known::Value(false)) => Vec::new(),
        Some(Known::Value(true)) => vec![format!(
            "THE PERPETRATOR WORKS HERE OR FOR A PARTNER AGENCY. Speak to the manager on call alone, and to nobody else here; {alone}"
        )],
        Some(Known::Unknown) | None => vec![format!(
            "Could the perpetrator, family or friends work here or for a partner agency? Ask before you ring any staff. If so: the manager on call alone; {alone}"
        )],
    }
}

/// With whom to confirm that a unit is still free.
pub(in crate::presentation::wording) fn confirm(household: &Household<'_>) -> &'static str {
    let works_here = household.referral.household.perpetrator.linked_to_service;
    if household.occupancy.is_of_the_register() && works_here != Some(Known::Value(true)) {
        return "Hold it before you promise it.";
    }
    match works_here {
        Some(Known::Value(true)) => {
            "Confirm that it is still free before you promise it: with the manager on call alone."
        }
        Some(Known::Value(false)) => {
            "Ring the unit's staff before you promise it: it may have gone since."
        }
        Some(Known::Unknown) | None => {
            "Confirm that it is still free before you promise it: with the manager on call alone if the perpetrator, family or friends could work here, else with the staff there."
        }
    }
}
