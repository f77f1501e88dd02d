//! Scenarios held against the first, in words: what changes, and how surely.

use super::count::{count, hundredths, with_sign};
use super::files;
use super::reading::{Reading, SIDE_BY_SIDE};
use crate::base::statistics::{Interval, Says};
use crate::planning::forecast::{Comparison, Comparisons, Difference};
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};

/// The measures that a person is told of, in order, each with its words.
const SHOWN: [(&str, &str); 15] = [
    ("need_unmet", "turned away"),
    ("households_never_placed", "never placed"),
    ("children_turned_away", "children turned away"),
    ("unmet_capacity", "for want of a unit"),
    ("withdrew", "gave up waiting"),
    ("still_waiting", "still waiting"),
    ("placed", "placed"),
    ("placed_longer", "of these in a longer unit"),
    (SHORT_ONLY, "for a short stay only"),
    ("left_without", "left without a place"),
    ("sanctuary", "made safe at home"),
    ("not_asked", "not asked for"),
    ("nights_waiting", "nights spent waiting"),
    ("nights_lived_in", "unit-nights lived in"),
    ("nights_second_stage", "second-stage nights"),
];

/// Where nobody has a short stay, where asking led to is told by the other rows.
const OF_SHORT_STAYS: [&str; 3] = ["placed_longer", SHORT_ONLY, "left_without"];
const SHORT_ONLY: &str = "placed_short_only";

/// All comparisons, and where they were written to.
pub fn compare(answer: &Comparisons, out: Option<&str>) -> Document {
    let rests_on = Block::paragraph(
        "Every history is played under each scenario with the same random numbers, so the differences are those of the scenarios. All intervals of this run, those in the file too, hold together in 95 of 100 runs (Student's t, Bonferroni). \"Unclear\": chance alone could make such a difference. All figures are simulated, and hold as far as the scenarios' assumptions do.",
    );
    let several = answer.comparisons.iter().any(|comparison| !comparison.reading.is_empty());
    let readings = several.then(|| Block::paragraph(SIDE_BY_SIDE));
    let written = out
        .map(|out| files::written(out, &["compare.csv", "compare.json", "compare.manifest.json"]));
    let blocks = std::iter::once(rests_on).chain(readings).chain(written).collect();
    let end = Section::plain("rests-on", blocks);
    Document::of(answer.comparisons.iter().map(one).chain([end]))
}

fn one(comparison: &Comparison) -> Section {
    let Comparison { scenario, against, reading, what_if, histories, years, .. } = comparison;
    let reading = Reading { scenario, name: reading, what_if: *what_if }.beside();
    let years = count(usize::from(*years), "year", "years");
    let about = format!(
        "{histories} histories of {years}, figures a year; whoever asks again counts each time, and once under “never placed”. First: {against}, other: {scenario}."
    );
    let mut blocks = vec![
        Block::paragraph(headline(comparison)),
        Block::paragraph(about),
        Block::Table(table(comparison)),
    ];
    let notes = [relabelled(comparison), not_asked(comparison)];
    blocks.extend(notes.into_iter().flatten().map(Block::paragraph));
    blocks.extend(classes(comparison).map(Block::paragraph));
    Section::new("comparison", format!("{scenario} against {against}{reading}"), blocks)
}

fn table(comparison: &Comparison) -> Table {
    let head = ["a year", "first", "other", "change", "95% together", ""];
    let short = comparison.of_all(SHORT_ONLY);
    let some_are_short = short.is_some_and(|short| short.first > 0.0 || short.other > 0.0);
    let is_told = |(measure, _): &(&str, _)| some_are_short || !OF_SHORT_STAYS.contains(measure);
    let row = |(measure, words)| Some(row(words, comparison.of_all(measure)?));
    Table {
        head: head.map(Text::from).to_vec(),
        rows: SHOWN.into_iter().filter(is_told).filter_map(row).collect(),
        ..Table::default()
    }
}

