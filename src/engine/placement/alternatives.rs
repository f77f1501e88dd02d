//! Where else help is to be had tonight, each only where it holds.

use super::answer::AlternativeRoute;
use crate::base::domain::Household;
use crate::engine::eligibility::Case;

/// The alternatives, in the order of the contract.
pub(super) fn alternatives(case: &Case<'_>, has_option: bool) -> Vec<AlternativeRoute> {
    use AlternativeRoute as Route;
    let household = case.household;
    let holds = [
        (Route::ChildrensEmergencyDutyTeam, household.lead_is_under_16()),
        (Route::OtherArea, household.told.other_area.is_yes()),
        (Route::CouncilOrRegisteredProvider, !has_option),
        (Route::HomelessnessDuty, !has_option),
        (Route::Sanctuary, sanctuary_may_serve(household)),
        (Route::FloatingSupport, true),
        (Route::Helplines, true),
    ];
    holds.into_iter().filter(|(_, holds)| *holds).map(|(route, _)| route).collect()
}

/// Never in immediate danger, and not where the perpetrator lives.
pub fn sanctuary_may_serve(household: &Household) -> bool {
    household.home.is_some_and(|home| {
        home.wishes_to_stay
            && !household.in_danger()
            && !home.perpetrator_resident
            && home.landlord_consent != Some(false)
    })
}
