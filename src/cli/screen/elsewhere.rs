//! Where else help is to be had tonight; and staying at home, which is never for tonight.

use super::offer::nowhere_is_safe;
use super::section;
use crate::cli::layout::wrapped;
use crate::eligibility::Case;
use crate::estate::Provider;
use crate::placement::answer::{AlternativeRoute as Route, Recommendation};

pub(super) fn stay_at_home(case: &Case<'_>, answer: &Recommendation) -> String {
    if !answer.alternatives.iter().any(|alternative| alternative.route == Route::Sanctuary) {
        return String::new();
    }
    let contract = &case.estate.provider.contract;
    let clock = contract.sanctuary_clock.as_deref();
    let line = format!(
        "Possible later, not tonight: {} decides{}{}. Ask what would make tonight safe. Do not ring the landlord without leave.",
        contract.decides_sanctuary(),
        contract.cited("sanctuary"),
        clock.map_or_else(String::new, |clock| format!("; {clock}")),
    );
    section("WISHES TO STAY AT HOME", &[line])
}

pub(super) fn elsewhere(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut routes: Vec<Route> =
        answer.alternatives.iter().map(|alternative| alternative.route).collect();
    if case.referral.lead_is_under_16() {
        // The adult routes stay in the answer for other software; a child can use none of them.
        routes
            .retain(|route| matches!(route, Route::ChildrensEmergencyDutyTeam | Route::Helplines));
    }
    if nowhere_is_safe(answer) {
        routes.retain(|route| *route != Route::CouncilOrRegisteredProvider);
        routes.sort_by_key(|route| *route != Route::Helplines);
    }
    let mut text = "WHERE ELSE TONIGHT\n".to_owned();
    for route in routes {
        for (k, line) in lines(case, route).iter().enumerate() {
            text += &wrapped(if k == 0 { "  - " } else { "      " }, line);
        }
    }
    text
}

fn lines(case: &Case<'_>, route: Route) -> Vec<String> {
    match route {
        Route::ChildrensEmergencyDutyTeam => {
            vec![format!(
                "Children's emergency duty team, at any hour: {}",
                contact(&case.estate.provider, "childrens_emergency_duty_team")
            )]
        }
        Route::OtherArea => vec![
            "They wish to leave the area: ring the National Domestic Abuse Helpline first; it searches the whole country."
                .to_owned(),
        ],
        Route::CouncilOrRegisteredProvider => {
            vec![format!(
                "The council, or another registered provider in the area, may have a unit{}.",
                case.estate.provider.contract.cited("council_or_registered_provider")
            )]
        }
        Route::HomelessnessDuty => homelessness(case),
        Route::Sanctuary => Vec::new(),
        // Whoever answers that telephone may be the perpetrator's colleague.
        Route::FloatingSupport if case.referral.perpetrator.is_linked_to_service() => Vec::new(),
        Route::FloatingSupport => {
            vec![format!(
                "Telephone support from us at any hour, wherever they stay{}.",
                case.estate.provider.contract.cited("telephone_support")
            )]
        }
        Route::Helplines => helplines(&case.estate.provider),
    }
}

/// Where else, for several households: the routes of adults only where one of them goes without.
pub(super) fn for_all(provider: &Provider, an_adult_without: bool) -> String {
    let mut text = "WHERE ELSE TONIGHT\n".to_owned();
    if an_adult_without {
        let number = contact(provider, "homelessness_duty");
        let said = format!("Any council's homelessness team, out of hours too: {number}");
        text += &wrapped("  - ", &said);
    }
    for (k, line) in helplines(provider).iter().enumerate() {
        text += &wrapped(if k == 0 { "  - " } else { "      " }, line);
    }
    text
}

fn homelessness(case: &Case<'_>) -> Vec<String> {
    let number = contact(&case.estate.provider, "homelessness_duty");
    let mut lines = vec![format!("Any council's homelessness team, out of hours too: {number}")];
    if case.referral.needs.nrpf.may_be() {
        lines.push(
            "Say \"no recourse\" when you ring: the homelessness duty may not apply.".to_owned(),
        );
        if case.referral.children().next().is_some() {
            let number = contact(&case.estate.provider, "childrens_emergency_duty_team");
            lines.push(format!("Children's services can house parent and child together (Children Act 1989, section 17), out of hours too: {number}"));
        }
        lines.push(
            "Immigration advice next working day. Do not contact the Home Office.".to_owned(),
        );
    } else {
        lines.push("People who flee abuse have priority need.".to_owned());
    }
    lines
}

fn helplines(provider: &Provider) -> Vec<String> {
    let listed = provider.contacts.get("helplines").map_or(&[][..], |contacts| contacts.lines());
    let mut lines = vec!["National helplines (free; hours beside each):".to_owned()];
    lines.extend(listed.iter().cloned());
    if listed.is_empty() {
        lines =
            vec!["National helplines: NUMBERS MISSING, see the out-of-hours policy.".to_owned()];
    }
    lines
}

/// A provider's contact, or that its number is not known here.
pub(super) fn contact(provider: &Provider, key: &str) -> String {
    let lines = provider.contacts.get(key).map_or(&[][..], |contacts| contacts.lines());
    let said = lines.join("; ");
    if said.chars().filter(char::is_ascii_digit).count() < 3 {
        return "NUMBER MISSING, see the out-of-hours policy.".to_owned();
    }
    said
}
