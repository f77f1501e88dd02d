//! Scenarios side by side for a person, in eighty columns.

use super::super::layout;
use super::{Answer, Comparison};
use crate::base::statistics::{Interval, Says};
use crate::planning::forecast::Difference;
use std::path::Path;

/// The measures that a person is told of, in order, each with its words.
const SHOWN: [(&str, &str); 12] = [
    ("need_unmet", "turned away"),
    ("households_never_placed", "never placed"),
    ("children_turned_away", "children turned away"),
    ("unmet_capacity", "for want of a unit"),
    ("withdrew", "gave up waiting"),
    ("still_waiting", "still waiting"),
    ("placed", "placed"),
    ("sanctuary", "made safe at home"),
    ("not_asked", "not asked for"),
    ("nights_waiting", "nights spent waiting"),
    ("nights_lived_in", "unit-nights lived in"),
    ("nights_second_stage", "second-stage nights"),
];

/// All comparisons.
pub(super) fn table(answer: &Answer, out: Option<&Path>) -> String {
    let mut text = String::new();
    for comparison in &answer.comparisons {
        text += &one(comparison);
        text.push('\n');
    }
    text += &layout::wrapped(
        "",
        "Every history is played under each scenario with the same random numbers, so the differences are those of the scenarios. All intervals of this run, those in the file too, hold together in 95 of 100 runs (Student's t, Bonferroni). \"Unclear\": chance alone could make such a difference. All figures are simulated, and hold as far as the scenarios' assumptions do.",
    );
    if answer.comparisons.iter().any(|comparison| !comparison.reading.is_empty()) {
        text += &layout::wrapped("", layout::READINGS);
    }
    if let Some(out) = out {
        let said =
            format!("Written to {}: compare.csv, compare.json, manifest.json.", out.display());
        text += &layout::wrapped("", &said);
    }
    text
}

fn one(comparison: &Comparison) -> String {
    let Comparison { scenario, against, reading, histories, years, .. } = comparison;
    let reading =
        if reading.is_empty() { String::new() } else { format!(", reading “{reading}”") };
    let years = layout::count(usize::from(*years), "year", "years");
    let mut text = layout::wrapped("", &format!("{scenario} against {against}{reading}"));
    text += &layout::wrapped("  ", &headline(comparison));
    let about = format!(
        "{histories} histories of {years}, figures a year; whoever asks again counts each time, and once under “never placed”. First: {against}, other: {scenario}."
    );
    text += &layout::wrapped("  ", &about);
    let head = ["  a year", "first", "other", "change", "95% together", ""];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (measure, words) in SHOWN {
        rows.extend(everybody(comparison, measure).map(|found| row(words, found)));
    }
    text += &layout::columns(&rows);
    text += &relabelled(comparison);
    text += &not_asked(comparison);
    text += &classes(comparison);
    text
}

/// Said where only one of the two has a waiting list: turned away at once and giving up later are one need.
fn relabelled(comparison: &Comparison) -> String {
    let one_only = everybody(comparison, "withdrew")
        .is_some_and(|withdrew| (withdrew.first == 0.0) != (withdrew.other == 0.0));
    if !one_only {
        return String::new();
    }
    layout::wrapped(
        "  ",
        "Only one of the two has households wait: whoever it has \u{201c}gave up waiting\u{201d} the other turns away at once \u{201c}for want of a unit\u{201d}. Compare \u{201c}turned away\u{201d}, which has both.",
    )
}

/// Said where one of the two is not asked by some because it is known to be full: they are in no other row.
fn not_asked(comparison: &Comparison) -> String {
    let differs = everybody(comparison, "not_asked").is_some_and(|found| found.says != Says::Same);
    if !differs {
        return String::new();
    }
    layout::wrapped(
        "  ",
        "Whoever is \u{201c}not asked for\u{201d}, because the service is known to be full, has need too and is in no other row: fewer turned away may only mean fewer asked for. Read both rows together.",
    )
}

fn everybody<'a>(comparison: &'a Comparison, measure: &str) -> Option<&'a Difference> {
    comparison.differences.iter().find(|d| d.measure == measure && d.group == "all")
}

fn row(words: &str, found: &Difference) -> Vec<String> {
    let says = match found.says {
        Says::Same => "same",
        Says::Fewer => "fewer",
        Says::More => "more",
        Says::NotDistinguishable => "unclear",
    };
    let is_same = found.says == Says::Same;
    vec![
        format!("  {words}"),
        plain(found.first),
        plain(found.other),
        if is_same { String::new() } else { signed(found.difference.mean) },
        if is_same { String::new() } else { range(found.difference) },
        says.to_owned(),
    ]
}

/// What changes for referrals, and for households where that is another count.
fn headline(comparison: &Comparison) -> String {
    let referrals = turned_away(comparison);
    let never = everybody(comparison, "households_never_placed")
        .zip(everybody(comparison, "need_unmet"))
        .filter(|(never, need)| never.says != need.says)
        .map(|(never, _)| never);
    let (more, size) = match never.map(|never| (never.says, never.difference)) {
        Some((Says::Fewer, by)) => ("fewer", by.times(-1.0)),
        Some((Says::More, by)) => ("more", by),
        _ => return referrals,
    };
    let (low, high) = (size.low.min(size.high), size.low.max(size.high));
    format!(
        "{referrals} Of households, {} a year {more} are never placed ({} to {}).",
        plain(size.mean),
        plain(low),
        plain(high),
    )
}

fn turned_away(comparison: &Comparison) -> String {
    let Comparison { scenario, against, .. } = comparison;
    let Some(found) = everybody(comparison, "need_unmet") else {
        return "Nobody is turned away in either.".to_owned();
    };
    let by = found.difference;
    match found.says {
        Says::Same => format!("{scenario} turns away exactly as many as {against}."),
        Says::NotDistinguishable => format!(
            "Whether {scenario} turns away more or fewer than {against} cannot be told from these histories."
        ),
        Says::Fewer => format!(
            "{scenario} turns away {} fewer a year than {against} ({} to {} fewer).",
            plain(-by.mean),
            plain(-by.high),
            plain(-by.low)
        ),
        Says::More => format!(
            "{scenario} turns away {} more a year than {against} ({} to {} more).",
            plain(by.mean),
            plain(by.low),
            plain(by.high)
        ),
    }
}

/// For which classes of household the difference in turning away is beyond doubt.
fn classes(comparison: &Comparison) -> String {
    let beyond_doubt = |d: &&Difference| {
        d.measure == "need_unmet" && d.group != "all" && matches!(d.says, Says::Fewer | Says::More)
    };
    let mut found: Vec<&Difference> = comparison.differences.iter().filter(beyond_doubt).collect();
    if found.is_empty() {
        return String::new();
    }
    found.sort_by(|a, b| b.difference.mean.abs().total_cmp(&a.difference.mean.abs()));
    let said: Vec<String> =
        found.iter().map(|d| format!("{} {}", d.group, signed(d.difference.mean))).collect();
    layout::wrapped("  ", &format!("Turned away, by class: {}.", said.join("; ")))
}

fn plain(value: f64) -> String {
    const HUNDREDTHS_BELOW: f64 = 9.95;
    const TENTHS_BELOW: f64 = 999.0;
    match value.abs() {
        size if size < HUNDREDTHS_BELOW => format!("{value:.2}"),
        size if size < TENTHS_BELOW => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn signed(value: f64) -> String {
    let said = plain(value);
    if value > 0.0 { format!("+{said}") } else { said }
}

fn range(interval: Interval) -> String {
    format!("{} to {}", signed(interval.low), signed(interval.high))
}
