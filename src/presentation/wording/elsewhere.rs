//! Where else help is to be had tonight; and staying at home, which is never for tonight.
//!
//! Of each route what other software is told in short, and what somebody at the desk reads with its numbers.

use super::contact::contact;
use super::who_searches::who_searches;
use crate::base::domain::capitalised;
use crate::base::domain::{Household, Known};
use crate::engine::eligibility::Case;
use crate::engine::placement::answer::{AlternativeRoute as Route, Recommendation};
use crate::engine::placement::sanctuary_may_serve;
use crate::inputs::estate::Provider;
use crate::presentation::document::{Block, Item, Section, Text};

const TITLE: &str = "WHERE ELSE TONIGHT";

/// A route in a sentence, without its numbers.
pub fn in_short(case: &Case<'_>, route: Route) -> String {
    let (household, provider) = (case.household, &case.estate.provider);
    let contract = &provider.contract;
    match route {
        Route::ChildrensEmergencyDutyTeam => {
            "Ring the children's emergency duty team now, at any hour.".to_owned()
        }
        Route::OtherArea => {
            format!(
                "The household wishes to leave the area: {}",
                who_searches(household, provider.nation).in_short()
            )
        }
        Route::CouncilOrRegisteredProvider => format!(
            "Ask the council or another registered provider in the area for a unit{}.",
            contract.cited("council_or_registered_provider")
        ),
        Route::HomelessnessDuty => format!(
            "Ask any council's homelessness team, out of hours too{}",
            priority_need(household, provider)
        ),
        Route::Sanctuary => format!(
            "Staying at home, made safer, may be a choice; {} determines{}.",
            contract.decides_sanctuary(),
            contract.cited("sanctuary")
        ),
        Route::FloatingSupport => format!(
            "Support and advice by telephone at any hour, wherever the household stays{}.",
            contract.cited("floating_support")
        ),
        Route::Helplines => {
            "National helplines can look for a place anywhere in the country.".to_owned()
        }
    }
}

/// The same at the desk: one item, and what belongs to it.
fn at_the_desk(case: &Case<'_>, route: Route) -> Vec<String> {
    let (household, provider) = (case.household, &case.estate.provider);
    match route {
        Route::ChildrensEmergencyDutyTeam => vec![format!(
            "Children's emergency duty team, at any hour: {}",
            contact(provider, "childrens_emergency_duty_team")
        )],
        Route::OtherArea => vec![to_leave(household, provider)],
        Route::CouncilOrRegisteredProvider => vec![format!(
            "The council, or another registered provider in the area, may have a unit{}.",
            provider.contract.cited("council_or_registered_provider")
        )],
        Route::HomelessnessDuty => {
            let mut lines = vec![capitalised(&any_council(provider))];
            lines.extend(of_recourse(household, provider));
            lines
        }
        Route::Sanctuary => Vec::new(),
        // Whoever answers that telephone may be the perpetrator's colleague.
        Route::FloatingSupport if household.perpetrator.is_linked_to_service() => Vec::new(),
        Route::FloatingSupport => vec![format!(
            "Telephone support from us at any hour, wherever they stay{}.",
            provider.contract.cited("telephone_support")
        )],
        Route::Helplines => helplines(provider),
    }
}

/// Who looks for a place where they wish to leave the area.
pub(super) fn to_leave(household: &Household, provider: &Provider) -> String {
    format!(
        "They wish to leave the area: {}",
        who_searches(household, provider.nation).at_the_desk()
    )
}

