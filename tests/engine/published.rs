//! Public copies of the sample year attacked: linear programmes over every table of a year at once, written here and not
//! taken from the program, and over two publications one after the other.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use good_lp::solvers::highs::highs;
use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable,
};
use jiff::Timestamp;
use lintel::service::register::{Draft, Log, Terms};
use lintel::service::returns::{
    Before, CountedIn, Counting, Lists, Period, Record, Row, Standing, Table, closed, kpi, mhclg,
    outcomes,
};
use std::collections::BTreeMap;
use std::fs;
use std::slice::from_ref;

const FIVE: f64 = 5.0;

fn sample_year() -> Log {
    let mut log = Log::default();
    for line in fs::read_to_string("data/sample-year/events.jsonl").unwrap().lines() {
        let draft = Draft::of(serde_json::from_str(line).unwrap()).unwrap();
        let terms = Terms { now: Timestamp::MAX, keep_years: None, may_correct: true };
        log.record(draft, &terms).unwrap();
    }
    log
}

/// Every table of a year and its quarters, as it was known at a moment.
fn tables(log: &Log, year: &str, known_at: &str) -> Vec<Table> {
    let record = Record::of(log, known_at.parse().unwrap());
    let (lists, year) = (Lists::own().unwrap(), Period::read(year).unwrap());
    let mut tables = Vec::new();
    for (period, of) in std::iter::once(year).chain(year.quarters()).enumerate() {
        let counting = Counting::new(&record, of, &lists);
        for (of, rows) in [
            ("mhclg", mhclg(&counting)),
            ("kpi", kpi(&counting, &[])),
            ("outcomes", outcomes(&counting)),
        ] {
            tables.push(Table { of, period, rows: closed(&rows, &lists) });
        }
    }
    tables
}

/// The tables as others see them.
fn public(tables: &[Table], before: &[Before]) -> Result<Vec<Vec<Row>>, String> {
    lintel::service::returns::public(tables, before, &Lists::own().unwrap())
}

