//! What others can work out of two years of public copies: attacked as linear programmes over everything that adds up,
//! within a quarter, over the quarters of a year, from one year to the next, and over who lived here.

use super::super::{
    CountedIn, Counting, Line, Lists, OfType, Period, Record, Row, Standing, Table, kpi, mhclg,
    outcomes, public, review, sanctuary,
};
use super::{END, Told, woman};
use crate::base::disclosure::Linked;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;
use std::collections::BTreeMap;

/// Two years with few of nearly everything.
fn two_years() -> Told {
    let mut told = Told::new();
    let units = ["R1", "R2", "D1", "S1"];
    let mut lives: BTreeMap<&str, (String, Date)> = BTreeMap::new();
    let (mut number, mut chance): (u32, u64) = (0, 7);
    let mut next = |of: u64| {
        chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33).rem_euclid(of)
    };
    let mut day = date(2025, 4, 1);
    while day < date(2027, 4, 1) {
        let on = day.to_string();
        for unit in units {
            let gone = lives.get(unit).filter(|(_, leaves)| *leaves <= day).cloned();
            if let Some((reference, _)) = gone {
                let because = if next(3) == 0 { "other" } else { "stopped_needing" };
                told.departs(&on, &reference, because, next(2) == 0);
                lives.remove(unit);
            }
        }
        if next(4) == 0 {
            number += 1;
            let reference = format!("R-{number:04}");
            told.refers(&on, &reference, &json!([woman(30)]));
            let free = units.iter().find(|unit| !lives.contains_key(**unit));
            match (free, next(5)) {
                (Some(unit), 0..3) => {
                    told.arrives(&on, &reference, unit);
                    let nights = i64::try_from(3 + next(40)).unwrap();
                    lives.insert(unit, (reference, day + nights.days()));
                }
                (_, 3) => {}
                _ => {
                    let reason =
                        ["capacity", "proximity", "nrpf"][usize::try_from(next(3)).unwrap()];
                    told.does(&on, &json!({
                        "event": "turned_away", "referral": reference, "reason": reason, "barrier": [],
                    }));
                }
            }
        }
        day = day.tomorrow().unwrap();
    }
    told
}

/// Every return of a year and its quarters: whole, and as others see it.
struct Copies {
    periods: Vec<Period>,
    whole: Vec<Table>,
    shown: Vec<Vec<Row>>,
}

impl Copies {
    fn of(told: &Told, year: &str) -> Self {
        let record = Record::of(&told.log, END.parse().unwrap());
        let lists = Lists::own().unwrap();
        let year = Period::read(year).unwrap();
        let periods: Vec<Period> = std::iter::once(year).chain(year.quarters()).collect();
        let mut whole = Vec::new();
        for (period, of) in periods.iter().enumerate() {
            let counting = Counting::new(&record, *of, &lists);
            let nights = told.log.unit_nights(END.parse().unwrap(), (of.first, of.last));
            let rows = [
                ("mhclg", mhclg(&counting)),
                ("sanctuary", sanctuary(&counting)),
                ("kpi", kpi(&counting, &nights)),
                ("outcomes", outcomes(&counting)),
                ("review", review(&counting, &nights)),
            ];
            whole.extend(rows.map(|(of, rows)| Table { of, period, rows }));
        }
        let shown = public(&whole, &[], &lists).unwrap();
        Self { periods, whole, shown }
    }

    /// Every row as it is shown, with its table and period.
    fn rows(&self) -> impl Iterator<Item = (&Table, Period, &Row)> {
        let tables = self.whole.iter().zip(&self.shown);
        tables.flat_map(|(table, rows)| {
            let period = self.periods[table.period];
            rows.iter().map(move |row| (table, period, row))
        })
    }
}

