//! Where else help is to be had tonight, each only where it holds.

use super::answer::AlternativeRoute;
use crate::base::domain::Referral;
use crate::engine::eligibility::Case;

/// The alternatives, in the order of the contract.
pub(super) fn alternatives(case: &Case<'_>, has_option: bool) -> Vec<AlternativeRoute> {
    use AlternativeRoute as Route;
    let referral = case.referral;
    let holds = [
        (Route::ChildrensEmergencyDutyTeam, referral.lead_is_under_16()),
        (Route::OtherArea, referral.told.other_area.is_yes()),
        (Route::CouncilOrRegisteredProvider, !has_option),
        (Route::HomelessnessDuty, !has_option),
        (Route::Sanctuary, sanctuary_may_serve(referral)),
        (Route::FloatingSupport, true),
        (Route::Helplines, true),
    ];
    holds.into_iter().filter(|(_, holds)| *holds).map(|(route, _)| route).collect()
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
