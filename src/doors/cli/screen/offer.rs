//! What to offer, what to ask whom, how old the list is, and what to say.

use super::age_of_the_list::age;
use super::nowhere::nowhere_is_safe;
use super::safety::{Household, NOBODY_AT_NIGHT, confirm, nobody_at_night};
use super::{OFFERED, section};
use crate::base::domain::unit::{Cover, Setting, SubstancePolicy, Unit};
use crate::base::domain::{Holds, Kind, ReturnReason, RuleName};
use crate::doors::cli::layout::{count, hanging, wrapped};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Suitability};
use crate::engine::placement::answer::{
    Ask, Recommendation, Relaxation, Route, UnitDecision, UnitOption,
};
use jiff::Timestamp;

/// The middle of the screen.
pub(super) fn offer(case: &Case<'_>, answer: &Recommendation, now: Timestamp) -> String {
    // Nothing here is for a child to be offered: children's services stand above.
    if case.referral.lead_is_under_16() {
        return String::new();
    }
    let mut text = match (answer.options.is_empty(), answer.decisions.is_empty()) {
        (false, _) => options(case, answer),
        (true, false) => questions(case, answer),
        (true, true) => nothing(case, answer),
    };
    text += &changes(answer);
    if !answer.options.is_empty() || !answer.decisions.is_empty() {
        text += &others_do_not_fit(answer);
        text += &age_of_the_list(case, now);
    }
    text
}

fn options(case: &Case<'_>, answer: &Recommendation) -> String {
    let ask_first = case.referral.asks_first();
    let title = match answer.options.len() {
        _ if ask_first => "OFFER, once you have asked - the choice is the household's",
        1 => "OFFER - one unit; the household may say yes or no",
        2 => "OFFER - two units; the choice is the household's",
        _ => "OFFER - the choice is the household's",
    };
    let mut text = format!("{title}\n");
    for (number, option) in (1..).zip(in_order(case, answer)).take(OFFERED) {
        text += &unit_lines(case, answer, number, option.unit);
        text += &granted(option);
    }
    let more = answer.options.len().saturating_sub(OFFERED);
    if more > 0 {
        let said = format!("{}: run again with --explain.", count(more, "more suits", "more suit"));
        text += &wrapped("     ", &said);
    }
    for decision in fewest_questions_first(answer) {
        text += &hanging("     Also, if agreed: ", &agreed(case, decision), 8);
        text += &advice_lines(answer, decision.unit);
        text += &at_night(case, decision.unit);
    }
    let unnamed = answer.decisions.len().saturating_sub(OFFERED);
    if unnamed > 0 {
        let said =
            format!("{} to ask about: run again with --explain.", count(unnamed, "more", "more"));
        text += &wrapped("     ", &said);
    }
    text
}

/// The options as they are offered: to somebody under 18 first where staff are on site, among as good ones.
fn in_order<'a, 'b>(case: &Case<'_>, answer: &'b Recommendation<'a>) -> Vec<&'b UnitOption<'a>> {
    let mut options: Vec<&UnitOption<'a>> = answer.options.iter().collect();
    if case.referral.lead_is_under_18() {
        options.sort_by_key(|option| (option.penalty, !has_staff(case, option.unit)));
    }
    options
}

/// That it is an option because somebody has decided.
fn granted(option: &UnitOption<'_>) -> String {
    if option.granted.is_empty() {
        return String::new();
    }
    let mut who: Vec<&str> =
        option.granted.iter().map(|name| super::who(rule(*name).who)).collect();
    who.sort_unstable();
    who.dedup();
    hanging("     granted: ", &format!("{} has agreed.", who.join(" and ")), 8)
}

fn has_staff(case: &Case<'_>, name: &str) -> bool {
    setting(case, name).is_some_and(|setting| setting.cover == Cover::AllHours)
}

/// What somebody under 18 must know of a home without night staff.
pub(super) fn at_night(case: &Case<'_>, name: &str) -> String {
    match setting(case, name).filter(|setting| nobody_at_night(case.referral, setting)) {
        Some(_) => hanging("     to know: ", NOBODY_AT_NIGHT, 8),
        None => String::new(),
    }
}

fn setting<'a>(case: &Case<'a>, name: &str) -> Option<&'a Setting> {
    let index = case.estate.units.iter().position(|unit| unit.name == name)?;
    Some(case.estate.setting_of(index))
}

