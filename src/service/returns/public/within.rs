//! What adds up within one table, and what bounds what there.

use super::super::key::{CountedIn, Key, Line, OfType};
use super::linking::Linking;
use super::table::Table;
use std::collections::BTreeMap;

pub(super) fn link(linking: &mut Linking, number: usize, table: &Table) {
    match table.of {
        "mhclg" => {
            people(linking, number);
            departures(linking, number);
            reconciled(linking, number);
        }
        "outcomes" => outcomes(linking, number),
        "sanctuary" => {
            by_line(linking, number);
            homes(linking, number);
        }
        _ => {
            by_line(linking, number);
            review(linking, number);
            let share = |line, part| (line, part, "of", CountedIn::Household);
            for (line, part, all, counts) in
                [share(Line::PlannedMoves, "planned"), share(Line::Independence, "independent")]
            {
                let parts = linking.at(number, (line, part, counts)).into_iter().collect();
                let total = linking.at(number, (line, all, counts));
                linking.is_sum(total, parts);
            }
        }
    }
}

/// Individuals of ii: once in all and once in each type, and by who they are and what they need.
fn people(linking: &mut Linking, table: usize) {
    let Some(all) = linking.at(table, (Line::Ii, "all", CountedIn::Individual)) else { return };
    let types: Vec<usize> = linking
        .figures(table)
        .into_iter()
        .filter(|(key, _)| key.line == Line::Ii && key.kind != OfType::All && key.category == "all")
        .map(|(_, cell)| cell)
        .collect();
    for kind in &types {
        linking.are_at_most(vec![*kind], vec![all]);
    }
    linking.are_at_most(vec![all], types);
    for begins in ["age_", "gender_", "ethnicity_", "disability_", "sexuality_", "specialist_"] {
        let parts = linking.of_line(table, Line::Iii, |category| category.starts_with(begins));
        linking.is_sum(Some(all), parts);
    }
    let parts = linking.of_line(table, Line::Iii, |category| matches!(category, "adult" | "child"));
    linking.is_sum(Some(all), parts);
    grown_up_or_not(linking, table);
    // Who has a need is not among those of whom none is known.
    let not_known = linking.at(table, (Line::Iv, "not_known", CountedIn::Individual));
    for need in linking.of_line(table, Line::Iv, |category| category != "not_known") {
        let less = not_known.into_iter().chain([need]).collect();
        linking.are_at_most(less, vec![all]);
    }
    for line in [Line::V, Line::Vi] {
        for cell in linking.of_line(table, line, |_| true) {
            linking.are_at_most(vec![cell], vec![all]);
        }
    }
}

/// Bands of ages make up adults and children, but for those whose age is not known.
fn grown_up_or_not(linking: &mut Linking, table: usize) {
    let mut not_known = Vec::new();
    for (who, is_child) in [("child", true), ("adult", false)] {
        let is_of_them = |category: &str| {
            let last = category.strip_prefix("age_").and_then(|band| band.split_once('_'));
            last.is_some_and(|(first, last)| {
                let ends_under_18 = last.parse::<u8>().is_ok_and(|last| last < 18);
                first.parse::<u8>().is_ok() && ends_under_18 == is_child
            })
        };
        let mut parts = linking.of_line(table, Line::Iii, is_of_them);
        let Some(total) = linking.at(table, (Line::Iii, who, CountedIn::Individual)) else {
            return;
        };
        let bands: u32 = parts.iter().map(|&cell| linking.value(cell)).sum();
        let Some(rest) = linking.value(total).checked_sub(bands) else { return };
        let rest = linking.cell(rest);
        parts.push(rest);
        not_known.push(rest);
        linking.is_sum(Some(total), parts);
    }
    linking
        .is_sum(linking.at(table, (Line::Iii, "age_not_known", CountedIn::Individual)), not_known);
}

/// Refusals, departures, moves and stays that ended.
fn departures(linking: &mut Linking, table: usize) {
    for (line, unit) in [(Line::Viii, CountedIn::Instance), (Line::Ix, CountedIn::Household)] {
        let total = linking.at(table, (line, "all", unit));
        let parts =
            linking.of_line(table, line, |category| !matches!(category, "all" | "transferred"));
        linking.is_sum(total, parts);
    }
    let of = |linking: &Linking, line, category| {
        linking
            .at(table, (line, category, CountedIn::Household))
            .into_iter()
            .collect::<Vec<usize>>()
    };
    let (planned, left) = (of(linking, Line::Xii, "planned"), of(linking, Line::Xii, "of"));
    linking.is_sum(left.first().copied(), planned);
    let transferred = of(linking, Line::Ix, "transferred");
    linking.is_sum(linking.at(table, (Line::Xi, "all", CountedIn::Household)), transferred);
    let alive = ["stopped_needing", "lives_with_perpetrator"];
    let alive = alive.iter().flat_map(|why| of(linking, Line::Ix, why)).collect();
    linking.are_at_most(alive, left.clone());
    linking.are_at_most(of(linking, Line::Xiii, "all"), left.clone());
    // Every departure ended a stay.
    let ended = linking.of_line(table, Line::X, |category| category != "still_in");
    linking.are_at_most(left, ended.clone());
    linking.are_at_most(of(linking, Line::Ix, "all"), ended);
}

