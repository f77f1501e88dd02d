//! The first screen for a tired person at two in the morning, and the longer explanation behind it.
//!
//! Never on the first screen: a sector, a distance, another household, a score, or where the perpetrator
//! is. Wording is kind: nobody is turned down here, units fit or do not.

use super::layout::{count, hanging, wrapped};
use crate::domain::calendar;
use crate::domain::household::Answer;
use crate::domain::unit::{Cover, Setting, SubstancePolicy, Unit};
use crate::domain::{ReturnReason, RuleName};
use crate::eligibility::{Case, Suitability};
use crate::placement::answer::{
    Alternative, AlternativeRoute, Ask, Recommendation, Relaxation, Route, UnitDecision,
    UnitFindings,
};
use jiff::Timestamp;

/// How many units the first screen offers, and how many questions and changes it lists.
const OFFERED: usize = 2;

/// The first screen.
pub(super) fn first(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut text = heading(case);
    let sections = [
        danger(case),
        offer(case, answer),
        decide(case, answer),
        changes(answer),
        not_checked(case, answer),
        vacancies(case, answer),
        remember(case),
        if_no(answer),
        elsewhere(case, answer),
    ];
    for section in sections.into_iter().filter(|section| !section.is_empty()) {
        text.push('\n');
        text += &section;
    }
    text
}

fn heading(case: &Case<'_>) -> String {
    let referral = case.referral;
    let adults = count(referral.adults().count(), "adult", "adults");
    let people = match referral.children().count() {
        0 => adults,
        n => format!("{adults}, {}", count(n, "child", "children")),
    };
    let received = moment(referral.received);
    wrapped("", &format!("{} \u{b7} {people} \u{b7} asked {received}", referral.reference))
}

fn danger(case: &Case<'_>) -> String {
    if !case.referral.immediate_danger {
        return String::new();
    }
    let line = "Ring 999 first. If speaking is not safe: 999 from a mobile, stay on the line, press 55 when asked.";
    format!("IN DANGER NOW?\n{}", wrapped("  ", line))
}

fn offer(case: &Case<'_>, answer: &Recommendation) -> String {
    if answer.options.is_empty() {
        return nothing_to_offer(case, answer);
    }
    let title = match answer.options.len() {
        1 => "OFFER - one unit suits and is vacant",
        2 => "OFFER - two units suit and are vacant; the choice is the household's",
        _ => "OFFER - the choice is the household's",
    };
    let mut text = format!("{title}\n");
    for option in answer.options.iter().take(OFFERED) {
        text += &unit_line(case, option.rank, &option.unit);
        for advice in
            answer.units.iter().find(|unit| unit.unit == option.unit).map_or(&[][..], |u| &u.advice)
        {
            text += &hanging("     to know: ", &advice.text, 8);
        }
    }
    text + &beyond_the_offer(answer)
}

/// What there is besides the units offered.
fn beyond_the_offer(answer: &Recommendation) -> String {
    let more = answer.options.len().saturating_sub(OFFERED);
    let to_decide = if answer.options.len() < OFFERED { 0 } else { answer.decisions.len() };
    let said = match (more, to_decide) {
        (0, 0) => return String::new(),
        (more, 0) => format!("{}: see --explain.", count(more, "more suits", "more suit")),
        (0, n) => format!(
            "{} if somebody decides: see --explain.",
            count(n, "more could be offered", "more could be offered")
        ),
        (more, n) => format!(
            "{}, and {} if somebody decides: see --explain.",
            count(more, "more suits", "more suit"),
            count(n, "more could be offered", "more could be offered"),
        ),
    };
    wrapped("     ", &said)
}

fn nothing_to_offer(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut text = match answer.route {
        Route::Decide => "NOTHING TO OFFER YET - somebody must decide first\n".to_owned(),
        _ => "NOTHING TO OFFER JUST NOW\n".to_owned(),
    };
    text += &wrapped("  ", &why_nothing(case, answer));
    text
}

fn why_nothing(case: &Case<'_>, answer: &Recommendation) -> String {
    if case.referral.lead_is_under_16() {
        return "Whoever asks is under 16: children's services lead tonight, and will find a safe place.".to_owned();
    }
    if answer.outcome_if_none == Some(ReturnReason::Capacity) {
        let suited = match answer.suitable_units {
            0 => return "The estate has no unit in use just now.".to_owned(),
            1 => "One unit suits this household and is".to_owned(),
            2 => "Two units suit this household and both are".to_owned(),
            n => format!("{n} units suit this household and all are"),
        };
        return format!(
            "{suited} taken or under repair. A unit may come free: ask again, and look elsewhere meanwhile."
        );
    }
    let barriers: Vec<&str> = answer.barrier.iter().map(|rule| in_the_way(*rule)).collect();
    let said = format!("What stands in the way on most units: {}.", barriers.join("; "));
    if answer.outcome_if_none == Some(ReturnReason::Proximity) && answer.decisions.is_empty() {
        return format!(
            "{said} A refuge in another area may be safest: the national helpline finds one."
        );
    }
    said
}

