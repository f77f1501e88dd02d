//! Where else help is to be had tonight, each only where it holds.

use super::answer::{Alternative, AlternativeRoute};
use crate::domain::Referral;
use crate::eligibility::Case;

/// The alternatives, in the order of the contract.
pub(super) fn alternatives(case: &Case<'_>, has_option: bool) -> Vec<Alternative> {
    use AlternativeRoute as Route;
    let (referral, contract) = (case.referral, &case.estate.provider.contract);
    let holds = [
        (
            Route::ChildrensEmergencyDutyTeam,
            referral.lead_is_under_16(),
            "Ring the children's emergency duty team now, at any hour.".to_owned(),
        ),
        (
            Route::OtherArea,
            referral.told.other_area.is_yes(),
            "The household wishes to leave the area: the National Domestic Abuse Helpline searches the whole country for a place, day and night. Ring it first.".to_owned(),
        ),
        (
            Route::CouncilOrRegisteredProvider,
            !has_option,
            format!(
                "Ask the council or another registered provider in the area for a unit{}.",
                contract.cited("council_or_registered_provider")
            ),
        ),
        (
            Route::HomelessnessDuty,
            !has_option,
            "Ask any council's homelessness team, out of hours too; people who flee abuse have priority need.".to_owned(),
        ),
        (
            Route::Sanctuary,
            sanctuary_may_serve(referral),
            format!(
                "Staying at home, made safer, may be a choice; {} determines{}.",
                contract.decides_sanctuary(),
                contract.cited("sanctuary")
            ),
        ),
        (
            Route::FloatingSupport,
            true,
            format!(
                "Support and advice by telephone at any hour, wherever the household stays{}.",
                contract.cited("floating_support")
            ),
        ),
        (
            Route::Helplines,
            true,
            "National helplines can look for a place anywhere in the country.".to_owned(),
        ),
    ];
    holds
        .into_iter()
        .filter(|(_, holds, _)| *holds)
        .map(|(route, _, text)| Alternative { route, text })
        .collect()
}

/// Never in immediate danger, and not where the perpetrator lives.
pub fn sanctuary_may_serve(referral: &Referral) -> bool {
    referral.home.is_some_and(|home| {
        home.wishes_to_stay
            && !referral.in_danger()
            && !home.perpetrator_resident
            && home.landlord_consent != Some(false)
    })
}
