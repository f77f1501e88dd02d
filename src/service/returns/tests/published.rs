//! What others can work out of a public copy: attacked as linear programmes, over a year and its quarters at once.

use super::super::{
    CountedIn, Counting, Line, Lists, OfType, Period, Record, Row, Standing, Table, mhclg,
};
use super::{END, Told, woman};
use crate::base::disclosure::{Between, Linked};
use serde_json::json;
use std::collections::BTreeMap;

/// A year of refusals: few of some reasons, many of others, spread over its quarters.
fn refused() -> Told {
    let mut told = Told::new();
    let mut number = 0;
    for (month, reason, times) in [
        (4, "capacity", 9),
        (5, "proximity", 2),
        (7, "capacity", 11),
        (8, "nrpf", 6),
        (10, "capacity", 3),
        (11, "alcohol", 1),
        (12, "nrpf", 7),
        (1, "capacity", 12),
        (2, "declined", 14),
    ] {
        let year = if month < 4 { 2027 } else { 2026 };
        for k in 0..times {
            number += 1;
            let reference = format!("R-{number:03}");
            let day = format!("{year}-{month:02}-{:02}", 3 + k);
            told.refers(&day, &reference, &json!([woman(30)]));
            told.does(
                &day,
                &json!({
                    "event": "turned_away", "referral": reference, "reason": reason, "barrier": [],
                }),
            );
        }
    }
    told
}

/// Events are recorded in the order in which they happened; of a year that is from April on.
fn tables(told: &Told) -> Vec<Vec<Row>> {
    let record = Record::of(&told.log, END.parse().unwrap());
    let lists = Lists::own().unwrap();
    let year = Period::read("2026-27").unwrap();
    let of = |period: Period| {
        super::super::closed(&mhclg(&Counting::new(&record, period, &lists)), &lists)
    };
    std::iter::once(year).chain(year.quarters()).map(of).collect()
}

/// The tables as others see them.
fn public(tables: &[Vec<Row>]) -> Result<Vec<Vec<Row>>, String> {
    let of = |(period, rows): (usize, &Vec<Row>)| Table { of: "mhclg", period, rows: rows.clone() };
    super::super::public(
        &tables.iter().enumerate().map(of).collect::<Vec<_>>(),
        &[],
        &Lists::own().unwrap(),
    )
}

#[test]
fn no_sum_over_reasons_or_quarters_gives_a_small_count_away() {
    let whole = tables(&refused());
    let shown = public(&whole).unwrap();
    let mut linked = Linked::default();
    let mut cells: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut is_shown = Vec::new();
    for (table, rows) in whole.iter().enumerate() {
        for (k, row) in rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.line == Line::Viii && row.counts == CountedIn::Instance)
        {
            let value = row.count().unwrap();
            cells.insert((table, row.category.clone()), linked.count(value, value + 60));
            is_shown.push(shown[table][k].standing == Standing::Counted);
        }
    }
    let categories: Vec<String> =
        cells.keys().filter(|(table, _)| *table == 0).map(|(_, of)| of.clone()).collect();
    let cell = |table: usize, category: &str| cells[&(table, category.to_owned())];
    for table in 0..whole.len() {
        let parts: Vec<usize> =
            categories.iter().filter(|of| *of != "all").map(|of| cell(table, of)).collect();
        linked.is_sum(cell(table, "all"), &parts);
    }
    for category in &categories {
        let parts: Vec<usize> = (1..whole.len()).map(|table| cell(table, category)).collect();
        linked.is_sum(cell(0, category), &parts);
    }
    assert!(is_shown.iter().any(|shown| *shown), "something is told");
    for ((table, category), cell) in &cells {
        let value = linked.value(*cell);
        if is_shown[*cell] {
            assert!(value >= 5, "{category} of table {table} is {value} and shown");
        } else {
            let Between { least, greatest } = linked.known_of(*cell, &is_shown).unwrap();
            assert!(
                greatest - least >= 5,
                "{category} of table {table} lies between {least} and {greatest}"
            );
        }
    }
}

#[test]
fn a_public_copy_names_nobody_and_hides_what_is_linked_otherwise() {
    let whole = tables(&refused());
    let shown = public(&whole).unwrap();
    for (rows, before) in shown.iter().zip(&whole) {
        assert_eq!(rows.len(), before.len(), "every row of the lists stands");
        for row in rows {
            assert!(row.made_of.is_empty());
            let is_told = row.standing == Standing::NotKnown && row.value.is_some();
            assert!(!is_told, "of few of whom nothing is known nobody is told");
            let is_small = row.count().is_some_and(|value| value < 5);
            assert!(!is_small, "{} is {:?}", row.key().words().join(","), row.value);
            let is_of_households = row.line == Line::Viii && row.counts == CountedIn::Household;
            assert!(!is_of_households || row.standing == Standing::NotShown);
        }
    }
}

#[test]
fn a_word_that_somebody_wrote_goes_with_its_figure() {
    let mut told = Told::new();
    for k in 1..=6 {
        let mut person = woman(30);
        person["ethnicity"] = json!(if k == 6 { "jane smith's own" } else { "white" });
        let reference = format!("R-{k}");
        told.refers("2026-05-01", &reference, &json!([person]));
        let day = |of: i32| format!("2026-05-{:02}", 2 * k + of);
        told.arrives(&day(0), &reference, "R1");
        told.departs(&day(1), &reference, "stopped_needing", true);
    }
    let whole = tables(&told);
    let has = |rows: &[Row], of: &str| rows.iter().any(|row| row.category == of);
    assert!(has(&told.rows("2026-27"), "ethnicity_jane_smith_s_own"));
    let shown = public(&whole).unwrap();
    for rows in &shown {
        assert!(!has(rows, "ethnicity_jane_smith_s_own"));
        assert!(has(rows, "ethnicity_not_known") && has(rows, "gender_male"));
    }
}

#[test]
fn what_is_told_of_several_and_is_no_count_is_not_published() {
    let row = |category: &str, value: u64| {
        let of = (Line::LengthOfSupport, OfType::All);
        Row::counted(of, category, CountedIn::Stay, vec!["R-1".to_owned()]).with(value)
    };
    let rows = vec![
        row("leavers", 1),
        row("leavers_median_nights", 65),
        row("leavers_mean_nights", 65),
        row("most", 7),
    ];
    let shown =
        super::super::public(&[Table { of: "kpi", period: 0, rows }], &[], &Lists::own().unwrap())
            .unwrap();
    assert!(shown[0].iter().all(|row| row.standing == Standing::NotShown), "{shown:?}");
}
