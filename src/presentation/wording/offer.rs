//! What to offer, what to ask whom, and what to say.

use super::count::count;
use super::describe::{beds, describe, placeholder};
use super::elsewhere::still_tonight;
use super::list_of_residents::age;
use super::nothing::nothing;
use super::rules;
use super::safety::{Household, confirm, nobody_at_night};
use super::who::{all, have_agreed, to_ask, to_ask_within};
use crate::base::domain::unit::Cover;
use crate::base::domain::{Known, Referral, RuleName, RuleSet};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Finding, Suitability};
use crate::engine::placement::answer::{Recommendation, Relaxation, Route, UnitOption};
use crate::presentation::document::{
    Act, Action, Block, Entry, Line, Offers, Section, Text, Verb, text, unit,
};

/// How many units the first screen offers.
const OFFERED: usize = 2;

/// The middle of the screen.
pub(super) fn offer(
    case: &Case<'_>,
    answer: &Recommendation,
    household: &Household<'_>,
) -> Section {
    // Nothing here is for a child to be offered: children's services stand above.
    if case.household.lead_is_under_16() {
        return Section::plain("offer", Vec::new());
    }
    let has_any = !answer.options.is_empty() || !answer.decisions.is_empty();
    let mut section = match (answer.options.is_empty(), answer.decisions.is_empty()) {
        (false, _) => options(case, answer),
        (true, false) => questions(case, answer),
        (true, true) => nothing(case, answer),
    };
    section.blocks.extend(changes(case, answer));
    if has_any {
        section.blocks.extend(others_do_not_fit(answer).map(Block::Paragraph));
        section.blocks.push(Block::Paragraph(before_a_promise(case, answer, household)));
    }
    section
}

fn options(case: &Case<'_>, answer: &Recommendation) -> Section {
    let ask_first = case.household.asks_first();
    let title = match answer.options.len() {
        _ if ask_first => "OFFER, once you have asked - the choice is the household's",
        1 => "OFFER - one unit; the household may say yes or no",
        2 => "OFFER - two units; the choice is the household's",
        _ => "OFFER - the choice is the household's",
    };
    let offered = (1..).zip(in_order(case, answer)).take(OFFERED);
    let entries = offered.map(|(number, option)| {
        let mut entry = entry(case, answer, number, option.unit);
        entry.lines.extend(granted(case, option));
        entry
    });
    let mut then = Vec::new();
    let more = answer.options.len().saturating_sub(OFFERED);
    then.extend(further(more, ("more suits", "more suit"), ": "));
    for decision in fewest_questions_first(answer) {
        then.push(Line::Labelled("Also, if agreed", agreed(case, decision)));
        then.extend(advice(case, answer, decision.unit));
        then.extend(at_night(case, decision.unit));
    }
    let unnamed = answer.decisions.len().saturating_sub(OFFERED);
    then.extend(further(unnamed, ("more", "more"), " to ask about: "));
    let offers = Offers { entries: entries.collect(), then };
    Section::new("offer", title, vec![Block::Offers(offers)])
}

/// "2 more suit: run again with --explain."
fn further(n: usize, (one, many): (&str, &str), said: &str) -> Option<Line> {
    let how_many = format!("{}{said}", count(n, one, many));
    (n > 0).then(|| Line::Plain(text![how_many, Action::new(Verb::ShowEveryUnit), "."]))
}

/// The options as they are offered: to somebody under 18 first where staff are on site, among as good ones.
fn in_order<'a>(case: &Case<'_>, answer: &'a Recommendation) -> Vec<&'a UnitOption> {
    let mut options: Vec<&UnitOption> = answer.options.iter().collect();
    if case.household.lead_is_under_18() {
        let has_staff = |option: &UnitOption| is_staffed(case, option.unit);
        options.sort_by_key(|option| (option.penalty, !has_staff(option)));
    }
    options
}

/// That it is an option because somebody has decided.
fn granted(case: &Case<'_>, option: &UnitOption) -> Option<Line> {
    let who =
        option.asks.iter().map(|name| to_ask_within(case.household, rule(name).who)).collect();
    let said = || Line::Labelled("granted", format!("{}.", have_agreed(who)).into());
    (!option.asks.is_empty()).then(said)
}

fn is_staffed(case: &Case<'_>, unit: usize) -> bool {
    case.estate.setting_of(unit).cover == Cover::AllHours
}

