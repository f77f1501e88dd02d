//! What is said of a register as a whole: begun, filled, asked, proved and copied.

use super::spoken::moment;
use super::tonight::all_units;
use super::why::why;
use crate::base::parse;
use crate::presentation::document::{
    Action, Block, Document, Section, Text, Verb, household, text, unit,
};
use crate::presentation::wording::count;
use crate::service::register::{Already, ReferralView, Settled, View};
use crate::service::vault::Issue;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A register was begun at a place, and the file of its key.
pub fn begun(register: &str, key: &str) -> Document {
    said(format!(
        "The register {register} is begun, and nothing is recorded yet. The key {key} opens it: nobody else can read it, and without it nobody, ever, can read the register. Keep a copy where the register is not."
    ))
}

/// A head as it is printed, or that there is none.
pub fn head(head: Option<&str>) -> Document {
    Document::of([Section::plain("head", vec![of_head(head)])])
}

/// Everything is as it was written.
pub fn verified(head: Option<&str>) -> Document {
    with_head("Everything is as it was written.".to_owned(), head)
}

/// A copy was made and verified.
pub fn backed_up(file: &str, head: Option<&str>) -> Document {
    with_head(format!("{file} is a copy of the register, and verified."), head)
}

/// A register was made from a copy and verified.
pub fn restored(file: &str, head: Option<&str>) -> Document {
    with_head(format!("The register was made from {file}, and verified."), head)
}

/// What an arrival ended of others' claims, event by event.
#[derive(Debug, Clone, Copy)]
pub struct EndedClaims<'a> {
    /// The arrival.
    pub arrival: u64,
    /// The events that began those claims.
    pub claims: &'a [u64],
    /// What was done since and has no effect.
    pub without_effect: &'a [u64],
}

/// An import, of so many events, after which there are so many; and the last moment at which one says that it was recorded,
/// where that is still to come.
pub fn imported<'a>(
    (recorded, all): (usize, usize),
    ended: impl IntoIterator<Item = EndedClaims<'a>>,
    (to_come, now): (Option<Timestamp>, Timestamp),
) -> Document {
    let events = count(recorded, "event", "events");
    let first = Block::paragraph(format!("{events} recorded; the register has {all}."));
    let lines = ended.into_iter().map(|of| Block::paragraph(ended_claims(of)));
    let slip = to_come.map(|at| Block::Note(text![
        "One of them says that it was recorded ",
        moment(at, now),
        ", which is still to come. Until then everything recorded here counts as recorded at that moment, when today's holds and offers have long lapsed. If it is a slip, go back to the copy made before: lintel register restore."
    ]));
    let blocks = std::iter::once(first).chain(lines).chain(slip).collect();
    Document::of([Section::plain("imported", blocks)])
}

/// What the rows of another system's table became: how many events of each name, and how its columns were read.
pub fn table_imported(
    events: &BTreeMap<String, usize>,
    about: &str,
    is_rehearsal: bool,
) -> Document {
    let all: usize = events.values().sum();
    if all == 0 {
        return said(format!(
            "Nothing to record: no row stands below the heads. Read as: {about}."
        ));
    }
    let each: Vec<String> = events.iter().map(|(name, n)| format!("{n} {name}")).collect();
    let end = if is_rehearsal { "would be recorded; nothing was" } else { "recorded" };
    let all = count(all, "event", "events");
    said(format!("{all} {end}: {}. Read as: {about}.", each.join(", ")))
}

impl<'a> From<&'a Settled> for EndedClaims<'a> {
    fn from(Settled { arrival, claims, events }: &'a Settled) -> Self {
        Self { arrival: *arrival, claims, without_effect: events }
    }
}

pub(super) fn ended_claims(of: EndedClaims<'_>) -> String {
    let list = |seqs: &[u64]| seqs.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let ended = format!("Event {} ended the claim of event {}", of.arrival, list(of.claims));
    match of.without_effect {
        [] => format!("{ended}."),
        events => format!("{ended}; without effect by it: {}.", list(events)),
    }
}