/// What stands in the way, as part of a sentence said to the household.
fn in_the_way(rule: RuleName) -> &'static str {
    match rule {
        RuleName::Age16 => "whoever asks is under 16",
        RuleName::SingleSex => "settings are for women, or for men, under the single-sex policy",
        RuleName::OldestBoy => "the age up to which boys are taken",
        RuleName::Children => "settings that are not for children",
        RuleName::SleepingPlaces => "not enough beds for everybody",
        RuleName::RoomStandard => "brothers, sisters or adults would have to share a room",
        RuleName::Mobility => "steps, or homes not adapted",
        RuleName::UnsafeArea => "homes may be too close to somewhere unsafe",
        RuleName::KeepApart => "people whom the form asks to keep apart",
        RuleName::PerpetratorCheck => "rooms are shared and the perpetrator might come in",
        RuleName::SafePlacePurpose => "Safe Place is kept for people who were homeless",
        RuleName::ComplexNeeds => "every place with support for complex needs is taken",
        RuleName::Substances => "settings that are free of drink and drugs",
        RuleName::Pets => "settings that take no pets",
        RuleName::Nrpf => "all funded places without recourse to public funds are taken",
    }
}

/// Codename and what can be told of it: what it is, beds, access, company.
fn unit_line(case: &Case<'_>, rank: usize, name: &str) -> String {
    let Some(index) = case.estate.units.iter().position(|unit| unit.name == name) else {
        return String::new();
    };
    let described = describe(&case.estate.units[index], case.estate.setting_of(index));
    hanging(&format!("  {rank}  {name}: "), &described, 5)
}

fn describe(unit: &Unit, setting: &Setting) -> String {
    let beds = usize::try_from(unit.sleeping_places()).unwrap_or(usize::MAX);
    let company = match (setting.shared, unit.rooms.len()) {
        (false, _) => "a home of their own",
        (true, 1) => "own room, shared kitchen or bathroom",
        (true, _) => "own rooms, shared kitchen or bathroom",
    };
    let mut parts = vec![setting.kind.title().to_owned(), company.to_owned()];
    let cots = usize::try_from(unit.cots).unwrap_or(usize::MAX);
    let cot =
        if cots == 0 { String::new() } else { format!(" and {}", count(cots, "cot", "cots")) };
    parts.push(format!(
        "{}{cot} in {}",
        count(beds, "bed", "beds"),
        count(unit.rooms.len(), "room", "rooms")
    ));
    parts.push(
        match (unit.wheelchair, unit.step_free) {
            (true, _) => "adapted for a wheelchair",
            (_, true) => "no steps",
            _ => "has steps",
        }
        .to_owned(),
    );
    parts.push(
        if setting.cover == Cover::AllHours { "staff day and night" } else { "staff visit" }
            .to_owned(),
    );
    if setting.pets {
        parts.push("pets welcome".to_owned());
    }
    if setting.substances == SubstancePolicy::Dry {
        parts.push("no drink or drugs".to_owned());
    }
    parts.join(", ")
}

fn decide(case: &Case<'_>, answer: &Recommendation) -> String {
    let wanted = OFFERED.saturating_sub(answer.options.len());
    if wanted == 0 || answer.decisions.is_empty() {
        return String::new();
    }
    let title = if answer.options.is_empty() {
        "ASK FIRST"
    } else {
        "COULD ALSO BE OFFERED, IF SOMEBODY DECIDES"
    };
    let mut text = format!("{title}\n");
    for decision in answer.decisions.iter().take(wanted) {
        text += &unit_line(case, decision.rank, &decision.unit);
        text += &asks(decision);
    }
    let more = answer.decisions.len().saturating_sub(wanted);
    if more > 0 {
        text += &wrapped(
            "     ",
            &format!("{} on: see --explain.", count(more, "more to decide", "more to decide")),
        );
    }
    text
}

fn asks(decision: &UnitDecision) -> String {
    let say = |ask: &Ask| hanging(&format!("     -> {}: ", ask.who), &ask.text, 8);
    decision.asks.iter().map(say).collect()
}