/// What somebody under 18 must know of a home without night staff.
pub(super) fn at_night(case: &Case<'_>, unit: usize) -> Option<Line> {
    let said = nobody_at_night(case.household, case.estate.setting_of(unit))?;
    Some(Line::Labelled("to know", said.into()))
}

/// The units to be asked about that a screen shows: those with the fewest questions first, then as they rank.
fn fewest_questions_first(answer: &Recommendation) -> Vec<&UnitOption> {
    let mut decisions: Vec<&UnitOption> = answer.decisions.iter().collect();
    decisions.sort_by_key(|decision| (decision.asks.len(), decision.rank));
    decisions.truncate(OFFERED);
    decisions
}

/// "Larch-1 (refuge, 3 beds in 1 room; manager on call; staff day and night)".
fn agreed(case: &Case<'_>, decision: &UnitOption) -> Text {
    let (one, setting) = (&case.estate.units[decision.unit], case.estate.setting_of(decision.unit));
    let asked = decision.asks.iter().map(|name| to_ask(case.household, rule(name).who));
    let staff = if is_staffed(case, decision.unit) { "; staff day and night" } else { "" };
    let (kind, beds, who) = (setting.kind.title(), beds(case, one), all(asked.collect()));
    let made_up = placeholder(one).map_or_else(String::new, |said| format!("; {said}"));
    text![unit(&one.name), format!(" ({kind}, {beds}; {who}{staff}{made_up})")]
}

/// Who could decide on which vacant unit, where nothing can be offered without.
pub(super) fn questions(case: &Case<'_>, answer: &Recommendation) -> Section {
    let shown = fewest_questions_first(answer);
    let mut lines: Vec<Text> =
        vec!["No vacant unit can be offered yet. These could, if the person named agrees:".into()];
    lines.extend(of_funding(case, &shown).map(Text::from));
    let asked: Vec<Vec<Line>> =
        shown.iter().map(|decision| asks(case, decision.asks, "")).collect();
    let same = asked.windows(2).all(|pair| pair[0] == pair[1]);
    let (mut entries, mut then) = (Vec::new(), Vec::new());
    for ((decision, asked), number) in shown.iter().zip(&asked).zip(1..) {
        let mut entry = entry(case, answer, number, decision.unit);
        if !same {
            entry.lines.extend(asked.iter().cloned());
        }
        entries.push(entry);
    }
    if let (true, Some(first)) = (same, shown.first()) {
        then.extend(asks(case, first.asks, if shown.len() > 1 { "for each, " } else { "" }));
    }
    then.push(Line::Labelled(
        "Say",
        "\"I may have a place. I must ask about it first. When can I safely ring you back?\""
            .into(),
    ));
    let more = answer.decisions.len().saturating_sub(OFFERED);
    then.extend(further(more, ("more unit", "more units"), " to ask about: "));
    let mut blocks: Vec<Block> = lines.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Offers(Offers { entries, then }));
    Section::new("ask-first", "ASK FIRST", blocks)
}

