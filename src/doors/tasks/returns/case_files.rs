//! Case files as a table: dates as days since arrival, no reference, unit or account; what was written in words is marked
//! for a person to review before anybody else reads it.

use super::Source;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::doors::tasks::planning::pictures::Contents;
use crate::presentation::wording::register::event_called;
use crate::presentation::wording::returns::{self as wording, CaseRow};
use crate::presentation::workbook;
use crate::service::returns::{CaseFile, Counting, Period, case_files};
use crate::service::vault::Register;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// So many files drawn by a seed: how many there are, and their rows.
#[derive(Debug)]
pub(in crate::doors) struct CaseFiles {
    /// How many households were drawn.
    pub(in crate::doors) cases: usize,
    /// What was recorded of them, case by case.
    pub(in crate::doors) rows: Vec<CaseRow>,
}

/// What the files are called: a table, and the same as a workbook.
pub(in crate::doors) const FILES: [&str; 2] = ["case-files.csv", "case-files.xlsx"];

impl CaseFiles {
    /// The files, each by its name; the workbook says of which period and day it is.
    pub(in crate::doors) fn files(&self, period: &str, day: Date) -> Result<Contents, Failure> {
        let heads = ["case", "day", "what", "key", "said", "review"];
        let table = files::table(heads, self.rows.iter().map(CaseRow::cells))?.into_bytes();
        let book = wording::case_files_book(&self.rows, period, day);
        let book = workbook::write(&book).map_err(anyhow::Error::from)?;
        Ok(FILES.map(str::to_owned).into_iter().zip([table, book]).collect())
    }
}

/// So many files drawn by a seed.
pub(in crate::doors) fn drawn(
    register: &mut Register,
    (source, period, known_at): (&Source, Period, Timestamp),
    draw: (u64, usize),
) -> Result<CaseFiles, Failure> {
    let counting = Counting::new(&source.record, period, &source.lists);
    let files = case_files(register.log(), known_at, &counting, draw);
    let wanted: BTreeSet<u64> =
        files.iter().flat_map(|file| &file.events).map(|(_, seq)| *seq).collect();
    let wholes = register.wholes(&wanted)?;
    let rows = (1..).zip(&files).flat_map(|(case, file)| rows(case, file, &|seq| wholes.get(&seq)));
    Ok(CaseFiles { cases: files.len(), rows: rows.collect() })
}

/// What an event says of itself that is nobody's name.
const OF_NOBODY: [&str; 16] = [
    "event",
    "referral",
    "unit",
    "by",
    "request",
    "seq",
    "recorded_at",
    "at",
    "corrects",
    "until",
    "expected",
    "on",
    "of",
    "keep_apart",
    "account",
    "form",
];

/// Keys that are written in words.
const IN_WORDS: [&str; 16] = [
    "text",
    "reason",
    "to",
    "purpose",
    "about",
    "instructions",
    "how",
    "role",
    "holder",
    "kind",
    "provider",
    "question",
    "measure",
    "measures",
    "agreed",
    "refused",
];

/// Whether what stands there may be somebody's own words; why a stay ended is a word of the return.
fn may_be_words(event: Option<EventName>, key: &str) -> bool {
    IN_WORDS.contains(&key) && !(event == Some(EventName::TurnedAway) && key == "reason")
        || event == Some(EventName::SecondStageEnded) && key == "because"
}

/// What a form, or somebody on it, says that tells of nobody: who they are by role, sex and age, what they need, how it stood.
/// Places, ways to reach them, whom to keep away from and everything in words are left out.
fn of_the_form(form: &Map<String, Value>) -> Vec<(String, String)> {
    const PLAIN: [&str; 5] = ["source", "immediate_danger", "homeless_before", "dash", "pets"];
    let plain = |(key, value): (&String, &Value)| Some((key.clone(), counted(value)?));
    let told = form.iter().filter(|(key, _)| PLAIN.contains(&key.as_str())).filter_map(plain);
    let needs = form.get("needs").and_then(Value::as_object).into_iter().flatten();
    let needs = needs.filter_map(plain);
    let person = |of: &Map<String, Value>| {
        let words = ["role", "sex", "age"].iter().filter_map(|key| counted(of.get(*key)?));
        words.collect::<Vec<_>>().join(", ")
    };
    let people = form.get("person").and_then(Value::as_array).into_iter().flatten();
    let people = (1..)
        .zip(people)
        .filter_map(|(k, one)| Some((format!("person_{k}"), person(one.as_object()?))));
    let joined = form.get("role").map(|_| ("person".to_owned(), person(form)));
    told.chain(needs).chain(people).chain(joined).collect()
}

/// A number, a yes or no, or words of a list; nothing that somebody wrote.
fn counted(value: &Value) -> Option<String> {
    let is_a_word = |said: &str| {
        said.len() <= 20 && said.bytes().all(|of| of.is_ascii_lowercase() || of == b'_')
    };
    match value {
        Value::String(said) => is_a_word(said).then(|| said.clone()),
        Value::Array(items) => {
            let words: Vec<&str> =
                items.iter().filter_map(Value::as_str).filter(|said| is_a_word(said)).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

fn rows<'a>(
    case: usize,
    file: &CaseFile,
    whole: &dyn Fn(u64) -> Option<&'a Map<String, Value>>,
) -> Vec<CaseRow> {
    let mut rows = Vec::new();
    for (day, seq) in &file.events {
        let Some(event) = whole(*seq) else { continue };
        let name = EventName::of(event);
        let row = |key: &str, said: String, is_to_be_read: bool| CaseRow {
            case,
            day: *day,
            what: event_called(event),
            key: key.to_owned(),
            said,
            is_to_be_read,
        };
        let told = event
            .iter()
            .filter(|(key, _)| !OF_NOBODY.contains(&key.as_str()) && !key.starts_with("x_"));
        let told: Vec<CaseRow> = told
            .filter(|(_, value)| !value.is_object())
            .map(|(key, value)| {
                let said = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
                row(key, said, may_be_words(name, key))
            })
            .collect();
        let forms = ["form", "person"].into_iter().filter_map(|key| event.get(key)?.as_object());
        let form = forms.flat_map(of_the_form);
        let told: Vec<CaseRow> =
            told.into_iter().chain(form.map(|(key, said)| row(&key, said, false))).collect();
        if told.is_empty() {
            rows.push(row("", String::new(), false));
        }
        rows.extend(told);
    }
    rows
}
