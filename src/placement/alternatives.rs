//! Where else help is to be had tonight, each only where it holds.

use super::answer::{Alternative, AlternativeRoute};
use crate::domain::Referral;

/// The alternatives, in the order of the contract.
pub(super) fn alternatives(referral: &Referral, has_option: bool) -> Vec<Alternative> {
    use AlternativeRoute as Route;
    let holds = [
        (
            Route::ChildrensEmergencyDutyTeam,
            referral.lead_is_under_16(),
            "Ring the children's emergency duty team now, at any hour.",
        ),
        (
            Route::OtherArea,
            referral.told.other_area.is_yes(),
            "The household wishes to leave the area: the National Domestic Abuse Helpline searches the whole country for a place, day and night. Ring it first.",
        ),
        (
            Route::CouncilOrRegisteredProvider,
            !has_option,
            "Ask the council or another registered provider in the area for a unit (4.7).",
        ),
        (
            Route::HomelessnessDuty,
            !has_option,
            "Ask any council's homelessness team, out of hours too; people who flee abuse have priority need.",
        ),
        (
            Route::Sanctuary,
            sanctuary_may_serve(referral),
            "Staying at home, made safer, may be a choice; Housing Solutions determines (6.4).",
        ),
        (
            Route::FloatingSupport,
            true,
            "Support and advice by telephone at any hour, wherever the household stays (4.20-4.24, 7.2).",
        ),
        (
            Route::Helplines,
            true,
            "National helplines can look for a place anywhere in the country.",
        ),
    ];
    holds
        .into_iter()
        .filter(|(_, holds, _)| *holds)
        .map(|(route, _, text)| Alternative { route, text: text.to_owned() })
        .collect()
}

/// Specification 4.35-4.39: never in immediate danger, and not where the perpetrator lives.
pub fn sanctuary_may_serve(referral: &Referral) -> bool {
    referral.home.is_some_and(|home| {
        home.wishes_to_stay
            && !referral.in_danger()
            && !home.perpetrator_resident
            && home.landlord_consent != Some(false)
    })
}