/// Staying at home, where it may serve.
pub(super) fn stay_at_home(household: &Household, provider: &Provider) -> Section {
    let said = sanctuary_may_serve(household).then(|| possible_later(provider).into());
    Section::paragraphs("at-home", "WISHES TO STAY AT HOME", said)
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

/// Where else for one household.
pub(super) fn elsewhere(case: &Case<'_>, answer: &Recommendation) -> Section {
    let mut routes = answer.alternatives.clone();
    if case.household.lead_is_under_16() {
        // The adult routes stay in the answer for other software; a child can use none of them.
        routes
            .retain(|route| matches!(route, Route::ChildrensEmergencyDutyTeam | Route::Helplines));
    }
    if answer.is_nowhere_far_enough() {
        routes.retain(|route| *route != Route::CouncilOrRegisteredProvider);
        routes.sort_by_key(|route| *route != Route::Helplines);
    }
    let first = who_may_be_rung(case.household).map(|said| vec![said.to_owned()]);
    let lines = first.into_iter().chain(routes.into_iter().map(|route| at_the_desk(case, route)));
    Section::new("elsewhere", TITLE, vec![Block::Items(lines.filter_map(item).collect())])
}

/// Whom to ask first where the perpetrator may hear of a call: a partner agency is rung as any other.
fn who_may_be_rung(household: &Household) -> Option<&'static str> {
    household.perpetrator.is_linked_to_service().then_some(
        "Ask the manager on call first who may be rung: the perpetrator, or somebody close, may work for another provider or the council.",
    )
}

/// Where else, for several households: the routes of adults only where one of them goes without.
pub(super) fn for_all(
    provider: &Provider,
    an_adult_without: bool,
    linked: Option<&Household>,
) -> Section {
    let council = an_adult_without.then(|| vec![capitalised(&any_council(provider))]);
    let first = linked.and_then(who_may_be_rung).map(|said| vec![said.to_owned()]);
    let items = first.into_iter().chain(council).chain([helplines(provider)]).filter_map(item);
    Section::new("elsewhere", TITLE, vec![Block::Items(items.collect())])
}

fn item(lines: Vec<String>) -> Option<Item> {
    let mut lines = lines.into_iter().map(Text::from);
    Some(Item { text: lines.next()?, below: lines.collect() })
}

/// "any council's homelessness team", with its number.
pub(super) fn any_council(provider: &Provider) -> String {
    let number = contact(provider, "homelessness_duty");
    format!("any council's homelessness team, out of hours too: {number}")
}

/// Whom the homelessness duty holds for: without recourse to public funds it may not apply.
fn priority_need(household: &Household, provider: &Provider) -> String {
    let duty = provider.nation.homelessness_duty();
    match household.needs.nrpf {
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

/// Whom the homelessness duty holds for, and who else helps where there may be no recourse to public funds.
pub(super) fn of_recourse(household: &Household, provider: &Provider) -> Vec<String> {
    let duty = provider.nation.homelessness_duty();
    let mut lines = vec![match household.needs.nrpf {
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
    if household.children().next().is_some() {
        let number = contact(provider, "childrens_emergency_duty_team");
        lines.push(format!("Children's services can house parent and child together ({}), out of hours too: {number}", provider.nation.childrens_act()));
    }
    lines.push("Immigration advice next working day. Do not contact the Home Office.".to_owned());
    lines
}

/// Who can still help tonight where there are options and none is right.
pub(super) fn still_tonight(case: &Case<'_>) -> String {
    let Case { household, estate, .. } = *case;
    let council = any_council(&estate.provider);
    let helpers = match household.children().next() {
        Some(_) => "children's services and the helplines below",
        None => "the helplines below",
    };
    match household.needs.nrpf {
        Known::Value(true) => format!("{helpers} can still help tonight."),
        Known::Unknown => {
            format!("{helpers}, and, if there is recourse to public funds, {council}")
        }
        Known::Value(false) => format!("the helplines below, and {council}"),
    }
}

fn helplines(provider: &Provider) -> Vec<String> {
    let listed = provider.contacts.get("helplines").map_or(&[][..], |contacts| contacts.lines());
    if listed.is_empty() {
        return vec![
            "National helplines: NUMBERS MISSING, see the out-of-hours policy.".to_owned(),
        ];
    }
    let title = "National helplines (free; hours beside each):".to_owned();
    std::iter::once(title).chain(listed.iter().cloned()).collect()
}