/// The units to be asked about that a screen shows: those with the fewest questions first, then as they rank.
fn fewest_questions_first<'a, 'b>(answer: &'b Recommendation<'a>) -> Vec<&'b UnitDecision<'a>> {
    let mut decisions: Vec<&UnitDecision<'a>> = answer.decisions.iter().collect();
    decisions.sort_by_key(|decision| (decision.asks.len(), decision.rank));
    decisions.truncate(OFFERED);
    decisions
}

/// "Larch-1 (refuge, 3 beds in 1 room; manager on call; staff day and night)".
fn agreed(case: &Case<'_>, decision: &UnitDecision) -> String {
    let Some(index) = case.estate.units.iter().position(|unit| unit.name == decision.unit) else {
        return decision.unit.to_owned();
    };
    let (unit, setting) = (&case.estate.units[index], case.estate.setting_of(index));
    let mut who: Vec<&str> = decision.asks.iter().map(|ask| whom(case, ask.who)).collect();
    who.sort_unstable();
    who.dedup();
    let staff = if setting.cover == Cover::AllHours { "; staff day and night" } else { "" };
    let kind = setting.kind.title();
    format!("{} ({kind}, {}; {}{staff})", decision.unit, beds(case, unit), who.join(" and "))
}

/// Who could decide on which vacant unit, where nothing can be offered without.
pub(super) fn questions(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut lines = vec![
        "No vacant unit can be offered yet. These could, if the person named agrees:".to_owned(),
    ];
    let shown = fewest_questions_first(answer);
    lines.extend(of_funding(case, &shown).map(ToOwned::to_owned));
    let mut text = section("ASK FIRST", &lines);
    let asked: Vec<Vec<(&str, &str)>> =
        shown.iter().map(|decision| asks(case, &decision.asks)).collect();
    let same = asked.windows(2).all(|pair| pair[0] == pair[1]);
    for ((decision, asked), number) in shown.iter().zip(&asked).zip(1..) {
        text += &unit_lines(case, answer, number, decision.unit);
        if !same {
            text += &ask_lines(asked);
        }
    }
    if let (true, Some(asked)) = (same, asked.first()) {
        text += &ask_lines(asked);
    }
    text += &hanging(
        "     Say: ",
        "\"I may have a place. I must ask about it first. When can I safely ring you back?\"",
        8,
    );
    let more = answer.decisions.len().saturating_sub(OFFERED);
    if more > 0 {
        let said = format!(
            "{} to ask about: run again with --explain.",
            count(more, "more unit", "more units")
        );
        text += &wrapped("     ", &said);
    }
    text
}

/// That status is nobody's reason to say no, where funding is asked about; and what else stands in the way.
fn of_funding(case: &Case<'_>, shown: &[&UnitDecision<'_>]) -> Option<&'static str> {
    let asks_it =
        |decision: &&UnitDecision<'_>| decision.asks.iter().any(|ask| ask.rule == RuleName::Nrpf);
    let asks_nothing_else = |decision: &&UnitDecision<'_>| decision.asks.len() == 1;
    let only = shown.iter().all(|decision| asks_it(decision) && asks_nothing_else(decision));
    match (only, case.referral.needs.nrpf.is_yes()) {
        (true, true) => Some("Only funding stands in the way. Immigration status never does."),
        (true, false) => Some("Only funding may stand in the way. Immigration status never does."),
        (false, _) => shown.iter().any(asks_it).then_some(
            "Immigration status never stands in the way; funding has to be asked about.",
        ),
    }
}

