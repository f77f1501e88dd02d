//! Every number the page rests on, and how to make the page again.

use super::reading;
use crate::evidence::Standing;
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};
use crate::scenario::Assumption;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is assumed comes first: it is what a sceptic looks for.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut found: BTreeMap<(usize, String), Vec<Option<&Assumption>>> = BTreeMap::new();
    for (which, (outline, _)) in subject.runs.iter().enumerate() {
        for assumption in &outline.run.assumptions {
            let key = (trust(assumption.standing), assumption.key.clone());
            found.entry(key).or_insert_with(|| vec![None; subject.runs.len()])[which] =
                Some(assumption);
        }
    }
    let mut head = vec!["Number".to_owned()];
    head.extend(subject.runs.iter().map(|(_, forecast)| reading(forecast)));
    head.extend(["Standing", "Source"].map(str::to_owned));
    let row = |((_, key), each): ((usize, String), Vec<Option<&Assumption>>)| {
        let value = |found: Option<&Assumption>| found.map_or_else(String::new, |a| said(a.value));
        let first = each.iter().flatten().next();
        let standing = first.map_or_else(String::new, |a| a.standing.name().to_owned());
        let source = first.map_or_else(String::new, |a| a.source.clone());
        std::iter::once(key)
            .chain(each.iter().copied().map(value))
            .chain([standing, source])
            .collect()
    };
    let count = |standing| {
        let all = subject.runs.first().map_or(&[][..], |(outline, _)| &outline.run.assumptions);
        all.iter().filter(|assumption| assumption.standing == standing).count()
    };
    let table = Table {
        name: "assumptions",
        caption: "Every number it rests on, the assumed ones first".to_owned(),
        head,
        rows: found.into_iter().map(row).collect(),
    };
    let (assumed, derived, published) =
        (count(Standing::Assumed), count(Standing::Derived), count(Standing::Published));
    Section {
        id: "assumptions",
        heading: format!(
            "What it rests on: {assumed} numbers assumed, {derived} derived, {published} published"
        ),
        blocks: vec![Block::Table(table)],
    }
}

fn trust(standing: Standing) -> usize {
    match standing {
        Standing::Assumed => 0,
        Standing::Derived => 1,
        Standing::Published => 2,
    }
}

/// Up to four decimals.
fn said(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The command and the inputs by their hashes.
pub(super) fn reproduce(subject: &Subject<'_>) -> Section {
    let manifest = subject.manifest;
    let mut inputs = String::new();
    for (role, hash) in &manifest.inputs {
        let _ = writeln!(inputs, "{hash}  {role}");
    }
    let blocks = vec![
        Block::Paragraph(format!(
            "{} {} made this page from the inputs below (SHA-256 of each). The same command on the same inputs makes the same bytes.",
            manifest.program, manifest.version
        )),
        Block::Verbatim(subject.command.to_owned()),
        Block::Verbatim(inputs.trim_end().to_owned()),
    ];
    Section { id: "reproduce", heading: "How to make it again".to_owned(), blocks }
}