/// What stands above the lines that were refused where some, or all, are in the register as they stand.
pub fn recorded_already(file: &str, already: &Already) -> Document {
    let Already { lines, of } = already;
    let all = lines.len() == *of;
    let said = match (all, lines.len()) {
        (_, 0) => return Document::of([]),
        (true, 1) => format!("The one line of {file} is recorded already"),
        (true, n) => format!("All {n} lines of {file} are recorded already"),
        (false, n) => {
            let are = if n == 1 { "is" } else { "are" };
            format!("{n} of the {of} lines of {file} {are} recorded already ({})", in_runs(lines))
        }
    };
    let then = if all {
        text![
            ": nothing is left to import, and nothing was recorded. What has changed since is recorded as it happens. See how it stands: ",
            Action::new(Verb::SeeTonight),
            "."
        ]
    } else {
        ": nothing was recorded. Take them out, and import the others again.".into()
    };
    Document::of([Section::plain("already", vec![Block::Paragraph(text![said, then])])])
}

/// "lines 2 to 14, 16, 20 to 31".
fn in_runs(lines: &BTreeSet<usize>) -> String {
    /// More runs than this nobody looks up.
    const MOST: usize = 8;
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let one = |&(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first} to {last}") }
    };
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let told = runs.iter().take(MOST).map(one).collect::<Vec<_>>().join(", ");
    let more = if runs.len() > MOST { " and others" } else { "" };
    format!("{word} {told}{more}")
}

/// Nothing of a file was recorded, and why, line by line; with what is wrong with the forms of some lines.
pub fn not_imported(
    file: &str,
    issues: &[Issue],
    forms: &BTreeMap<usize, Vec<parse::Issue>>,
) -> Document {
    let lines = issues.iter().flat_map(|issue| {
        let event = issue.event.as_deref().unwrap_or("no event");
        let (why, text) = (issue.refusal.why, why_refused(issue, &[]));
        let line = Block::paragraph(format!("line {}, {event}: {text} ({why})", issue.line));
        let form = forms.get(&issue.line).map(|form| Block::items(form.iter().map(of_the_form)));
        std::iter::once(line).chain(form)
    });
    let things = count(issues.len(), "line was", "lines were");
    let end = format!("{things} refused; nothing of {file} was recorded.");
    Document::of([
        Section::plain("refused", lines.collect()),
        Section::plain("nothing", vec![Block::paragraph(end)]),
    ])
}

/// Why a line was refused, in words, and what is wrong with its form.
pub fn why_refused(issue: &Issue, form: &[parse::Issue]) -> String {
    let named = issue.refusal.names.map_or_else(String::new, |seq| format!(": event {seq}"));
    let whole = format!("{}{named}", why(issue.refusal.why));
    std::iter::once(whole).chain(form.iter().map(of_the_form)).collect::<Vec<_>>().join("; ")
}

/// What is wrong at a place of a form, what may stand there, and what to do.
fn of_the_form(wrong: &parse::Issue) -> String {
    let parse::Issue { place, value, allowed, action, .. } = wrong;
    let found = if value.is_empty() { String::new() } else { format!(" {value};") };
    format!("{place}:{found} {allowed}: {action}")
}

/// Every unit and referral at a moment.
pub fn state(view: &View, at: Timestamp, now: Timestamp) -> Document {
    let title = text!["As it stood ", moment(at, now)];
    let referrals = view.referrals.iter().map(referral);
    let heading = count(view.referrals.len(), "referral", "referrals");
    let said = Document::of([
        Section::plain("units", all_units(&view.units, now)),
        Section::list("referrals", heading, referrals),
    ]);
    Document { title, ..said }
}

fn referral(of: &ReferralView) -> Text {
    let state = of.state.word().replace('_', " ");
    let said = text![household(&of.reference), format!(": {state}")];
    match &of.unit {
        Some(name) => text![said, ", ", unit(name)],
        None => said,
    }
}

fn said(sentence: String) -> Document {
    Document::saying("said", sentence)
}

fn with_head(sentence: String, head: Option<&str>) -> Document {
    Document::of([Section::plain("said", vec![Block::paragraph(sentence), of_head(head)])])
}

fn of_head(head: Option<&str>) -> Block {
    match head {
        Some(head) => Block::Verbatim(head.to_owned()),
        None => Block::paragraph("Nothing is recorded yet."),
    }
}