/// Changes that would open a vacant unit and are more than a decision already asked for above.
fn changes(answer: &Recommendation) -> String {
    let shown = answer.decisions.iter().take(OFFERED);
    let asked: Vec<Vec<RuleName>> =
        shown.map(|d| d.asks.iter().map(|ask| ask.rule).collect()).collect();
    let fresh: Vec<&Relaxation> =
        answer.relaxations.iter().filter(|r| !asked.contains(&r.rules)).collect();
    if fresh.is_empty() {
        return String::new();
    }
    let mut text = "WHAT WOULD OPEN A UNIT\n".to_owned();
    for relaxation in fresh.iter().take(OFFERED) {
        let opened = relaxation.units.join(", ");
        let said = relaxation.text.trim_end_matches('.');
        text += &wrapped("  - ", &format!("{said}: {opened}."));
    }
    text
}

fn not_checked(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut lines: Vec<String> = Vec::new();
    if !case.referral.unsafe_places.iter().any(|place| place.hard) {
        lines.push("No unsafe place is on the form, so how near a unit is to the perpetrator was not checked. Ask where the perpetrator goes, and whom the household must be kept apart from.".to_owned());
    }
    let same_field = answer.not_checked.iter();
    lines.extend(
        same_field.map(|unchecked| format!("{}: {}.", form_line(&unchecked.field), unchecked.text)),
    );
    if lines.is_empty() {
        return String::new();
    }
    let body: String = lines.iter().map(|line| wrapped("  - ", line)).collect();
    format!("NOT CHECKED\n{body}")
}

/// "unsafe place 1" for `unsafe[0].place`: a line of the form, never what stands there.
fn form_line(field: &str) -> String {
    let number =
        field.split(['[', ']']).nth(1).and_then(|k| k.parse::<usize>().ok()).map_or(1, |k| k + 1);
    let name = match field.split('[').next().unwrap_or_default() {
        "unsafe" => "Unsafe place",
        "preferences.near" => "Place to be near",
        "preferences.sectors" => "Part of the area wished for",
        "keep_apart" => "To be kept apart",
        _ => "The form",
    };
    format!("{name} {number}")
}

fn vacancies(case: &Case<'_>, answer: &Recommendation) -> String {
    if !case.estate.occupancy_known {
        return section(
            "RING FIRST",
            "There is no list of who lives where: ring and confirm that a unit is free.",
        );
    }
    let Some(as_of) = case.estate.provider.occupancy.as_of else {
        return section(
            "RING FIRST",
            "The list of vacancies has no date: ring and confirm that a unit is free.",
        );
    };
    let seconds = case.referral.received.as_second() - as_of.as_second();
    let age = if seconds < 0 {
        "taken after this referral came".to_owned()
    } else {
        format!("{} before this referral", span(seconds))
    };
    let said = format!("as of {}, {age}.", moment(as_of));
    if answer.stale {
        return section(
            "RING FIRST",
            &format!("The list of vacancies is old, {said} Ring and confirm that a unit is free."),
        );
    }
    section("VACANCIES", &format!("As {}", said.trim_start_matches("as ")))
}

fn section(title: &str, said: &str) -> String {
    format!("{title}\n{}", wrapped("  ", said))
}

/// "4 hours 40 minutes", "3 days".
fn span(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let whole = |unit: i64| usize::try_from(seconds.div_euclid(unit)).unwrap_or(0);
    if seconds >= 2 * DAY {
        return count(whole(DAY), "day", "days");
    }
    let minutes = whole(MINUTE) % 60;
    match (whole(HOUR), minutes) {
        (0, _) => count(minutes, "minute", "minutes"),
        (hours, 0) => count(hours, "hour", "hours"),
        (hours, _) => {
            format!("{} {}", count(hours, "hour", "hours"), count(minutes, "minute", "minutes"))
        }
    }
}

/// "Fri 20 Nov 21:40", in London time.
fn moment(at: Timestamp) -> String {
    calendar::in_london(at).strftime("%a %-d %b %H:%M").to_string()
}

