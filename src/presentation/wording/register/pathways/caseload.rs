//! Who has which support: everybody's in short, one household's whole.

use super::next::next;
use super::recorded::part;
use super::words::{area, listed, measure, pounds};
use crate::presentation::document::{
    Action, Block, Document, Section, Text, Verb, household, text,
};
use crate::presentation::wording::{count, when};
use crate::service::pathway::{
    Assessment, CASELOAD, Pathways, Sanctuary, SanctuaryStage, is_higher_level,
};
use crate::service::register::{Household, in_second_stage};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Everybody who has support now.
pub fn everybody(households: &[Household], now: Timestamp) -> Document {
    let that = |has: &dyn Fn(&Pathways) -> Option<Text>| -> Vec<Text> {
        let mut told: BTreeMap<&str, &str> = BTreeMap::new();
        let lines = households.iter().filter_map(|of| {
            let said = has(&of.pathways)?;
            let first = *told.entry(of.first_reference()).or_insert(&of.reference);
            Some(text![household(&of.reference), same_as(of, first), ": ", said])
        });
        lines.collect()
    };
    let second = that(&|of| second_stage(of, now));
    let caseload = format!(
        "{} of a caseload of {CASELOAD} at least (4.13)",
        count(in_second_stage(households), "household", "households")
    );
    let floating = that(&|of| floating(of, now));
    let sanctuary = that(&|of| stage(&of.sanctuary).map(Text::from));
    let counselling = that(&|of| counselling(of).map(Text::from));
    let budgets = that(&|of| budget(of).filter(|_| !of.budget.is_over).map(Text::from));
    let is_empty =
        [&second, &floating, &sanctuary, &counselling, &budgets].iter().all(|of| of.is_empty());
    let none = if is_empty { "Nobody has support beside a bed yet." } else { "" };
    Document::of([
        Section::plain("none", vec![Block::paragraph(none)]),
        Section::new(
            "second-stage",
            "SECOND STAGE",
            vec![Block::paragraph(caseload), Block::items(second)],
        ),
        Section::list("floating", "FLOATING SUPPORT", floating),
        Section::list("sanctuary", "SANCTUARY", sanctuary),
        Section::list("counselling", "COUNSELLING", counselling),
        Section::list("budgets", "BUDGETS", budgets),
    ])
}

/// ", the same household as R-0417", where another of its referrals was told before.
fn same_as(of: &Household, first: &str) -> Text {
    if of.reference == first {
        return Text::default();
    }
    text![", the same household as ", household(first)]
}

fn second_stage(of: &Pathways, now: Timestamp) -> Option<Text> {
    let running = of.second_stage.running()?;
    let level = running.level().map_or_else(String::new, |level| format!(", {level}"));
    let extended = if running.extended.is_some() { ", extended" } else { "" };
    Some(text!["since ", when::moment(running.began, now), format!("{level}{extended}")])
}

fn floating(of: &Pathways, now: Timestamp) -> Option<Text> {
    let running = of.floating.running()?;
    let many = count(usize::try_from(running.contacts).unwrap_or_default(), "contact", "contacts");
    Some(text!["since ", when::moment(running.began, now), format!(", {many}")])
}

fn counselling(of: &Pathways) -> Option<String> {
    let running = of.counselling.people().filter(|(_, course)| course.is_running());
    let people: Vec<String> = running
        .map(|(id, course)| {
            let many = usize::try_from(course.sessions).unwrap_or_default();
            format!("person {id}, {}", count(many, "session", "sessions"))
        })
        .collect();
    (!people.is_empty()).then(|| people.join("; "))
}

fn budget(of: &Pathways) -> Option<String> {
    let budget = &of.budget;
    let how = if budget.is_over { "was not spent" } else { "is left" };
    (budget.allocated_pence > 0).then(|| {
        format!("{} of {} {how}", pounds(budget.left_pence()), pounds(budget.allocated_pence))
    })
}