/// What came is what went and what stayed; line i and viii are parts of it.
fn reconciled(linking: &mut Linking, table: usize) {
    let of = |linking: &Linking, category: &str| {
        linking.at(table, (Line::Reconciliation, category, CountedIn::Referral))
    };
    let came: Vec<usize> = ["open_at_start", "received"]
        .into_iter()
        .filter_map(|category| of(linking, category))
        .collect();
    if !came.is_empty() {
        let sum = came.iter().map(|cell| linking.value(*cell)).sum();
        let total = linking.cell(sum);
        linking.is_sum(Some(total), came);
        let went = linking.of_line(table, Line::Reconciliation, |category| {
            !matches!(category, "open_at_start" | "received")
        });
        linking.is_sum(Some(total), went);
    }
    let counted = linking.at(table, (Line::I, "all", CountedIn::Referral)).into_iter().collect();
    linking.is_sum(of(linking, "received"), counted);
    let instances =
        linking.at(table, (Line::Viii, "all", CountedIn::Instance)).into_iter().collect();
    linking.is_sum(of(linking, "turned_away"), instances);
}

/// Of those with a need the progress is good, not good, or not reviewed.
fn outcomes(linking: &mut Linking, table: usize) {
    let mut areas: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    for (Key { line, category, .. }, cell) in linking.figures(table) {
        areas.entry(line.word()).or_default().push((category, cell));
    }
    for figures in areas.into_values() {
        let of = |name: &str| figures.iter().find(|(of, _)| of == name).map(|(_, cell)| *cell);
        let each = ["positive", "not_positive", "not_yet_reviewed"];
        linking.is_sum(of("need"), each.into_iter().filter_map(of).collect());
        linking.is_sum(of("supported"), of("need").into_iter().collect());
    }
}

/// How many of an element were in time, late, or of unknown days; whoever had support of some type took support up.
fn homes(linking: &mut Linking, table: usize) {
    for element in ["determination", "risk_assessment", "support_plan", "fitting"] {
        let total = linking.at(table, (Line::X, element, CountedIn::Instance));
        let parts = linking.of_line(table, Line::X, |category| {
            let rest = category.strip_prefix(element).unwrap_or_default();
            matches!(rest, "_in_time" | "_late" | "_days_not_known")
        });
        linking.is_sum(total, parts);
    }
    let took_up: Vec<usize> =
        linking.at(table, (Line::Xi, "all", CountedIn::Household)).into_iter().collect();
    for of_type in linking.of_line(table, Line::Xii, |_| true) {
        linking.are_at_most(vec![of_type], took_up.clone());
    }
    for line in [Line::Vii, Line::Viii] {
        let of = |linking: &Linking, counts| {
            linking.at(table, (line, "all", counts)).into_iter().collect::<Vec<usize>>()
        };
        linking.are_at_most(of(linking, CountedIn::Household), of(linking, CountedIn::Instance));
    }
}

/// Complaints that were upheld, and incidents under their headings.
fn review(linking: &mut Linking, table: usize) {
    let upheld = linking.at(table, (Line::Vi, "upheld", CountedIn::Instance)).into_iter().collect();
    linking.is_sum(linking.at(table, (Line::Vi, "complaints", CountedIn::Instance)), upheld);
    let parts = linking.of_line(table, Line::Vii, |category| {
        matches!(category, "incidents_safeguarding" | "incidents_public_protection")
    });
    linking.is_sum(linking.at(table, (Line::Vii, "incidents_all", CountedIn::Instance)), parts);
}

/// Of any other table: `all` is the sum of its line, or no part of it is more.
fn by_line(linking: &mut Linking, table: usize) {
    let mut lines: BTreeMap<[&str; 3], Vec<(String, usize)>> = BTreeMap::new();
    for (Key { line, kind, category, counts }, cell) in linking.figures(table) {
        let of = [line.word(), kind.word(), counts.word()];
        lines.entry(of).or_default().push((category, cell));
    }
    for figures in lines.into_values() {
        let Some(total) = figures.iter().find(|(of, _)| of == "all").map(|(_, cell)| *cell) else {
            continue;
        };
        let parts: Vec<usize> =
            figures.iter().filter(|(of, _)| of != "all").map(|(_, cell)| *cell).collect();
        let sum: u32 = parts.iter().map(|&cell| linking.value(cell)).sum();
        if sum == linking.value(total) {
            linking.is_sum(Some(total), parts);
        } else {
            for part in parts {
                linking.are_at_most(vec![part], vec![total]);
            }
        }
    }
}