/// What was told and matters on the telephone.
fn remember(case: &Case<'_>) -> String {
    let referral = case.referral;
    let told = &referral.told;
    let words = |answer: &Option<Answer>| answer.as_ref().and_then(Answer::words);
    let mut lines = Vec::new();
    if let Some(until) = words(&told.safe_to_call_until) {
        let until = until.parse::<Timestamp>().map_or(until, |at| format!("until {}", moment(at)));
        lines.push(format!("Safe to ring: {until}."));
    }
    if let Some(language) = words(&told.interpreter).filter(|language| language != "no") {
        lines.push(format!("Interpreter: {language}."));
    }
    if let Some(sex) = words(&told.worker_sex) {
        lines.push(format!("Worker asked for: {sex}."));
    }
    if let Some(due) = words(&told.pregnancy_due).filter(|due| due != "no") {
        lines.push(format!("A baby is due ({due}): ask about a cot and a midwife; beds were counted for people already born."));
    }
    if referral.lead().is_some_and(|lead| lead.age < 18) && !referral.lead_is_under_16() {
        lines.push("Whoever asks is under 18: tell children's services as well (9.7).".to_owned());
    }
    if lines.is_empty() {
        return String::new();
    }
    lines.iter().fold("REMEMBER\n".to_owned(), |text, line| text + &wrapped("  - ", line))
}

fn if_no(answer: &Recommendation) -> String {
    if answer.options.is_empty() && answer.decisions.is_empty() {
        return String::new();
    }
    let said = "\"That is all right. It is your choice, and saying no costs you nothing: we go on helping, and can look again whenever you like.\" Ask what would make it right.";
    format!("IF THE ANSWER IS NO\n{}", wrapped("  ", said))
}

fn elsewhere(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut text = "WHERE ELSE TONIGHT\n".to_owned();
    for alternative in &answer.alternatives {
        text += &wrapped("  - ", &alternative_line(case, alternative));
    }
    text
}

fn alternative_line(case: &Case<'_>, alternative: &Alternative) -> String {
    let key = match alternative.route {
        AlternativeRoute::ChildrensEmergencyDutyTeam => "childrens_emergency_duty_team",
        AlternativeRoute::CouncilOrRegisteredProvider => "council_or_registered_provider",
        AlternativeRoute::HomelessnessDuty => "homelessness_duty",
        AlternativeRoute::Sanctuary => "sanctuary",
        AlternativeRoute::FloatingSupport => "floating_support",
        AlternativeRoute::Helplines => "helplines",
    };
    let contacts =
        case.estate.provider.contacts.get(key).map_or(&[][..], |contacts| contacts.lines());
    if contacts.is_empty() {
        return alternative.text.clone();
    }
    format!("{} {}.", alternative.text, contacts.join("; ").trim_end_matches('.'))
}

/// Every unit with what speaks for and against it; scores are shown here and only here.
pub(super) fn explanation(answer: &Recommendation) -> String {
    let mut text = "\nEVERY UNIT\n".to_owned();
    for unit in &answer.units {
        text += &unit_explained(answer, unit);
    }
    if !answer.relaxations.is_empty() {
        text += "\nEVERY SMALLEST CHANGE THAT WOULD OPEN A VACANT UNIT\n";
        for relaxation in &answer.relaxations {
            let said = relaxation.text.trim_end_matches('.');
            text += &wrapped("  - ", &format!("{said}: {}.", relaxation.units.join(", ")));
        }
    }
    text.push('\n');
    text += &wrapped(
        "",
        "Points order the units that suit; fewer are better. They never keep anybody out.",
    );
    text
}

fn unit_explained(answer: &Recommendation, unit: &UnitFindings) -> String {
    let state = if unit.vacant { "vacant" } else { "not vacant" };
    let verdict = match unit.verdict {
        Suitability::Suitable => "suits",
        Suitability::Decision => "somebody must decide",
        Suitability::Unsuitable => "does not fit",
    };
    let mut text = format!("  {} ({}): {verdict}, {state}\n", unit.unit, unit.kind.title());
    for breach in &unit.breaches {
        let clause = breach.clause.map_or_else(String::new, |clause| format!(" ({clause})"));
        let mark = if breach.decision { "? " } else { "- " };
        text += &wrapped(&format!("     {mark}"), &format!("{}{clause}", breach.text));
    }
    for advice in &unit.advice {
        text += &wrapped("     to know: ", &advice.text);
    }
    let options = answer.options.iter().map(|o| (&o.unit, o.penalty, &o.terms));
    let decisions = answer.decisions.iter().map(|d| (&d.unit, d.penalty, &d.terms));
    for (_, penalty, terms) in options.chain(decisions).filter(|(name, ..)| **name == unit.unit) {
        let points = count(usize::try_from(penalty).unwrap_or(0), "point", "points");
        text += &wrapped("     ", &format!("{points} in all"));
        for term in terms {
            text += &wrapped(&format!("     {:>3}  ", term.points), &term.text);
        }
    }
    text
}
