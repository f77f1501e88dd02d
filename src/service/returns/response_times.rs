//! 10.14 x: how many working days each element of the sanctuary scheme took, of those that ended in the period.
//!
//! The day something is received is day 0. Beyond the table of bank holidays it is not known.

use super::amount::median;
use super::counting::Counting;
use super::key::{CountedIn, Line, OfType};
use super::record::Step;
use super::row::Row;
use crate::base::domain::{EventName, working_days};
use jiff::civil::Date;
use serde_json::Value;

/// An element: what it is called, and within how many working days it must be done.
const ELEMENTS: [(&str, Option<u32>); 4] = [
    ("determination", None),
    ("risk_assessment", Some(2)),
    ("support_plan", Some(5)),
    ("fitting", Some(5)),
];

/// One that was done: whose, and its working days where they are known.
type Done = (String, Option<u32>);

pub(super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    ELEMENTS
        .into_iter()
        .flat_map(|(element, limit)| rows_of(element, limit, &done(of, element)))
        .collect()
}

fn rows_of(element: &'static str, limit: Option<u32>, done: &[Done]) -> Vec<Row> {
    let names = |is_meant: &dyn Fn(Option<u32>) -> bool| -> Vec<String> {
        let found = done.iter().filter(|(_, days)| is_meant(*days));
        found.map(|(name, _)| name.clone()).collect()
    };
    let row = |what: &str, counts, names| {
        Row::counted((Line::X, OfType::All), format!("{element}{what}"), counts, names)
    };
    let known: Vec<u64> = done.iter().filter_map(|(_, days)| days.map(u64::from)).collect();
    let middle = row("_median", CountedIn::WorkingDay, names(&|days| days.is_some()));
    let mut rows =
        vec![row("", CountedIn::Instance, names(&|_| true)), middle.with_if_known(median(known))];
    if let Some(limit) = limit {
        rows.push(row(
            "_in_time",
            CountedIn::Instance,
            names(&|days| days.is_some_and(|days| days <= limit)),
        ));
        rows.push(row(
            "_late",
            CountedIn::Instance,
            names(&|days| days.is_some_and(|days| days > limit)),
        ));
    }
    rows.push(row("_days_not_known", CountedIn::Instance, names(&|days| days.is_none())));
    rows
}

/// Everything of an element that was done in the period.
fn done(of: &Counting<'_>, element: &str) -> Vec<Done> {
    let mut found = Vec::new();
    for home in &of.record.sanctuaries {
        for (k, step) in home.steps.iter().enumerate() {
            let before = &home.steps[..k];
            if let Some(since) = since(element, step, before).filter(|_| of.period.has(step.on.day))
            {
                let days = working_days::between(since, step.on.day);
                found.push((of.record.reference(home.referral), days));
            }
        }
    }
    found
}

/// The day from which a step is counted; none: it ends no such element.
fn since(element: &str, step: &Step, before: &[Step]) -> Option<Date> {
    let last = |name: EventName| before.iter().rev().find(|of| of.name == name).map(|of| of.on.day);
    let is_first_since = |name: EventName, from: EventName| {
        let place = |name: EventName| before.iter().rposition(|of| of.name == name);
        place(name).is_none_or(|done| place(from).is_some_and(|began| began > done))
    };
    match (element, step.name) {
        ("determination", EventName::SanctuaryDetermined) => last(EventName::SanctuaryReferred),
        ("risk_assessment", EventName::RiskAssessmentBegan) => last(EventName::SanctuaryReferred)
            .filter(|_| {
                is_first_since(EventName::RiskAssessmentBegan, EventName::SanctuaryReferred)
            }),
        ("support_plan", EventName::SupportPlanMade) => last(EventName::NeedsAssessed)
            .filter(|_| is_first_since(EventName::SupportPlanMade, EventName::NeedsAssessed)),
        ("fitting", EventName::MeasureFitted) => fitted_from(step, before),
        _ => None,
    }
}

/// The latest of assessment, agreement to this measure, and approval where one was given.
fn fitted_from(step: &Step, before: &[Step]) -> Option<Date> {
    let measure = step.told.get("measure");
    let agreed = |of: &&Step| {
        let items = of.told.get("agreed").and_then(Value::as_array).into_iter().flatten();
        of.name == EventName::MeasuresAgreed && items.into_iter().any(|item| Some(item) == measure)
    };
    let granted = |of: &&Step| {
        of.name == EventName::ApprovalGiven && of.told.get("granted") == Some(&Value::Bool(true))
    };
    let done = |of: &&Step| of.name == EventName::RiskAssessmentDone;
    let day = |is_it: &dyn Fn(&&Step) -> bool| before.iter().rev().find(is_it).map(|of| of.on.day);
    [day(&done), day(&agreed), day(&granted)].into_iter().max().flatten()
}