/// That status is nobody's reason to say no, where funding is asked about; and what else stands in the way.
fn of_funding(case: &Case<'_>, shown: &[&UnitOption]) -> Option<&'static str> {
    let asks_it = |decision: &&UnitOption| decision.asks.contains(RuleName::Nrpf);
    let asks_nothing_else = |decision: &&UnitOption| decision.asks.len() == 1;
    let only = shown.iter().all(|decision| asks_it(decision) && asks_nothing_else(decision));
    match (only, case.household.needs.nrpf.is_yes()) {
        (true, true) => Some("Only funding stands in the way. Immigration status never does."),
        (true, false) => Some("Only funding may stand in the way. Immigration status never does."),
        (false, _) => shown.iter().any(asks_it).then_some(
            "Immigration status never stands in the way; funding has to be asked about.",
        ),
    }
}

/// Who decides what; two rules with one question are one line. Where the perpetrator works here, all goes through the
/// manager on call.
fn asks(case: &Case<'_>, asks: RuleSet, of: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for name in asks.iter() {
        let (who, asked) =
            (to_ask(case.household, rule(name).who), rules::question(name, case.household));
        let line = Line::Ask(format!("{of}{who}: {asked}").into());
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn entry(case: &Case<'_>, answer: &Recommendation, number: usize, index: usize) -> Entry {
    let (one, setting) = (&case.estate.units[index], case.estate.setting_of(index));
    let lines = advice(case, answer, index).into_iter().chain(at_night(case, index));
    Entry {
        number: Some(number),
        names: vec![unit(&one.name)],
        text: describe(case, one, setting).into(),
        lines: lines.collect(),
    }
}

/// What a rule advises of a unit.
pub(super) fn advice(case: &Case<'_>, answer: &Recommendation, index: usize) -> Vec<Line> {
    let candidate = case.candidate(index);
    let advised = answer.units[index].verdict.advice;
    let said = |name| rules::finding(case, &candidate, (name, Finding::Advice));
    advised.iter().map(|name| Line::Labelled("to know", said(name).into())).collect()
}

/// Changes that would open a vacant unit and are more than a decision already asked for above.
fn changes(case: &Case<'_>, answer: &Recommendation) -> Vec<Block> {
    let asked: Vec<RuleSet> =
        fewest_questions_first(answer).iter().map(|decision| decision.asks).collect();
    let fresh = answer.relaxations.iter().filter(|relaxation| !asked.contains(&relaxation.rules));
    let lines: Vec<Text> = fresh.take(OFFERED).map(|one| change(case, one)).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph("What else would open a unit:".into()), Block::items(lines)]
}

/// "If the manager agrees about the boy: Alder-1, Alder-2."
pub(super) fn change(case: &Case<'_>, relaxation: &Relaxation) -> Text {
    let said = rules::changes(relaxation.rules);
    let opened = relaxation.units.iter().map(|&index| unit(&case.estate.units[index].name));
    text![format!("{}: ", said.trim_end_matches('.')), Text::joined(opened, ", "), "."]
}

fn others_do_not_fit(answer: &Recommendation) -> Option<Text> {
    let does_not_fit = |unit: &crate::engine::placement::answer::UnitFindings| {
        unit.vacant && unit.verdict.suitability() == Suitability::Unsuitable
    };
    let said = "Other vacant units do not fit: please do not offer one unasked.";
    answer.units.iter().any(does_not_fit).then(|| said.into())
}

/// How sure it is that a unit is free, and how it is kept so before it is promised.
fn before_a_promise(case: &Case<'_>, answer: &Recommendation, household: &Household<'_>) -> Text {
    let Household { referral, now, .. } = *household;
    let age = age(case.occupancy, referral.received, now);
    let confirm = confirm(household);
    let Some(hold) = keep(case, answer, referral).filter(|_| case.occupancy.is_of_the_register())
    else {
        return text![age, " ", confirm];
    };
    match case.household.perpetrator.linked_to_service {
        Some(Known::Value(true)) => text![age, " ", confirm, " ", hold],
        _ => text![age, " ", hold],
    }
}

/// With a register: a unit is held before it is promised, and a decision recorded once it is given.
fn keep(case: &Case<'_>, answer: &Recommendation, referral: &Referral) -> Option<Text> {
    let act = |act, option: &UnitOption| {
        let name = &case.estate.units[option.unit].name;
        Action::new(Verb::Record(act)).of(&referral.reference).on(name)
    };
    if let Some(first) = in_order(case, answer).first() {
        return Some(text!["Hold it before you promise it: ", act(Act::Hold, first), "."]);
    }
    let first = *fewest_questions_first(answer).first()?;
    let (grant, hold) = (act(Act::Grant, first), act(Act::Hold, first));
    Some(text!["Once they agree: ", grant, ". To keep it while you ask: ", hold, "."])
}

/// What to say if the household does not want what is offered.
pub(super) fn if_no(case: &Case<'_>, answer: &Recommendation) -> Section {
    if !matches!(answer.route, Route::Place | Route::Decide) {
        return Section::plain("if-no", Vec::new());
    }
    let else_tonight = if answer.options.is_empty() {
        "If the person asked says no, tell the household at once, and ring round with them.".into()
    } else {
        format!("If nothing here is right: {}", still_tonight(case)).into()
    };
    let blocks = vec![Block::Say(IT_MAY_SAY_NO.into()), Block::Paragraph(else_tonight)];
    Section::new("if-no", "IF THE HOUSEHOLD SAYS NO", blocks)
}

/// What to say to whoever says no.
pub(super) const IT_MAY_SAY_NO: &str = "Say: \"That is all right. It is your choice, and saying no costs you nothing: we go on helping, and can look again whenever you like.\" Ask what would make it right.";
