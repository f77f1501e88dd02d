//! The yearly review of 10.5, i to vii, as far as a register can answer it: outcomes, performance, surveys, complaints and
//! incidents. What a person concludes from case files is theirs to write.

use super::counting::Counting;
use super::facts::slug;
use super::kpi::kpi;
use super::lists::OTHER;
use super::outcomes::outcomes;
use super::record::Happening;
use super::row::{Row, Standing, quotient};
use crate::base::domain::EventName;
use crate::base::domain::past::LEAST_SHOWN;
use crate::service::register::UnitNights;
use serde_json::Value;
use std::collections::BTreeMap;

/// Every part.
pub fn review(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let under = |line: &'static str, rows: Vec<Row>| {
        rows.into_iter().map(move |row| {
            let category = format!("{}_{}", row.line, row.category);
            Row { line, category, ..row }
        })
    };
    let by_hand = ["iii", "iv"].map(|line| {
        let row = Row::counted((line, "all"), "all", "instance", Vec::new());
        row.without(Standing::NotCollected)
    });
    let mut rows: Vec<Row> = under("i", outcomes(of)).collect();
    rows.extend(under("ii", kpi(of, nights)));
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
    let mut rows = vec![Row::counted(("v", "all"), "answers", "instance", all)];
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
        let row =
            |category: String| Row::counted(("v", "all"), category, "instance", names.clone());
        rows.push(row(format!("{question}_answers")));
        let row = row(format!("{question}_mean_score"));
        rows.push(match mean {
            Some(mean) => row.with(mean),
            None => row.without(Standing::NotKnown),
        });
    }
    rows
}

/// vi: complaints.
fn complaints(of: &Counting<'_>) -> Vec<Row> {
    let all = happened(of, EventName::ComplaintRecorded);
    let is_upheld = |one: &&&Happening| one.told.get("upheld") == Some(&Value::Bool(true));
    let upheld = all.iter().filter(is_upheld).map(|one| event(one)).collect();
    let all = all.iter().map(|one| event(one)).collect();
    let row = |category, names| Row::counted(("vi", "all"), category, "instance", names);
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
        Row::counted(("vii", "all"), format!("incidents_{heading}"), "instance", names)
    };
    ["all", "safeguarding", "public_protection"].map(row).into()
}