/// Said where only one of the two has a waiting list: turned away at once and giving up later are one need.
fn relabelled(comparison: &Comparison) -> Option<&'static str> {
    let one_only = comparison
        .of_all("withdrew")
        .is_some_and(|withdrew| (withdrew.first == 0.0) != (withdrew.other == 0.0));
    one_only.then_some("Only one of the two has households wait: whoever it has \u{201c}gave up waiting\u{201d} the other turns away at once \u{201c}for want of a unit\u{201d}. Compare \u{201c}turned away\u{201d}, which has both.")
}

/// Said where one of the two is not asked by some because it is known to be full: they are in no other row.
fn not_asked(comparison: &Comparison) -> Option<&'static str> {
    let differs = comparison.of_all("not_asked").is_some_and(|found| found.says != Says::Same);
    differs.then_some("Whoever is \u{201c}not asked for\u{201d}, because the service is known to be full, has need too and is in no other row: fewer turned away may only mean fewer asked for. Read both rows together.")
}

fn row(words: &'static str, found: &Difference) -> Row {
    let says = match found.says {
        Says::Same => "same",
        Says::Fewer => "fewer",
        Says::More => "more",
        Says::NotDistinguishable => "unclear",
    };
    let is_same = found.says == Says::Same;
    let change = |said: fn(Interval) -> String| {
        if is_same { Text::default() } else { said(found.difference).into() }
    };
    Row::Cells(vec![
        words.into(),
        plain(found.first).into(),
        plain(found.other).into(),
        change(|by| signed(by.mean)),
        change(range),
        says.into(),
    ])
}

/// What changes for referrals, and for households and those who leave a short stay, where that is another count.
fn headline(comparison: &Comparison) -> String {
    let never = comparison
        .of_all("households_never_placed")
        .zip(comparison.of_all("need_unmet"))
        .filter(|(never, need)| never.says != need.says)
        .and_then(|(never, _)| beyond_doubt(never));
    let never = never.map(|by| format!("Of households, {by} are never placed."));
    let left = comparison
        .of_all("left_without")
        .zip(comparison.of_all("need_unmet"))
        .filter(|(left, need)| left.difference != need.difference)
        .map(|(left, _)| match beyond_doubt(left) {
            Some(by) => format!("{by} are left without a place"),
            None if left.says == Says::Same => "as many are left without a place".to_owned(),
            None => {
                "chance alone could make the difference in those left without a place".to_owned()
            }
        });
    let left = left
        .map(|said| format!("With those who leave a short stay and find no longer unit, {said}."));
    let sentences = [Some(turned_away(comparison)), never, left];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// "7.55 more a year (6.49 to 8.62)"
fn beyond_doubt(found: &Difference) -> Option<String> {
    let (more, by) = match found.says {
        Says::Fewer => ("fewer", found.difference.times(-1.0)),
        Says::More => ("more", found.difference),
        Says::Same | Says::NotDistinguishable => return None,
    };
    let [mean, low, high] = [by.mean, by.low, by.high].map(plain);
    Some(format!("{mean} {more} a year ({low} to {high})"))
}

fn turned_away(comparison: &Comparison) -> String {
    let Comparison { scenario, against, .. } = comparison;
    let Some(found) = comparison.of_all("need_unmet") else {
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
fn classes(comparison: &Comparison) -> Option<String> {
    let beyond_doubt = |d: &&Difference| {
        d.measure == "need_unmet" && d.group != "all" && matches!(d.says, Says::Fewer | Says::More)
    };
    let mut found: Vec<&Difference> = comparison.differences.iter().filter(beyond_doubt).collect();
    found.sort_by(|a, b| b.difference.mean.abs().total_cmp(&a.difference.mean.abs()));
    let said: Vec<String> =
        found.iter().map(|d| format!("{} {}", d.group, signed(d.difference.mean))).collect();
    (!said.is_empty()).then(|| format!("Turned away, by class: {}.", said.join("; ")))
}

fn plain(value: f64) -> String {
    const HUNDREDTHS_BELOW: f64 = 9.95;
    const TENTHS_BELOW: f64 = 999.0;
    match value.abs() {
        size if size < HUNDREDTHS_BELOW => hundredths(value),
        size if size < TENTHS_BELOW => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn signed(value: f64) -> String {
    with_sign(value, plain(value))
}

fn range(interval: Interval) -> String {
    format!("{} to {}", signed(interval.low), signed(interval.high))
}