fn stage(of: &Sanctuary) -> Option<&'static str> {
    Some(match of.stage() {
        SanctuaryStage::None | SanctuaryStage::Ended => return None,
        SanctuaryStage::Determination => "Housing Solutions decide",
        SanctuaryStage::Assessment => "the risk assessment is to begin",
        SanctuaryStage::Parts => "the risk assessment is in progress",
        SanctuaryStage::Agreement => "they are to say what they want",
        SanctuaryStage::Approval => "the council is to approve",
        SanctuaryStage::Fitting => "measures are to be fitted",
        SanctuaryStage::Fitted => "everything agreed is fitted",
    })
}

/// One household's support, and what comes next.
pub fn of_household(reference: &str, of: &Pathways, now: Timestamp) -> Document {
    let facts = [
        second_stage(of, now).map(|said| text!["Second stage ", said, "."]),
        floating(of, now).map(|said| text!["Floating support ", said, "."]),
        counselling(of).map(|said| format!("Counselling: {said}.").into()),
        budget(of).map(|said| format!("Budget: {said}.").into()),
        of.support.last.map(|at| text!["Support was given last ", when::moment(at, now), "."]),
    ];
    let facts: Vec<Text> = facts.into_iter().flatten().collect();
    let (sanctuary, needs) = (sanctuary(&of.sanctuary), needs(of));
    let is_empty = facts.is_empty() && sanctuary.is_empty() && needs.is_empty();
    let none = if is_empty { "No support was recorded yet." } else { "" };
    let clocks = Action::new(Verb::SeeClocks);
    let mut next = next(reference, of);
    if of.clocks().iter().any(crate::service::pathway::Clock::is_open) {
        next.push(text!["What must be done by when: ", clocks]);
    }
    Document {
        title: text![household(reference), ": support"],
        ..Document::of([
            Section::plain("none", vec![Block::paragraph(none)]),
            Section::list("support", "SUPPORT", facts),
            Section::list("sanctuary", "SANCTUARY", sanctuary),
            Section::list("needs", "NEEDS", needs),
            Section::list("support-next", "What comes next", next),
        ])
    }
}

fn needs(of: &Pathways) -> Vec<Text> {
    let line = |(person, word, need): (&str, &str, &crate::service::pathway::Need)| {
        let review = match need.review {
            None => "not reviewed yet",
            Some((_, true)) => "progress",
            Some((_, false)) => "no progress yet",
        };
        Text::from(format!("Person {person}, {}: {review}", area(word)))
    };
    of.outcomes.needs().map(line).collect()
}

fn sanctuary(of: &Sanctuary) -> Vec<Text> {
    let Some(stage) = stage(of).or(of.over().map(|_| "it has ended")) else { return Vec::new() };
    let mut lines = vec![Text::from(format!("Now: {stage}."))];
    if let Some(newest) = of.assessments.last() {
        lines.extend(assessment(newest).into_iter().map(Text::from));
    }
    lines
}

fn assessment(of: &Assessment) -> Vec<String> {
    let mut lines = vec![format!(
        "Parts of the risk assessment: {}.",
        listed(of.parts.iter().map(|(word, _)| part(word).to_owned()))
    )];
    if let Some((_, finding)) = &of.done {
        let level = |word: &str| if is_higher_level(word) { " (higher)" } else { "" };
        let measures = finding.measures.iter().map(|of| format!("{}{}", measure(of), level(of)));
        let approval = match (of.needs_approval(), of.approved()) {
            (false, _) => "no approval needed",
            (true, None) => "approval needed",
            (true, Some(_)) => "approved",
        };
        let cost = pounds(finding.pence);
        lines.push(format!("Recommended: {}; {cost}, {approval}.", listed(measures)));
    }
    if !of.answers.is_empty() {
        let agreed = of.agreed();
        let state = |word: &std::sync::Arc<str>| {
            if of.fitted(word).is_some() { "fitted" } else { "to fit" }
        };
        let agreed = agreed.iter().map(|(word, _)| format!("{} ({})", measure(word), state(word)));
        lines.push(format!("Agreed: {}.", listed(agreed)));
    }
    lines
}
