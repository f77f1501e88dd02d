//! Where else help is to be had tonight; and staying at home, which is never for tonight.

use super::contact::contact;
use super::nowhere::nowhere_is_safe;
use super::safety::who_searches;
use super::section;
use crate::base::domain::{Known, Referral};
use crate::doors::cli::layout::{capitalised, wrapped};
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::{AlternativeRoute as Route, Recommendation};
use crate::inputs::estate::Provider;

pub(super) fn stay_at_home(case: &Case<'_>, answer: &Recommendation) -> String {
    if !answer.alternatives.iter().any(|alternative| alternative.route == Route::Sanctuary) {
        return String::new();
    }
    section("WISHES TO STAY AT HOME", &[possible_later(&case.estate.provider)])
}

/// What is said of staying at home, where it may serve.
pub(super) fn possible_later(provider: &Provider) -> String {
    let contract = &provider.contract;
    let clock = contract.sanctuary_clock.as_deref();
    format!(
        "Possible later, not tonight: {} decides{}{}. Ask what would make tonight safe. Do not ring the landlord without leave.",
        contract.decides_sanctuary(),
        contract.cited("sanctuary"),
        clock.map_or_else(String::new, |clock| format!("; {clock}")),
    )
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
        Route::OtherArea => {
            vec![format!(
                "They wish to leave the area: {}",
                who_searches(case.referral, case.estate.provider.nation)
            )]
        }
        Route::CouncilOrRegisteredProvider => {
            vec![format!(
                "The council, or another registered provider in the area, may have a unit{}.",
                case.estate.provider.contract.cited("council_or_registered_provider")
            )]
        }
        Route::HomelessnessDuty => {
            let mut lines = vec![capitalised(&any_council(&case.estate.provider))];
            lines.extend(of_recourse(case.referral, &case.estate.provider));
            lines
        }
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
        text += &wrapped("  - ", &capitalised(&any_council(provider)));
    }
    for (k, line) in helplines(provider).iter().enumerate() {
        text += &wrapped(if k == 0 { "  - " } else { "      " }, line);
    }
    text
}

/// "any council's homelessness team", with its number.
pub(super) fn any_council(provider: &Provider) -> String {
    let number = contact(provider, "homelessness_duty");
    format!("any council's homelessness team, out of hours too: {number}")
}

/// Whom the homelessness duty holds for, and who else helps where there may be no recourse to public funds.
pub(super) fn of_recourse(referral: &Referral, provider: &Provider) -> Vec<String> {
    let duty = provider.nation.homelessness_duty();
    let mut lines = vec![match referral.needs.nrpf {
        Known::Value(true) => {
            "Say \"no recourse\" when you ring a council: the homelessness duty may not apply."
                .to_owned()
        }
        Known::Unknown => {
            format!(
                "Ask first whether there is recourse to public funds: if there is, {duty}; if not, say \"no recourse\" when you ring a council, for the duty may not apply."
            )
        }
        Known::Value(false) => return vec![capitalised(&format!("{duty}."))],
    }];
    if referral.children().next().is_some() {
        let number = contact(provider, "childrens_emergency_duty_team");
        lines.push(format!("Children's services can house parent and child together ({}), out of hours too: {number}", provider.nation.childrens_act()));
    }
    lines.push("Immigration advice next working day. Do not contact the Home Office.".to_owned());
    lines
}

/// Who can still help tonight where there are options and none is right.
pub(super) fn still_tonight(case: &Case<'_>) -> String {
    let Case { referral, estate, .. } = *case;
    let council = any_council(&estate.provider);
    let helpers = match referral.children().next() {
        Some(_) => "children's services and the helplines below",
        None => "the helplines below",
    };
    match referral.needs.nrpf {
        Known::Value(true) => format!("{helpers} can still help tonight."),
        Known::Unknown => {
            format!("{helpers}, and, if there is recourse to public funds, {council}")
        }
        Known::Value(false) => format!("the helplines below, and {council}"),
    }
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
