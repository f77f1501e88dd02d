//! `occupancy.csv`: who lives where, as far as it can be read.
//!
//! The unit of a row that cannot be read counts as lived in: nobody is offered a home because a list is damaged.

use super::which_unit::{begun_so, meant, swallowed};
use super::{ListRead, OCCUPANCY, Occupancy, OccupancySource, Snapshot};
use crate::base::domain::{InWords, Resident};
use crate::base::parse::row_names::{RowNames, find_name};
use crate::base::parse::table::{self, Record};
use crate::base::parse::{At, Code, Issues, Sink, Source, format};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Row {
    reference: String,
    moved_in: Option<String>,
    complex_needs: bool,
    nrpf: bool,
    movable: Option<bool>,
    left: Option<Date>,
}

/// Reads a list of an estate whose units have these names, with everything that is wrong in it.
///
/// Without any row that names a unit the whole estate would look vacant: somebody lives everywhere.
pub fn read_list(source: Source<'_>, units: &RowNames, snapshot: Snapshot) -> (Occupancy, Issues) {
    let mut list = List {
        units,
        lived_in: BTreeSet::new(),
        references: BTreeSet::new(),
        residents: Vec::new(),
        rows_of_no_unit: 0,
        sink: Sink::new(source.file),
    };
    let records = table::records::<Row>(source.text, OCCUPANCY, &mut list.sink);
    let lines: Vec<usize> = records.iter().map(|record| record.line).collect();
    for record in records {
        list.take(record);
    }
    list.take_swallowed(source.text, &lines);
    let List { mut residents, rows_of_no_unit, sink, .. } = list;
    let issues = sink.into_issues();
    let read = ListRead { faults: issues.issues.len(), rows_of_no_unit, saved: Vec::new() };
    if read.is_unreadable(lines.len()) {
        residents = (0..units.len()).map(|unit| somebody(unit, "")).collect();
    }
    let occupancy = Occupancy {
        residents,
        rows: lines.len(),
        source: OccupancySource::List(read),
        snapshot,
        movable: BTreeMap::new(),
    };
    (occupancy, issues)
}

/// References of residents who could be moved, each with its line, whatever else is wrong with the list.
pub fn movable_named(source: Source<'_>) -> Vec<(String, usize)> {
    let rows = table::records::<Row>(source.text, OCCUPANCY, &mut Sink::new(""));
    let movable = rows.iter().filter(|row| row.flag("movable") == Some(true));
    movable.filter_map(|row| Some((row.text("reference")?.to_owned(), row.line))).collect()
}

/// A list that is being read.
struct List<'a> {
    units: &'a RowNames,
    lived_in: BTreeSet<usize>,
    references: BTreeSet<String>,
    residents: Vec<Resident>,
    rows_of_no_unit: usize,
    sink: Sink,
}