/// Who decides what; two rules with one question are one line. Where the perpetrator works here, all goes through the
/// manager on call.
fn asks(case: &Case<'_>, asks: &[Ask]) -> Vec<(&'static str, &'static str)> {
    let mut lines = Vec::new();
    for ask in asks {
        let line = (whom(case, ask.who), ask.text);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Whom to ask: of a perpetrator who works here nobody hears but the manager on call.
fn whom(case: &Case<'_>, who: &'static str) -> &'static str {
    if case.referral.perpetrator.is_linked_to_service() { "manager on call, alone" } else { who }
}

fn ask_lines(asked: &[(&str, &str)]) -> String {
    asked.iter().map(|(who, question)| hanging(&format!("     -> {who}: "), question, 8)).collect()
}

fn unit_lines(case: &Case<'_>, answer: &Recommendation, rank: usize, name: &str) -> String {
    let Some(index) = case.estate.units.iter().position(|unit| unit.name == name) else {
        return String::new();
    };
    let setting = case.estate.setting_of(index);
    let described = describe(case, &case.estate.units[index], setting);
    hanging(&format!("  {rank}  {name}: "), &described, 5)
        + &advice_lines(answer, name)
        + &at_night(case, name)
}

/// What can be told of a unit: what it is, beds, access, company. Never where.
fn describe(case: &Case<'_>, unit: &Unit, setting: &Setting) -> String {
    let mut parts = vec![match (setting.kind, setting.shared) {
        (Kind::Dispersed, false) => "self-contained home".to_owned(),
        (kind, false) => format!("{}, self-contained", kind.title()),
        (kind, true) => format!(
            "{}, own {}, some rooms shared",
            kind.title(),
            if unit.rooms.len() > 1 { "rooms" } else { "room" }
        ),
    }];
    parts.push(beds(case, unit));
    let access = match (unit.wheelchair, unit.step_free) {
        (true, _) => "adapted for a wheelchair",
        (_, true) => "no steps",
        _ => "has steps",
    };
    parts.push(access.to_owned());
    let staff = match setting.cover {
        Cover::AllHours => "staff day and night",
        Cover::Visiting => "no staff at night; phone support always",
    };
    parts.push(staff.to_owned());
    if setting.pets {
        parts.push("pets welcome".to_owned());
    }
    if setting.substances == SubstancePolicy::Dry {
        parts.push("alcohol- and drug-free (medicines are fine)".to_owned());
    }
    parts.join(", ")
}

/// "3 beds in 2 rooms, 1 cot"; cots where there is a baby, or one is due.
fn beds(case: &Case<'_>, unit: &Unit) -> String {
    let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let baby = case.referral.people.iter().any(|person| person.can_use_cot() != Holds::Never)
        || case.referral.needs.unborn.value() != Some(0)
        || case.referral.told.pregnancy_due.is_some();
    let cots = match unit.cots {
        0 if baby => ", no cot".to_owned(),
        n if baby => format!(", {}", count(number(n), "cot", "cots")),
        _ => String::new(),
    };
    let beds = count(number(unit.sleeping_places()), "bed", "beds");
    format!("{beds} in {}{cots}", count(unit.rooms.len(), "room", "rooms"))
}

fn advice_lines(answer: &Recommendation, name: &str) -> String {
    let advice =
        answer.units.iter().find(|unit| unit.unit == name).map_or(&[][..], |unit| &unit.advice);
    advice.iter().map(|advice| hanging("     to know: ", &advice.text, 8)).collect()
}

fn nothing(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut lines = vec![why_nothing(answer)];
    lines.push(format!("Ask others for: {}.", wanted(case)));
    lines.push("Say: \"You did right to call. We have nothing that fits tonight, and we will not leave you with that. I will ring round with you now.\"".to_owned());
    section("NOTHING TO OFFER JUST NOW", &lines)
}

fn why_nothing(answer: &Recommendation) -> String {
    if nowhere_is_safe(answer) {
        return "No home in this area is far enough away. That is not their fault. Look outside the area.".to_owned();
    }
    if answer.outcome_if_none == Some(ReturnReason::Capacity) {
        let suited = match answer.suitable_units {
            0 => return "The estate has no unit in use just now.".to_owned(),
            1 => "One unit suits this household; it is".to_owned(),
            2 => "Two units suit this household; both are".to_owned(),
            n => format!("{n} units suit this household; all are"),
        };
        return format!("{suited} taken or under repair. One may come free: ask again.");
    }
    let barriers: Vec<&str> =
        answer.barrier.iter().map(|rule| rule.in_the_way(is_asked(answer, *rule))).collect();
    format!("What stands in the way on most units: {}.", barriers.join("; "))
}

/// Whether a rule of the barrier asks for a decision on any of the units that the barrier is taken from.
fn is_asked(answer: &Recommendation, rule: RuleName) -> bool {
    let alike = answer.units.iter().filter(|unit| {
        unit.breaches.iter().map(|breach| breach.rule).eq(answer.barrier.iter().copied())
    });
    let mut breaches = alike.flat_map(|unit| &unit.breaches);
    breaches.any(|breach| breach.rule == rule && breach.decision)
}

/// What to ask another provider for: "3 beds and a cot, no steps, open to men, 1 pet".
fn wanted(case: &Case<'_>) -> String {
    use crate::base::domain::household::{Mobility, Sex, SubstanceUse};
    let referral = case.referral;
    let babies =
        referral.people.iter().filter(|person| person.can_use_cot() == Holds::Always).count();
    let beds = count(referral.people.len() - babies, "bed", "beds");
    let cots =
        if babies == 0 { String::new() } else { format!(" and {}", count(babies, "cot", "cots")) };
    let mut parts = vec![format!("{beds}{cots}")];
    if referral.people.len() > 1 {
        parts.push("the family together".to_owned());
    }
    match referral.needs.mobility {
        Mobility::None => {}
        Mobility::Limited => parts.push("no steps".to_owned()),
        Mobility::Wheelchair => parts.push("adapted for a wheelchair".to_owned()),
    }
    if referral.adults().any(|adult| adult.sex == Sex::Male) {
        parts.push("open to men".to_owned());
    }
    let oldest_boy = referral
        .children()
        .filter(|child| child.sex == Sex::Male)
        .filter_map(|child| child.age.value())
        .max();
    if let Some(age) = oldest_boy.filter(|&age| age >= 12) {
        parts.push(format!("takes a boy of {age}"));
    }
    if referral.needs.complex.may_be() {
        parts.push("support for complex needs".to_owned());
    }
    if referral.needs.substance_use == SubstanceUse::Current {
        parts.push("takes people who drink or use drugs now".to_owned());
    }
    let pets = usize::try_from(referral.needs.pets).unwrap_or(usize::MAX);
    if pets > 0 {
        parts.push(count(pets, "pet", "pets"));
    }
    parts.join(", ")
}

/// Changes that would open a vacant unit and are more than a decision already asked for above.
fn changes(answer: &Recommendation) -> String {
    let shown = fewest_questions_first(answer).into_iter();
    let asked: Vec<Vec<RuleName>> =
        shown.map(|d| d.asks.iter().map(|ask| ask.rule).collect()).collect();
    let fresh = answer.relaxations.iter().filter(|relaxation| !asked.contains(&relaxation.rules));
    let lines: Vec<&Relaxation> = fresh.take(OFFERED).collect();
    let say = |relaxation: &&Relaxation| {
        let opened = relaxation.units.join(", ");
        wrapped("  - ", &format!("{}: {opened}.", relaxation.text.trim_end_matches('.')))
    };
    if lines.is_empty() {
        return String::new();
    }
    format!("  What else would open a unit:\n{}", lines.iter().map(say).collect::<String>())
}

fn others_do_not_fit(answer: &Recommendation) -> String {
    let closed =
        answer.units.iter().any(|unit| unit.vacant && unit.verdict == Suitability::Unsuitable);
    if closed {
        wrapped("  ", "Other vacant units do not fit: please do not offer one unasked.")
    } else {
        String::new()
    }
}

fn age_of_the_list(case: &Case<'_>, now: Timestamp) -> String {
    let age = age(case.estate, case.referral.received, now);
    let confirm = confirm(&Household::of(case, now));
    wrapped("  ", &format!("{age} {confirm}"))
}

/// What to say if the household does not want what is offered.
pub(super) fn if_no(case: &Case<'_>, answer: &Recommendation) -> String {
    if !matches!(answer.route, Route::Place | Route::Decide) {
        return String::new();
    }
    let else_tonight = if answer.options.is_empty() {
        "If the person asked says no, tell the household at once, and ring round with them."
            .to_owned()
    } else {
        format!("If nothing here is right: {}", super::elsewhere::still_tonight(case))
    };
    section("IF THE HOUSEHOLD SAYS NO", &[IT_MAY_SAY_NO.to_owned(), else_tonight])
}

/// What to say to whoever says no.
pub(super) const IT_MAY_SAY_NO: &str = "Say: \"That is all right. It is your choice, and saying no costs you nothing: we go on helping, and can look again whenever you like.\" Ask what would make it right.";
