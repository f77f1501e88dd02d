//! `lintel register import`: a file of events or an occupancy list, all of it or nothing.

use super::args::{Import, Register};
use super::lines::{self, Line};
use crate::base::domain::EventName;
use crate::base::parse::{self, Source};
use crate::doors::cli::command_result::code;
use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::{Failure, Said, layout};
use crate::doors::files::{self, Text};
use crate::doors::tasks::meant_by;
use crate::inputs::referral;
use crate::presentation::render::terminal;
use crate::presentation::wording::register::{self as wording, EndedClaims};
use crate::service::register::{Already, Log, Settled, Why};
use crate::service::vault::{Files, Issue};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(
    data: &Path,
    now: Timestamp,
    args: &Register,
    import: &Import,
) -> Result<Said, Failure> {
    let text = Text::read(&import.file)?;
    let mut register = args.whereabouts.open()?;
    let lines = lines::read(&text, &import.by, now)?;
    let named = args.estate.clone().unwrap_or_else(|| register.estate().to_owned());
    let files = files_of(data, &named, &lines)?;
    let before = register.log().entries().len();
    let alike = register.log().alike(&lines, now);
    let issues = register.import(lines, &files, now)?;
    if !issues.is_empty() {
        let already = alike.already(&register.wholes(&alike.seqs())?);
        let forms = wrong_forms(&text, &issues, now);
        return refused((&import.file, &already), (&issues, &forms), args.format);
    }
    let log = register.log();
    let recorded = log.entries().len() - before;
    let ended: Vec<Ended> =
        log.entries().iter().skip(before).flat_map(|entry| Ended::of(log, entry.seq)).collect();
    Ok(Said::done(match args.format {
        AnswerFormat::Json => layout::json(&Answer { recorded, ended, issues: Vec::new() }),
        AnswerFormat::Table => {
            let ended = ended.iter().map(Ended::claims);
            let to_come = log.last_recorded_at().filter(|at| *at > now);
            let counts = (recorded, log.entries().len());
            terminal::render(&wording::imported(counts, ended, (to_come, now)))
        }
    }))
}

/// What the estate's files mean now. A file that begins with an estate of its own needs none.
fn files_of(data: &Path, named: &str, lines: &[Line]) -> Result<Files, Failure> {
    let first = lines.first().and_then(|(_, read)| read.as_ref().ok());
    let brings_its_own = first.is_some_and(|draft| draft.name() == EventName::EstateRecorded);
    match estate_files(data, named) {
        Err(_) if brings_its_own => Ok(Files { meaning: None, keep_years: None }),
        found => found,
    }
}

fn estate_files(data: &Path, named: &str) -> Result<Files, Failure> {
    let folder = files::estate_folder(data, Some(named))?;
    let homes = files::estate(&folder, &files::geography(data)?)?;
    Ok(meant_by(&homes.estate))
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "is_zero")]
    recorded: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ended: Vec<Ended>,
    issues: Vec<IssueShown<'a>>,
}

/// What somebody's arrival ended of others' claims.
#[derive(Serialize)]
struct Ended {
    /// The arrival.
    seq: u64,
    /// The events that began those claims.
    claims: Vec<u64>,
    /// What was done since and has no effect.
    without_effect: Vec<u64>,
}

impl Ended {
    /// As the recording of an event settled it.
    fn of(log: &Log, seq: u64) -> impl Iterator<Item = Self> {
        let ended = |Settled { arrival, claims, events }| Self {
            seq: arrival,
            claims,
            without_effect: events,
        };
        log.settled_by(seq).into_iter().map(ended)
    }

    fn claims(&self) -> EndedClaims<'_> {
        let Self { seq, claims, without_effect } = self;
        EndedClaims { arrival: *seq, claims, without_effect }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

#[derive(Serialize)]
struct IssueShown<'a> {
    line: usize,
    event: Option<&'a str>,
    why: Why,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<u64>,
    text: String,
}

impl<'a> IssueShown<'a> {
    fn of(issue: &'a Issue, forms: &WrongForms) -> Self {
        let (why, names) = (issue.refusal.why, issue.refusal.names);
        let form = forms.get(&issue.line).map_or(&[][..], Vec::as_slice);
        let text = wording::why_refused(issue, form);
        Self { line: issue.line, event: issue.event.as_deref(), why, names, text }
    }
}

/// What is wrong with the forms of some lines.
type WrongForms = BTreeMap<usize, Vec<parse::Issue>>;

/// What a reader of referrals says of the forms that are none.
fn wrong_forms(text: &Text, issues: &[Issue], now: Timestamp) -> WrongForms {
    let lines: Vec<&str> = text.text.lines().collect();
    let of = |issue: &&Issue| issue.refusal.why == Why::BadForm;
    let wrong = issues.iter().filter(of).filter_map(|issue| {
        let event: Value = serde_json::from_str(lines.get(issue.line.checked_sub(1)?)?).ok()?;
        let form = event.get("form")?.to_string();
        let read = referral::read(Source { file: "form.json", text: &form }, now);
        Some((issue.line, read.err()?.issues))
    });
    wrong.collect()
}

fn refused(
    (file, already): (&Path, &Already),
    (issues, forms): (&[Issue], &WrongForms),
    format: AnswerFormat,
) -> Result<Said, Failure> {
    if format == AnswerFormat::Json {
        let shown = issues.iter().map(|issue| IssueShown::of(issue, forms)).collect();
        let text = layout::json(&Answer { recorded: 0, ended: Vec::new(), issues: shown });
        return Ok(Said { text, code: code::ISSUES });
    }
    let file = file.display().to_string();
    let others = issues.iter().filter(|issue| !already.lines.contains(&issue.line)).cloned();
    let others: Vec<Issue> = others.collect();
    let said = wording::recorded_already(&file, already);
    let said = if others.is_empty() {
        said
    } else {
        said.then(wording::not_imported(&file, &others, forms))
    };
    Err(Failure::Refused(terminal::render(&said)))
}
