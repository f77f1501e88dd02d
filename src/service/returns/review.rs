//! The yearly review of 10.5, i to vii, as far as a register can answer it: outcomes, performance, surveys, complaints and
//! incidents. What a person concludes from case files is theirs to write.

use super::amount::quotient;
use super::counting::Counting;
use super::facts::slug;
use super::key::{CountedIn, Line, OfType};
use super::kpi::kpi;
use super::lists::OTHER;
use super::outcomes::outcomes;
use super::record::Happening;
use super::row::{Row, Standing};
use crate::base::domain::EventName;
use crate::base::domain::past::LEAST_SHOWN;
use crate::service::register::UnitNights;
use serde_json::Value;
use std::collections::BTreeMap;

/// Every part.
pub fn review(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let under = |line: Line, rows: Vec<Row>| {
        rows.into_iter().map(move |row| {
            let category = format!("{}_{}", row.line.word(), row.category);
            Row { line, category, ..row }
        })
    };
    let by_hand = [Line::Iii, Line::Iv].map(|line| {
        let row = Row::counted((line, OfType::All), "all", CountedIn::Instance, Vec::new());
        row.without(Standing::NotCollected)
    });
    let mut rows: Vec<Row> = under(Line::I, outcomes(of)).collect();
    rows.extend(under(Line::Ii, kpi(of, nights)));
    rows.extend(by_hand);
    rows.extend(surveys(of));
    rows.extend(complaints(of));
    rows.extend(incidents(of));
    rows
}

/// What happened in the period, of one name.
fn happened<'a>(of: &'a Counting<'_>, name: EventName) -> Vec<&'a Happening> {
    let all = of.record.happenings.iter();
    all.filter(|one| one.name == name && of.period.has(one.day)).collect()
}

fn event(of: &Happening) -> String {
    format!("event {}", of.seq)
}

/// v: answers to surveys, by question.
fn surveys(of: &Counting<'_>) -> Vec<Row> {
    let answers = happened(of, EventName::SurveyAnswered);
    let all = answers.iter().map(|answer| event(answer)).collect();
    let mut rows = vec![Row::counted((Line::V, OfType::All), "answers", CountedIn::Instance, all)];
    let mut by_question: BTreeMap<String, Vec<&Happening>> = BTreeMap::new();
    for answer in answers {
        let question = answer.told.get("question").and_then(Value::as_str).and_then(slug);
        let question = question.map_or_else(|| "not_known".to_owned(), |of| of.to_string());
        by_question.entry(question).or_default().push(answer);
    }
    // What few were asked may be somebody's own words: it stands with the rest.
    let is_of_few = |answers: &Vec<&Happening>| answers.len() < LEAST_SHOWN as usize;
    let few: Vec<&Happening> =
        by_question.values().filter(|answers| is_of_few(answers)).flatten().copied().collect();
    by_question.retain(|_, answers| !is_of_few(answers));
    if !few.is_empty() {
        by_question.entry(OTHER.to_owned()).or_default().extend(few);
    }
    for (question, answers) in by_question {
        let names: Vec<String> = answers.iter().map(|answer| event(answer)).collect();
        let score = |of: &&Happening| of.told.get("score").and_then(Value::as_u64);
        let scores: Vec<u64> = answers.iter().filter_map(score).collect();
        let mean = quotient(scores.iter().sum(), u64::try_from(scores.len()).unwrap_or(0));
        let row = |category: String| {
            Row::counted((Line::V, OfType::All), category, CountedIn::Instance, names.clone())
        };
        rows.push(row(format!("{question}_answers")));
        rows.push(row(format!("{question}_mean_score")).with_if_known(mean));
    }
    rows
}

/// vi: complaints.
fn complaints(of: &Counting<'_>) -> Vec<Row> {
    let all = happened(of, EventName::ComplaintRecorded);
    let is_upheld = |one: &&&Happening| one.told.get("upheld") == Some(&Value::Bool(true));
    let upheld = all.iter().filter(is_upheld).map(|one| event(one)).collect();
    let all = all.iter().map(|one| event(one)).collect();
    let row = |category, names| {
        Row::counted((Line::Vi, OfType::All), category, CountedIn::Instance, names)
    };
    vec![row("complaints", all), row("upheld", upheld)]
}

/// vii: serious incidents under their two headings (10.6).
fn incidents(of: &Counting<'_>) -> Vec<Row> {
    let all = happened(of, EventName::IncidentReported);
    let row = |heading: &'static str| {
        let is_meant = |one: &&&Happening| {
            heading == "all" || one.told.get("heading").and_then(Value::as_str) == Some(heading)
        };
        let names = all.iter().filter(is_meant).map(|one| event(one)).collect();
        Row::counted(
            (Line::Vii, OfType::All),
            format!("incidents_{heading}"),
            CountedIn::Instance,
            names,
        )
    };
    ["all", "safeguarding", "public_protection"].map(row).into()
}