impl List<'_> {
    fn take(&mut self, record: Record<Row>) {
        let unit = find_name(&record, "unit", self.units, "units.csv", &mut self.sink)
            .or_else(|| meant(record.text("unit")?, self.units));
        self.check_repeats(&record, unit);
        check_left(&record, &mut self.sink);
        let apart = record.text("keep_apart").or_else(|| record.unread("keep_apart"));
        let apart = apart.unwrap_or_default();
        let in_words = InWords {
            may_keep_apart: may_be_anybody(apart),
            reference: record.unread("reference").map(str::to_owned),
        };
        let keep_apart = keep_apart(apart);
        let [begun, reference] =
            ["unit", "reference"].map(|column| record.text(column).unwrap_or_default().to_owned());
        match (record.row, unit) {
            (Some(row), Some(unit)) => {
                self.residents.push(resident(row, unit, keep_apart, in_words));
            }
            (_, unit) => {
                let somebody = |unit| Resident {
                    keep_apart: keep_apart.clone(),
                    in_words: in_words.clone(),
                    ..somebody(unit, &reference)
                };
                let units = self.may_live_in(unit, &begun);
                self.residents.extend(units.into_iter().map(somebody));
            }
        }
    }

    /// The units that a household may live in whose row cannot be read.
    fn may_live_in(&mut self, unit: Option<usize>, begun: &str) -> Vec<usize> {
        let units =
            unit.map_or_else(|| begun_so(begun, self.units, &self.lived_in), |unit| vec![unit]);
        self.rows_of_no_unit += usize::from(units.is_empty());
        self.lived_in.extend(&units);
        units
    }

    /// Neither a unit nor a reference has two rows.
    fn check_repeats(&mut self, record: &Record<Row>, unit: Option<usize>) {
        let is_first = unit.is_none_or(|unit| self.lived_in.insert(unit));
        if let Some(unit) = record.text("unit").filter(|_| !is_first) {
            let allowed = "this unit has two rows; it takes one household";
            let action = "keep the household that lives there";
            record.note(&mut self.sink, Code::Repeated, ("unit", unit), allowed, action);
        }
        let Some(reference) = record.text("reference") else { return };
        if !self.references.insert(reference.to_owned()) {
            let allowed = "this reference has two rows";
            let action = "keep the unit it lives in";
            record.note(&mut self.sink, Code::Repeated, ("reference", reference), allowed, action);
        }
    }

    /// Whoever lives in the units of lines that a quotation swallowed.
    fn take_swallowed(&mut self, text: &str, rows: &[usize]) {
        for (line, unit) in swallowed(text, rows, self.units) {
            if self.lived_in.insert(unit) {
                let place = format!("line {line}");
                let allowed = "a quotation swallowed this line, and its unit counts as lived in";
                let action = "close the quotation above it, or remove its mark";
                self.sink.add(Code::Syntax, At::new(&place, Some(line)), "", allowed, action);
                self.residents.push(somebody(unit, ""));
            }
        }
    }
}

fn resident(row: Row, unit: usize, keep_apart: Vec<String>, in_words: InWords) -> Resident {
    let moved_in = row.moved_in.and_then(|day| day_of(&day));
    Resident {
        unit,
        reference: row.reference,
        moved_in,
        complex_needs: row.complex_needs,
        nrpf: row.nrpf,
        keep_apart,
        in_words,
        movable: row.movable.unwrap_or(false),
        // Of two days that contradict each other nobody knows which is wrong: somebody may live there.
        left: row.left.filter(|left| moved_in.is_none_or(|moved_in| *left >= moved_in)),
    }
}

/// Whom a resident must be kept apart from: references, and those among words instead of a reference.
fn keep_apart(cell: &str) -> Vec<String> {
    let apart = format::references(cell).flat_map(|part| part.split(','));
    apart.map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// Whether words of whom to keep apart from name nobody by a reference: "his sister" may be anybody who asks.
fn may_be_anybody(cell: &str) -> bool {
    const NOBODY: [&str; 8] = ["none", "no", "nobody", "no one", "nil", "na", "n/a", "-"];
    let parts = format::references(cell).flat_map(|part| part.split(','));
    let names_nobody = |part: &str| {
        let is_words = part.contains(char::is_whitespace);
        is_words && !part.contains(|c: char| c.is_ascii_digit())
    };
    parts.map(str::trim).filter(|part| !NOBODY.contains(&&*part.to_lowercase())).any(names_nobody)
}

/// Somebody of whom little but the unit can be read: they count in whatever is counted.
fn somebody(unit: usize, reference: &str) -> Resident {
    Resident {
        unit,
        reference: reference.to_owned(),
        moved_in: None,
        complex_needs: true,
        nrpf: true,
        keep_apart: Vec::new(),
        in_words: InWords::default(),
        movable: false,
        left: None,
    }
}

/// Nobody leaves before moving in.
fn check_left(record: &Record<Row>, sink: &mut Sink) {
    let days = record.text("moved_in").and_then(day_of).zip(record.text("left").and_then(day_of));
    if let Some((moved_in, left)) = days.filter(|(moved_in, left)| left < moved_in) {
        let allowed = format!("nobody leaves before moving in, which was on {moved_in}");
        let action = "correct one of the two days";
        record.note(sink, Code::Contradiction, ("left", left.to_string()), allowed, action);
    }
}

/// The day of a day or moment.
fn day_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
