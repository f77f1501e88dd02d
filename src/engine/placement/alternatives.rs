//! Where else help is to be had tonight, each only where it holds.

use super::answer::{Alternative, AlternativeRoute};
use crate::base::domain::household::Sex;
use crate::base::domain::{Known, Nation, Referral};
use crate::engine::eligibility::Case;

/// The alternatives, in the order of the contract.
pub(super) fn alternatives(case: &Case<'_>, has_option: bool) -> Vec<Alternative> {
    use AlternativeRoute as Route;
    let (referral, estate) = (case.referral, case.estate);
    let contract = &estate.provider.contract;
    let holds = [
        (
            Route::ChildrensEmergencyDutyTeam,
            referral.lead_is_under_16(),
            "Ring the children's emergency duty team now, at any hour.".to_owned(),
        ),
        (
            Route::OtherArea,
            referral.told.other_area.is_yes(),
            who_searches(referral, estate.provider.nation),
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
            format!(
                "Ask any council's homelessness team, out of hours too{}",
                priority_need(referral, estate.provider.nation)
            ),
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

/// The national helplines are run for women; of a man it is asked who takes men.
fn who_searches(referral: &Referral, nation: Nation) -> String {
    let helpline = nation.helpline();
    if referral.lead().is_some_and(|lead| lead.sex == Sex::Male) {
        format!(
            "The household wishes to leave the area: ring the Men's Advice Line first, in its hours; outside these ask {helpline}, day and night, who searches the whole country for a man."
        )
    } else {
        format!(
            "The household wishes to leave the area: {helpline} searches the whole country for a place, day and night. Ring it first."
        )
    }
}

/// Whom the homelessness duty holds for: without recourse to public funds it may not apply.
fn priority_need(referral: &Referral, nation: Nation) -> String {
    let duty = nation.homelessness_duty();
    match referral.needs.nrpf {
        Known::Value(false) => format!("; {duty}."),
        Known::Value(true) => {
            "; say that there is no recourse to public funds, for the duty may not apply."
                .to_owned()
        }
        Known::Unknown => {
            format!("; ask first whether there is recourse to public funds: if there is, {duty}.")
        }
    }
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