type Key = (String, &'static str, &'static str, &'static str);

/// Somebody who has every copy and knows what adds up.
#[derive(Default)]
struct Reader {
    linked: Linked,
    cells: BTreeMap<Key, usize>,
    is_shown: Vec<bool>,
}

const BANDS: [&str; 6] = ["under_1", "1_3", "3_6", "6_12", "12_24", "24_over"];
const ENDINGS: [&str; 6] =
    ["placed", "turned_away", "placed_elsewhere", "withdrawn", "duplicate", "sanctuary"];
const REASONS: [&str; 10] = [
    "capacity",
    "not_contacted",
    "declined",
    "proximity",
    "needs_disability",
    "needs_mental_health",
    "needs_alcohol",
    "needs_drugs",
    "needs_nrpf",
    "needs_other",
];

impl Reader {
    fn add(&mut self, value: u32, is_shown: bool) -> usize {
        self.is_shown.push(is_shown);
        self.linked.count(value, 2 * value + 50)
    }

    /// What stands in the copies of a year: of the ministry's lines, and stays from the indicators.
    fn reads(&mut self, copies: &Copies) {
        let lines = ["i", "viii", "ix", "x", "reconciliation", "length_of_support"];
        for (table, period, row) in copies.rows() {
            let is_meant = matches!(table.of, "mhclg" | "kpi") && lines.contains(&row.line.word());
            let has_it = |of: &&Row| of.key() == row.key();
            let value = table.rows.iter().find(has_it).and_then(Row::count);
            let is_count = !row.category.contains("nights");
            let is_of_all = row.kind == OfType::All
                && !(row.line == Line::Viii && row.counts == CountedIn::Household);
            if let Some(value) = value.filter(|_| is_meant && is_count && is_of_all) {
                let category: &'static str = row.category.clone().leak();
                let cell = self.add(value, row.standing == Standing::Counted);
                self.cells.insert((period.to_string(), table.of, row.line.word(), category), cell);
            }
        }
    }

    fn cell(&self, period: &str, line: &'static str, category: &'static str) -> usize {
        let of = if line == "length_of_support" { "kpi" } else { "mhclg" };
        self.cells[&(period.to_owned(), of, line, category)]
    }

    fn add_up(&mut self, period: &str) {
        let of = |reader: &Self, line, categories: &[&'static str]| -> Vec<usize> {
            categories.iter().map(|category| reader.cell(period, line, category)).collect()
        };
        let reasons = of(self, "viii", &REASONS);
        self.linked.is_sum(self.cell(period, "viii", "all"), &reasons);
        let turned_away = of(self, "reconciliation", &["turned_away"]);
        self.linked.is_sum(self.cell(period, "viii", "all"), &turned_away);
        let received = of(self, "reconciliation", &["received"]);
        self.linked.is_sum(self.cell(period, "i", "all"), &received);
        let why = of(self, "ix", &["stopped_needing", "lives_with_perpetrator", "other"]);
        self.linked.is_sum(self.cell(period, "ix", "all"), &why);
        let bands = of(self, "x", &BANDS);
        self.linked.is_sum(self.cell(period, "length_of_support", "leavers"), &bands);
        let still_in = of(self, "x", &["still_in"]);
        self.linked.is_sum(self.cell(period, "length_of_support", "still_in"), &still_in);
        let came = of(self, "reconciliation", &["open_at_start", "received"]);
        let mut went = of(self, "reconciliation", &ENDINGS);
        went.extend(of(self, "reconciliation", &["open_at_end"]));
        self.equal(&came, &went);
    }

    fn equal(&mut self, one: &[usize], other: &[usize]) {
        let sum = one.iter().map(|cell| self.linked.value(*cell)).sum();
        let total = self.add(sum, false);
        self.linked.is_sum(total, one);
        self.linked.is_sum(total, other);
    }

    fn over_the_quarters(&mut self, copies: &Copies) {
        let (year, quarters) = copies.periods.split_first().unwrap();
        let keys: Vec<Key> = self.cells.keys().cloned().collect();
        let year = year.to_string();
        for (_, of, line, category) in keys.into_iter().filter(|(period, ..)| *period == year) {
            let is_of_a_moment = category.starts_with("open_at") || category == "still_in";
            if !is_of_a_moment && of == "mhclg" && line != "ix" {
                let parts: Vec<usize> = quarters
                    .iter()
                    .map(|quarter| self.cell(&quarter.to_string(), line, category))
                    .collect();
                self.linked.is_sum(self.cell(&year, line, category), &parts);
            }
        }
    }

    /// Who was open and who lived here at the end of one is so at the start of the next.
    fn over_the_joints(&mut self, periods: &[String]) {
        for pair in periods.windows(2) {
            let [before, now] = pair else { continue };
            let start = self.cell(now, "reconciliation", "open_at_start");
            let end = self.cell(before, "reconciliation", "open_at_end");
            self.linked.is_sum(end, &[start]);
            let came =
                [self.cell(before, "x", "still_in"), self.cell(now, "reconciliation", "placed")];
            let mut went: Vec<usize> = BANDS.iter().map(|band| self.cell(now, "x", band)).collect();
            went.push(self.cell(now, "x", "still_in"));
            self.equal(&came, &went);
        }
    }

    fn finds_nothing_out(&self) {
        assert!(self.is_shown.iter().any(|shown| *shown), "something is told");
        for ((period, _, line, category), cell) in &self.cells {
            let value = self.linked.value(*cell);
            let said = format!("{line} {category} of {period}, which is {value}");
            if self.is_shown[*cell] {
                assert!(value >= 5, "{said}, is shown");
            } else {
                let known = self.linked.known_of(*cell, &self.is_shown).unwrap();
                let width = known.greatest - known.least;
                assert!(width >= 5, "{said}, lies between {} and {}", known.least, known.greatest);
            }
        }
    }
}

#[test]
fn two_years_together_give_no_small_count_away() {
    let told = two_years();
    let mut reader = Reader::default();
    let mut quarters = Vec::new();
    for year in ["2025-26", "2026-27"] {
        let copies = Copies::of(&told, year);
        reader.reads(&copies);
        for period in &copies.periods {
            reader.add_up(&period.to_string());
        }
        reader.over_the_quarters(&copies);
        let (whole, last) = (copies.periods[0].to_string(), copies.periods[4].to_string());
        for (line, category) in [("reconciliation", "open_at_end"), ("x", "still_in")] {
            let (one, other) =
                (reader.cell(&whole, line, category), reader.cell(&last, line, category));
            reader.linked.is_sum(one, &[other]);
        }
        quarters.extend(copies.periods[1..].iter().map(ToString::to_string));
    }
    reader.over_the_joints(&quarters);
    reader.finds_nothing_out();
}

#[test]
fn which_rows_a_public_copy_has_says_nothing_of_who_was_counted() {
    let keys = |told: &Told| -> Vec<String> {
        let copies = Copies::of(told, "2026-27");
        let rows = copies.rows();
        rows.map(|(table, period, row)| {
            format!("{period} {} {}", table.of, row.key().words().join(","))
        })
        .collect()
    };
    let mut told = Told::new();
    told.does("2026-04-02", &json!({"event": "carried_in", "referral": "C-1", "unit": "R2", "complex_needs": false, "nrpf": false, "keep_apart": []}));
    told.refers("2026-05-01", "R-1", &json!([{
        "role": "adult", "age": 30, "sex": "female", "gender": "her own word", "ethnicity": "Of the hills",
        "disability": "since the fall", "sexuality": "not said here", "specialist": "her uncle found her",
    }]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.does(
        "2026-05-03",
        &json!({"event": "survey_answered", "question": "Did her uncle call?", "score": 3}),
    );
    told.refers("2026-05-04", "R-2", &json!([woman(40)]));
    told.does("2026-05-04", &json!({"event": "sanctuary_referred", "referral": "R-2", "source": "self", "tenure": "owned"}));
    told.does("2026-05-05", &json!({
        "event": "sanctuary_determined", "referral": "R-2", "accepted": false, "reason": "Her uncle owns it",
    }));
    let with = keys(&told);
    assert_eq!(with, keys(&Told::new()));
    assert!(!with.iter().any(|key| key.contains("uncle") || key.contains("hills")), "{with:?}");
}

#[test]
fn nothing_made_from_few_is_shown_and_no_hidden_0_is_not_known() {
    let few = {
        let mut told = Told::new();
        told.refers("2026-05-01", "R-1", &json!([woman(30)]));
        told.arrives("2026-05-01", "R-1", "R1");
        told.departs("2026-05-18", "R-1", "stopped_needing", true);
        told
    };
    for told in [few, Told::new(), two_years()] {
        for (table, _, row) in Copies::of(&told, "2026-27").rows() {
            let of_staff = row.counts == CountedIn::Fte;
            assert!(of_staff || row.standing != Standing::NotKnown, "{} {:?}", table.of, row.key());
            let is_an_average =
                ["mean", "median", "most"].iter().any(|of| row.category.contains(of));
            let is_of_nights = row.counts == CountedIn::Night && !row.category.contains("open");
            let was_small =
                table.rows.iter().any(|of| of.key() == row.key() && of.made_of.len() < 5);
            if is_an_average || is_of_nights && was_small {
                assert!(row.value.is_none(), "{} {:?} {:?}", table.of, row.key(), row.value);
            }
        }
    }
}

#[test]
fn every_key_that_links_are_made_by_stands_in_a_whole_table() {
    let copies = Copies::of(&Told::new(), "2026-27");
    let sources = [include_str!("../public/within.rs"), include_str!("../public/over.rs")];
    let keys: Vec<[&str; 3]> = sources.iter().flat_map(|source| keys_of(source)).collect();
    assert!(keys.len() > 20, "{keys:?}");
    for [line, category, counts] in keys {
        let has = |row: &&Row| {
            let named = [format!("{:?}", row.line), format!("{:?}", row.counts)];
            named == [line, counts] && row.category == category
        };
        let stands = copies.whole.iter().any(|table| table.rows.iter().any(|row| has(&row)));
        assert!(stands, "{line},{category},{counts} stands in no table");
    }
}

/// Every line, category and unit of counting that a source names together.
fn keys_of(source: &'static str) -> Vec<[&'static str; 3]> {
    let named = source.split("(Line::").filter_map(|rest| Some(rest.split_once(')')?.0));
    let key = |inside: &'static str| {
        let (line, rest) = inside.split_once(',')?;
        let (category, counts) = rest.split_once(',')?;
        let category = category.trim().strip_prefix('"')?.strip_suffix('"')?;
        let counts = counts.trim().strip_prefix("CountedIn::")?.trim_end_matches(',');
        Some([line, category, counts])
    };
    named.filter_map(key).collect()
}
