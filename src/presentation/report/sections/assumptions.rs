//! Every number the page rests on, and how to make the page again.

use super::number::Number;
use super::rests_on;
use super::{labels, reading};
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::Assumption;
use crate::planning::forecast::{Forecast, Outline};
use crate::presentation::document::{Block, Section, Sheet, Table};
use crate::presentation::report::{Again, Subject};
use crate::presentation::wording::number;
use std::path::Path;

/// Numbers of one origin.
struct NumbersOf {
    name: &'static str,
    /// What they are of.
    of: String,
    numbers: Vec<Number>,
}

/// What is assumed comes first: it is what a sceptic looks for.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let groups = groups(subject);
    let count = |standing| {
        let all = groups.iter().flat_map(|group| shown(&group.numbers));
        all.filter(|number| number.standing == standing).count()
    };
    let heading = format!(
        "What it rests on: {} numbers assumed, {} derived, {} published",
        count(Provenance::Assumed),
        count(Provenance::Derived),
        count(Provenance::Published)
    );
    let blocks = groups.iter().filter(|group| !group.numbers.is_empty()).map(folded);
    Section::new("assumptions", heading, blocks.collect())
}

fn groups(subject: &Subject<'_>) -> Vec<NumbersOf> {
    let scenario = |runs: &[(Outline, Forecast)]| {
        runs.first().map_or_else(String::new, |(outline, _)| outline.run.scenario.clone())
    };
    let own = of_scenario(subject, subject.runs);
    let mut waiting = of_scenario(subject, subject.waiting);
    waiting.retain(|number| !own.contains(number));
    let mut groups = vec![
        NumbersOf {
            name: "assumptions",
            of: format!("Scenario {}", scenario(subject.runs)),
            numbers: own,
        },
        NumbersOf {
            name: "assumptions-waiting",
            of: format!("Scenario {}, beside or instead of these", scenario(subject.waiting)),
            numbers: waiting,
        },
    ];
    if let Some(report) = subject.expansion {
        groups.push(NumbersOf {
            name: "assumptions-money",
            of: "What could be bought, and what may be spent".to_owned(),
            numbers: rests_on::money(report),
        });
    }
    if let Some(calibration) = subject.unknowns {
        groups.push(NumbersOf {
            name: "assumptions-calibration",
            of: "What is not known, and what was counted".to_owned(),
            numbers: rests_on::calibration(calibration),
        });
    }
    for group in &mut groups {
        group.numbers.sort_by_key(|number| trust(number.standing));
    }
    groups
}

/// A scenario's numbers; one that readings take from different figures stands once for each.
fn of_scenario(subject: &Subject<'_>, runs: &[(Outline, Forecast)]) -> Vec<Number> {
    let mut keys: Vec<&str> = Vec::new();
    for assumption in runs.iter().flat_map(|(outline, _)| &outline.run.assumptions) {
        if !keys.contains(&assumption.key.as_str()) {
            keys.push(&assumption.key);
        }
    }
    let mut numbers = Vec::new();
    for key in keys {
        let found: Vec<(&Forecast, Number)> = runs
            .iter()
            .filter_map(|(outline, forecast)| {
                let assumption = outline.run.assumptions.iter().find(|one| one.key == key)?;
                Some((forecast, number_of(subject, assumption, &outline.classes)))
            })
            .collect();
        let Some((_, first)) = found.first() else { continue };
        if found.len() == runs.len() && found.iter().all(|(_, number)| number == first) {
            numbers.push(first.clone());
            continue;
        }
        numbers.extend(found.into_iter().map(|(forecast, number)| Number {
            what: format!("{} ({})", number.what, reading(forecast)),
            ..number
        }));
    }
    numbers
}

fn number_of(subject: &Subject<'_>, assumption: &Assumption, classes: &[String]) -> Number {
    let figure = assumption.evidence.as_deref().and_then(|name| subject.evidence.get(name));
    let note = figure.and_then(|figure| figure.note.as_deref());
    let note = note.map_or_else(String::new, |note| format!(". {note}"));
    Number {
        key: assumption.key.clone(),
        what: labels::label(&assumption.key, classes),
        value: number(assumption.value),
        standing: assumption.standing,
        source: format!("{}{note}", assumption.source),
    }
}

/// Numbers that are alike in all but their keys stand in one row.
fn shown(numbers: &[Number]) -> Vec<&Number> {
    let mut shown: Vec<&Number> = Vec::new();
    for number in numbers {
        let is_alike = |known: &&Number| {
            (&known.what, &known.value, &known.source)
                == (&number.what, &number.value, &number.source)
        };
        if !shown.iter().any(is_alike) {
            shown.push(number);
        }
    }
    shown
}

fn folded(group: &NumbersOf) -> Block {
    let shown = shown(&group.numbers);
    let assumed = shown.iter().filter(|number| number.standing == Provenance::Assumed).count();
    let summary = format!("{}: {} numbers, {assumed} of them assumed", group.of, shown.len());
    let columns = ["Number", "Value", "Standing", "Source"].map(str::to_owned);
    let row = |number: &Number| {
        let standing = number.standing.name().to_owned();
        vec![number.what.clone(), number.value.clone(), standing, number.source.clone()]
    };
    let keyed = |number: &Number| [vec![number.key.clone()], row(number)].concat();
    let table = Table::filed(
        group.name,
        group.of.clone(),
        columns.to_vec(),
        shown.iter().map(|number| row(number)),
    )
    .with_whole(Sheet {
        head: [vec!["Key".to_owned()], columns.to_vec()].concat(),
        rows: group.numbers.iter().map(keyed).collect(),
    });
    Block::folded_table(summary, table, false)
}

fn trust(standing: Provenance) -> usize {
    match standing {
        Provenance::Assumed => 0,
        Provenance::Derived => 1,
        Provenance::Published => 2,
    }
}

/// The command and the inputs by their hashes.
pub(super) fn reproduce(subject: &Subject<'_>) -> Section {
    let (manifest, is_pack) = (subject.manifest, subject.again.evidence_of.is_some());
    let named = if is_pack { "evidence.manifest.json" } else { "report.manifest.json" };
    let blocks = vec![
        Block::paragraph(format!(
            "{} {} made this page; the same command on the same inputs makes the same bytes. {named} names every input with its hash.",
            manifest.program, manifest.version
        )),
        Block::Verbatim(command(subject.again)),
    ];
    Section::new("reproduce", "How to make it again", blocks)
}

/// What makes the same page again.
fn command(again: &Again) -> String {
    let scenario = plain(&again.scenario);
    let (mut words, out) = match &again.evidence_of {
        Some(period) => {
            (vec![format!("lintel evidence --period {period} --scenario {scenario}")], "evidence")
        }
        None => (vec![format!("lintel report {scenario}")], "report"),
    };
    words.extend(again.waiting.iter().map(|waiting| format!("--waiting {}", plain(waiting))));
    words.extend(again.replications.map(|replications| format!("--replications {replications}")));
    words.extend(again.quick.then(|| "--quick".to_owned()));
    words.push(format!("--out {out}"));
    words.join(" ")
}

/// A scenario's name, where it was said with the way to it: no page repeats where files lie.
fn plain(named: &str) -> &str {
    if named.contains(['/', '\\']) {
        Path::new(named).file_stem().and_then(|stem| stem.to_str()).unwrap_or(named)
    } else {
        named
    }
}
