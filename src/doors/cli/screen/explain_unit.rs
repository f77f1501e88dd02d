//! Why not this unit: for a manager who would rather have given it.

use super::age_of_the_list::{age, not_whole};
use super::batch_lines::{Asking, asking};
use super::elsewhere::possible_later;
use super::safety::{Household, confirm};
use super::{joined, list, safety_of, section, who};
use crate::desk::allocation::{Batch, Explanation};
use crate::doors::cli::layout::{columns, wrapped};
use crate::engine::eligibility::Suitability;
use crate::engine::eligibility::rules::rule;
use crate::engine::placement::sanctuary_may_serve;
use jiff::Timestamp;

pub(in crate::doors::cli) fn why_not(
    batch: &Batch<'_>,
    answer: &Explanation,
    now: Timestamp,
) -> String {
    let asking = asking(batch, &answer.reference, now);
    let household = asking.as_ref().map(|asking| &asking.household);
    joined([
        not_whole(batch.estate),
        in_short(answer),
        household.map(safety_of).unwrap_or_default(),
        asking.as_ref().map(|asking| objections(asking, answer)).unwrap_or_default(),
        displaced(batch, answer, now),
        if answer.flips.is_empty() { String::new() } else { weights(answer) },
        household.map(stay_at_home).unwrap_or_default(),
        household.map(list_and_confirm).unwrap_or_default(),
    ])
}

fn in_short(answer: &Explanation) -> String {
    let mut lines = vec![answer.text.clone()];
    if !answer.is_offered {
        lines.push(answer.offered.as_ref().map_or_else(
            || "As things are, this household is offered no unit.".to_owned(),
            |unit| format!("As things are, this household is offered {unit}."),
        ));
    }
    section(&format!("{} FOR {}", answer.unit, answer.reference), &lines)
}

fn list_and_confirm(household: &Household<'_>) -> String {
    let age = age(household.estate, household.referral.received, household.now);
    wrapped("", &format!("{age} {}", confirm(household)))
}

fn stay_at_home(household: &Household<'_>) -> String {
    if !sanctuary_may_serve(household.referral) {
        return String::new();
    }
    section("WISHES TO STAY AT HOME", &[possible_later(&household.estate.provider)])
}

/// What the rules say, who decides where somebody must, and that there is nobody at night for somebody under 18.
fn objections(asking: &Asking<'_>, answer: &Explanation) -> String {
    let household = &asking.household;
    let granted = asking.is_granted(&answer.unit);
    let linked = household.referral.perpetrator.is_linked_to_service();
    let said = answer.objections.iter().map(|objection| {
        let rule = rule(objection.rule);
        let who = if linked { "the manager on call alone" } else { who(rule.who) };
        match (objection.decision, granted) {
            (false, _) => format!("does not fit: {}", objection.text),
            (true, true) => {
                format!("granted, {} has agreed: {}", self::who(rule.who), objection.text)
            }
            (true, false) => {
                let question = (rule.question)(household.referral);
                format!("for {who} to decide: {} {question}", objection.text)
            }
        }
    });
    let may_be_offered = answer.vacant && answer.verdict != Suitability::Unsuitable;
    let night = asking.at_night(&answer.unit).filter(|_| may_be_offered);
    let night = night.map(|said| format!("to know: {said}"));
    list("WHAT THE RULES SAY", &said.chain(night).collect::<Vec<_>>())
}

/// Who would have something else, each with the lines of their own.
fn displaced(batch: &Batch<'_>, answer: &Explanation, now: Timestamp) -> String {
    if answer.displaced.is_empty() {
        return String::new();
    }
    let mut text = "WHO WOULD BE OFFERED SOMETHING ELSE\n".to_owned();
    for other in &answer.displaced {
        let unit = |unit: &Option<String>| unit.clone().unwrap_or_else(|| "no unit".to_owned());
        let said =
            format!("{}: {} instead of {}", other.reference, unit(&other.to), unit(&other.from));
        text += &wrapped("  ", &said);
        text += &asking(batch, &other.reference, now)
            .map(|asking| asking.lines(&[]))
            .unwrap_or_default();
    }
    text
}

/// The weights that would change the choice; the others in one line.
fn weights(answer: &Explanation) -> String {
    let rows: Vec<Vec<String>> = answer
        .flips
        .iter()
        .filter_map(|flip| {
            let at = flip.at?;
            Some(vec![
                format!("  {}", flip.weight),
                format!("{} now", flip.now),
                format!("{at} would"),
            ])
        })
        .collect();
    let mut text = "WHAT ONE WEIGHT ALONE WOULD HAVE TO BE (provider.toml, [weights])\n".to_owned();
    text += &columns(&rows);
    let others = answer.flips.len() - rows.len();
    let which = if rows.is_empty() { "No weight alone" } else { "Of the others none" };
    if others > 0 {
        let said = format!("{which} changes the choice, at any value from 0 to 1000.");
        text += &wrapped("  ", &said);
    }
    text
}