/// A figure: of which return, of which period, and its key.
type Name = (&'static str, usize, String);

fn name(table: &Table, row: &Row) -> Name {
    (table.of, table.period, row.key().words().join(","))
}

/// What somebody knows: the figures that were shown, and what adds up.
#[derive(Default)]
struct Attacker {
    truth: BTreeMap<Name, f64>,
    shown: BTreeMap<Name, f64>,
    /// So many with their signs are 0, or at most 0.
    rules: Vec<(Vec<(Name, f64)>, bool)>,
}

impl Attacker {
    fn of(tables: &[Table]) -> Self {
        let mut attacker = Self::default();
        for table in tables {
            let counted = table.rows.iter().filter(|row| row.standing == Standing::Counted);
            for row in counted.filter(|row| row.counts != CountedIn::Night) {
                if let Ok(value) = row.cells()[4].parse() {
                    attacker.truth.insert(name(table, row), value);
                }
            }
        }
        for period in 0..5 {
            attacker.within(period);
        }
        attacker.over_quarters();
        attacker
    }

    fn sees(&mut self, tables: &[Table], shown: &[Vec<Row>]) {
        for (table, rows) in tables.iter().zip(shown) {
            for row in rows.iter().filter(|row| row.standing == Standing::Counted) {
                if let (Ok(value), true) =
                    (row.cells()[4].parse::<f64>(), row.counts != CountedIn::Night)
                {
                    assert!(value >= FIVE, "{} is shown", row.key().words().join(","));
                    self.shown.insert(name(table, row), value);
                }
            }
        }
    }

    fn named(&self, of: &'static str, period: usize, begins: &str) -> Vec<Name> {
        let meant = |name: &&Name| name.0 == of && name.1 == period && name.2.starts_with(begins);
        self.truth.keys().filter(meant).cloned().collect()
    }

    /// A rule is one only where it holds.
    fn rule(&mut self, plus: &[Name], minus: &[Name], is_exact: bool) {
        let signed = |names: &[Name], sign: f64| -> Vec<(Name, f64)> {
            names.iter().map(|name| (name.clone(), sign)).collect()
        };
        let terms = [signed(plus, 1.0), signed(minus, -1.0)].concat();
        let sum: f64 = terms.iter().map(|(name, sign)| sign * self.truth[name]).sum();
        assert!(if is_exact { sum.abs() < 0.5 } else { sum < 0.5 }, "{terms:?} is {sum}");
        self.rules.push((terms, is_exact));
    }

    fn one(&self, of: &'static str, period: usize, key: &str) -> Vec<Name> {
        let name = (of, period, key.to_owned());
        assert!(self.truth.contains_key(&name), "{name:?}");
        vec![name]
    }

    fn within(&mut self, period: usize) {
        let of = |this: &Self, begins: &str| this.named("mhclg", period, begins);
        let one = |this: &Self, key: &str| this.one("mhclg", period, key);
        let people = one(self, "ii,all,all,individual");
        for begins in
            ["iii,all,age_", "iii,all,gender_", "iii,all,ethnicity_", "iii,all,disability_"]
        {
            self.rule(&people, &of(self, begins), true);
        }
        let [adult, child] =
            ["adult", "child"].map(|who| one(self, &format!("iii,all,{who},individual")));
        self.rule(&people, &[adult.clone(), child.clone()].concat(), true);
        let ages = of(self, "iii,all,age_");
        let young = |name: &&Name| {
            ["0_4", "5_10", "11_15", "16_17"].iter().any(|band| name.2.contains(band))
        };
        let not_known = one(self, "iii,all,age_not_known,individual");
        let young: Vec<Name> = ages.iter().filter(young).cloned().collect();
        let old: Vec<Name> = ages
            .into_iter()
            .filter(|name| !young.contains(name) && *name != not_known[0])
            .collect();
        self.rule(&young, &child, false);
        self.rule(&old, &adult, false);
        self.rule(&child, &[young, not_known.clone()].concat(), false);
        self.rule(&adult, &[old, not_known].concat(), false);
        let types: Vec<Name> = ["refuge", "dispersed", "other", "second_stage", "sanctuary"]
            .iter()
            .flat_map(|kind| of(self, &format!("ii,{kind},all,individual")))
            .collect();
        for kind in &types {
            self.rule(from_ref(kind), &people, false);
        }
        self.rule(&people, &types, false);
        let no_need = one(self, "iv,all,not_known,individual");
        for need in of(self, "iv,all,").into_iter().filter(|name| *name != no_need[0]) {
            self.rule(&[vec![need], no_need.clone()].concat(), &people, false);
        }
        self.refusals_and_departures(period);
        self.other_returns(period);
    }

    fn refusals_and_departures(&mut self, period: usize) {
        let of = |this: &Self, begins: &str| this.named("mhclg", period, begins);
        let one = |this: &Self, key: &str| this.one("mhclg", period, key);
        let refused = one(self, "viii,all,all,instance");
        let reasons: Vec<Name> = of(self, "viii,all,")
            .into_iter()
            .filter(|name| name.2.ends_with(",instance") && *name != refused[0])
            .collect();
        self.rule(&refused, &reasons, true);
        let flow =
            |this: &Self, what: &str| one(this, &format!("reconciliation,all,{what},referral"));
        self.rule(&refused, &flow(self, "turned_away"), true);
        let came = [flow(self, "open_at_start"), flow(self, "received")].concat();
        let went: Vec<Name> =
            of(self, "reconciliation,").into_iter().filter(|name| !came.contains(name)).collect();
        self.rule(&came, &went, true);
        self.rule(&one(self, "i,all,all,referral"), &flow(self, "received"), false);
        let left = one(self, "ix,all,all,household");
        let ways: Vec<Name> = ["stopped_needing", "lives_with_perpetrator", "other"]
            .iter()
            .flat_map(|way| one(self, &format!("ix,all,{way},household")))
            .collect();
        self.rule(&left, &ways, true);
        let of_all = one(self, "xii,all,of,household");
        self.rule(&one(self, "xii,all,planned,household"), &of_all, false);
        self.rule(&one(self, "xiii,all,all,household"), &of_all, false);
        let moved = one(self, "ix,all,transferred,household");
        self.rule(&moved, &one(self, "xi,all,all,household"), true);
    }

    fn other_returns(&mut self, period: usize) {
        let supported = self.named("outcomes", period, "").into_iter();
        let supported: Vec<Name> =
            supported.filter(|name| name.2.contains(",supported,")).collect();
        let people = self.one("mhclg", period, "ii,all,all,individual");
        for area in supported {
            self.rule(&people, &[area], true);
        }
        for (key, same) in [
            ("xii,all,of,household", "planned_moves,all,of,household"),
            ("xii,all,of,household", "independence,all,of,household"),
            ("xii,all,planned,household", "planned_moves,all,planned,household"),
            ("x,all,still_in,stay", "length_of_support,all,still_in,stay"),
        ] {
            self.rule(&self.one("mhclg", period, key), &self.one("kpi", period, same), true);
        }
        let ended: Vec<Name> = self
            .named("mhclg", period, "x,all,")
            .into_iter()
            .filter(|name| !name.2.contains("still_in") && !name.2.contains("median"))
            .collect();
        let leavers = self.one("kpi", period, "length_of_support,all,leavers,stay");
        self.rule(&leavers, &ended, true);
    }

    /// What happened in the year happened in one of its quarters; who was there in one was there in the year.
    fn over_quarters(&mut self) {
        for year in self.named("mhclg", 0, "") {
            let quarters: Vec<Name> =
                (1..5).map(|period| (year.0, period, year.2.clone())).collect();
            if quarters.iter().any(|name| !self.truth.contains_key(name)) {
                continue;
            }
            let of_a_moment = year.2.contains("open_at") || year.2.contains("still_in");
            let happens = ["i,", "viii,", "reconciliation,", "x,all,"]
                .iter()
                .any(|begins| year.2.starts_with(begins));
            if happens
                && !of_a_moment
                && !year.2.ends_with("household")
                && !year.2.contains("median")
            {
                self.rule(from_ref(&year), &quarters, true);
            }
            if ["ii,", "xi,", "xii,", "xiii,", "v,", "vi,"].iter().any(|of| year.2.starts_with(of))
            {
                for quarter in &quarters {
                    self.rule(from_ref(quarter), from_ref(&year), false);
                }
                self.rule(&[year], &quarters, false);
            }
        }
        for period in 1..4 {
            let [end, start] = [(period, "end"), (period + 1, "start")].map(|(period, of)| {
                self.one("mhclg", period, &format!("reconciliation,all,open_at_{of},referral"))
            });
            self.rule(&end, &start, true);
            self.who_lives_here(period);
        }
    }

    /// Who lived here at the end of a quarter, and who came in the next, left in it or lives here at its end.
    fn who_lives_here(&mut self, before: usize) {
        let still_in = |this: &Self, period| this.one("mhclg", period, "x,all,still_in,stay");
        let now = before + 1;
        let placed = self.one("mhclg", now, "reconciliation,all,placed,referral");
        let ended = self.one("kpi", now, "length_of_support,all,leavers,stay");
        let came = [still_in(self, before), placed].concat();
        let went = [still_in(self, now), ended].concat();
        self.rule(&came, &went, true);
    }

    /// One way in which the hidden figures might be: this one as great as can be, or as small.
    fn farthest(&self, hidden: &Name, sign: f64) -> BTreeMap<Name, f64> {
        let mut variables = ProblemVariables::new();
        let hidden_ones = self.truth.iter().filter(|(name, _)| !self.shown.contains_key(*name));
        let all: BTreeMap<&Name, Variable> = hidden_ones
            .map(|(name, value)| (name, variables.add(variable().min(0.0).max(2.0 * value + 50.0))))
            .collect();
        // As many threads as the program asks for: HiGHS refuses another number in one process.
        let mut model = variables.maximise(sign * all[hidden]).using(highs).set_threads(1);
        for (terms, is_exact) in &self.rules {
            let known: f64 = terms
                .iter()
                .filter_map(|(name, sign)| self.shown.get(name).map(|value| sign * value))
                .sum();
            let free = terms.iter().filter_map(|(name, sign)| Some(*sign * *all.get(name)?));
            let sum: Expression = free.sum();
            model = if *is_exact {
                model.with(constraint!(sum == -known))
            } else {
                model.with(constraint!(sum <= -known))
            };
        }
        let solved = model.solve().unwrap();
        all.into_iter().map(|(name, of)| (name.clone(), solved.value(of))).collect()
    }

    /// Every hidden figure that anything links stays uncertain: each way found is one for all others too.
    fn finds_nothing(&self) {
        let mut ranges: BTreeMap<Name, [f64; 2]> = BTreeMap::new();
        let linked = |name: &&Name| {
            self.rules.iter().any(|(terms, _)| terms.iter().any(|(of, _)| of == *name))
        };
        for hidden in
            self.truth.keys().filter(|name| !self.shown.contains_key(*name)).filter(linked)
        {
            for sign in [1.0, -1.0] {
                if ranges.get(hidden).is_none_or(|range| range[1] - range[0] < FIVE - 1e-6) {
                    for (name, value) in self.farthest(hidden, sign) {
                        let range = ranges.entry(name).or_insert([value; 2]);
                        *range = [range[0].min(value), range[1].max(value)];
                    }
                }
            }
            let [least, greatest] = ranges[hidden];
            assert!(
                greatest - least >= FIVE - 1e-6,
                "{hidden:?} lies between {least} and {greatest}"
            );
        }
    }
}

#[test]
fn no_table_of_a_year_gives_a_small_count_of_another_away() {
    let tables = tables(&sample_year(), "2026-27", "2027-06-01T00:00:00Z");
    let shown = public(&tables, &[]).unwrap();
    let mut attacker = Attacker::of(&tables);
    attacker.sees(&tables, &shown);
    attacker.finds_nothing();
    let told = attacker.shown.len();
    assert!(told > 100, "{told} figures are shown");
}

#[test]
fn what_was_published_before_gives_nothing_away_of_what_comes_next() {
    let log = sample_year();
    let year = "2026-27";
    let first = tables(&log, year, "2026-06-29T12:00:00Z");
    let first_shown = public(&first, &[]).unwrap();
    // The first quarter's copies, as they lie in a folder.
    let mut before = Vec::new();
    for (table, rows) in first.iter().zip(&first_shown).filter(|(table, _)| table.period == 1) {
        let shown = rows
            .iter()
            .filter(|row| row.standing == Standing::Counted)
            .filter_map(|row| Some((row.key(), row.count()?)));
        before.push(Before { of: table.of.to_owned(), period: 1, shown: shown.collect() });
    }
    let later = tables(&log, year, "2027-06-01T00:00:00Z");
    let shown = public(&later, &before).unwrap();
    let mut attacker = Attacker::of(&later);
    attacker.sees(&later, &shown);
    let mut moved = 0;
    for earlier in &before {
        for (key, then) in &earlier.shown {
            let of =
                later.iter().find(|table| table.of == earlier.of && table.period == 1).unwrap();
            let row = of.rows.iter().find(|row| row.key() == *key).unwrap();
            let now = row.count().unwrap();
            if now == *then {
                attacker.shown.insert(name(of, row), f64::from(now));
            } else {
                moved += 1;
                let is_shown = attacker.shown.contains_key(&name(of, row));
                assert!(
                    now.abs_diff(*then) >= 5 || !is_shown,
                    "{} was {then}",
                    key.words().join(",")
                );
            }
        }
    }
    attacker.finds_nothing();
    assert!(moved > 0, "something was written down late");
}
