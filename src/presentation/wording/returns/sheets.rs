//! Returns as sheets for people.

use super::extent::Extent;
use super::figures::cell;
use super::labels::{clause, label, line_title, type_name, unit_name};
use crate::presentation::wording::when::written_day;
use crate::presentation::workbook::{Book, Cell, Sheet, Table};
use crate::service::returns::{COLUMNS, CountedIn, Figure, Line, OfType, Row, SafeType, Standing};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Whose return it is and what it was made from.
#[derive(Debug, Clone)]
pub struct About {
    /// The provider.
    pub provider: String,
    /// The period.
    pub period: String,
    /// Its first and last day.
    pub days: (Date, Date),
    /// The day of the register's first event; none: nothing is recorded.
    pub begins: Option<Date>,
    /// As it was known then.
    pub as_known_at: String,
    /// The day of that.
    pub day: Date,
    /// The edition of bands and lists.
    pub lists: String,
    /// The register and its head.
    pub head: String,
    /// Whether referrals balance, in words; nothing where that is not asked.
    pub balance: String,
    /// Counts were hidden for others to see.
    pub is_public: bool,
}

/// A return of a book, and its rows.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// Which.
    pub which: &'a str,
    /// Its figures.
    pub figures: Vec<Figure<'a>>,
}

impl<'a> Part<'a> {
    /// Of these rows.
    pub fn of(which: &'a str, rows: &'a [Row]) -> Self {
        Self { which, figures: rows.iter().map(Row::figure).collect() }
    }
}

/// A book of one return or several.
pub fn book(about: &About, parts: &[Part<'_>]) -> Book {
    let mut sheets = vec![opening(about, parts)];
    sheets.extend(parts.iter().map(|part| sheet(about, part)));
    sheets.extend(parts.iter().map(data));
    Book { title: title(about, parts), day: about.day, sheets }
}

/// What a return is called.
pub fn name_of(which: &str) -> &'static str {
    match which {
        "mhclg" => "MHCLG return",
        "sanctuary" => "Sanctuary return",
        "kpi" => "Key performance indicators",
        "outcomes" => "Outcomes",
        "review" => "Service review",
        "workbook" => "Performance workbook",
        _ => "Return",
    }
}

fn title(about: &About, parts: &[Part<'_>]) -> String {
    let what = match parts {
        [part] => name_of(part.which),
        _ => name_of("workbook"),
    };
    format!("{what} of {}, {}", about.provider, about.period)
}

/// What it is, what it was made from, and how to read it.
fn opening(about: &About, parts: &[Part<'_>]) -> Sheet {
    let said = |text: &str| Cell::Text(text.to_owned());
    let (first, last) = about.days;
    let mut rows = vec![
        ("Provider", about.provider.clone()),
        (
            "Period",
            format!(
                "{}: {} to {}, both days counted",
                about.period,
                written_day(first),
                written_day(last)
            ),
        ),
        ("As known at, London time", about.as_known_at.clone()),
        ("Made from the register", about.head.clone()),
        (
            "Bands and lists",
            format!("edition {}: this program's own, and not the ministry's form", about.lists),
        ),
    ];
    if !about.balance.is_empty() {
        rows.push(("Reconciliation", about.balance.clone()));
    }
    let extent = Extent { days: about.days, begins: about.begins, known: about.day };
    rows.extend(extent.said().into_iter().map(|said| ("How much of it", said)));
    let kept = rows.into_iter().map(|(what, is)| vec![said(what), Cell::Text(is)]).collect();
    let contents = parts.iter().map(|part| {
        vec![said(name_of(part.which)), Cell::Text(format!("specification {}", clause(part.which)))]
    });
    Sheet {
        name: "About".to_owned(),
        title: title(about, parts),
        notes: NOTES.iter().map(|note| (*note).to_owned()).collect(),
        tables: vec![
            Table {
                title: "What this is".to_owned(),
                heads: heads(&["", ""]),
                rows: kept,
                ..Table::default()
            },
            Table {
                title: "Sheets".to_owned(),
                heads: heads(&["Return", "Asked for by"]),
                rows: contents.collect(),
                ..Table::default()
            },
        ],
        footnotes: hidden(about.is_public),
        is_data: false,
    }
}

const NOTES: [&str; 3] = [
    "Every figure is counted from what was recorded; nothing was typed into this workbook.",
    "\"not collected\" and \"not known\" are neither 0 nor small: 0 is printed as 0.",
    "Services cannot tell whether another provider counted the same people: figures of several providers added up count some twice.",
];

pub(super) fn hidden(is_public: bool) -> Vec<String> {
    let said = "Counts under 5, and as many others as would give them away, are not shown.";
    if is_public { vec![said.to_owned()] } else { Vec::new() }
}

fn heads(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

/// The lines of a return, a table each.
fn sheet(about: &About, part: &Part<'_>) -> Sheet {
    let tables = by_line(part).into_iter().flat_map(|(_, tables)| tables);
    Sheet {
        name: name_of(part.which).to_owned(),
        title: format!("{} of {}, {}", name_of(part.which), about.provider, about.period),
        notes: vec![format!(
            "Specification {}. As known at {}, London time.",
            clause(part.which),
            about.as_known_at
        )],
        tables: tables.collect(),
        footnotes: footnotes(part.which)
            .iter()
            .map(|note| (*note).to_owned())
            .chain(hidden(about.is_public))
            .collect(),
        is_data: false,
    }
}

/// The lines of a return, each with a table for each unit in which it counts.
pub(super) fn by_line(part: &Part<'_>) -> Vec<(Line, Vec<Table>)> {
    let lines = distinct(part.figures.iter().map(|row| row.line));
    let of_line = |line| {
        let rows: Vec<Figure<'_>> =
            part.figures.iter().filter(|row| row.line == line).copied().collect();
        let units = distinct(rows.iter().map(|row| row.counts));
        (line, units.into_iter().map(|unit| table(part.which, line, (unit, &rows))).collect())
    };
    lines.into_iter().map(of_line).collect()
}

/// Each once, in the order in which they come.
pub fn distinct<T: PartialEq>(words: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for word in words {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// One line: its categories down, its types across.
fn table(which: &str, line: Line, (unit, rows): (CountedIn, &[Figure<'_>])) -> Table {
    let rows: Vec<&Figure<'_>> = rows.iter().filter(|row| row.counts == unit).collect();
    let types: Vec<OfType> = std::iter::once(OfType::All)
        .chain(SafeType::ALL.map(OfType::Safe))
        .filter(|kind| rows.iter().any(|row| row.kind == *kind))
        .collect();
    let mut categories: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.kind == OfType::All) {
        categories.push(row.category);
    }
    for row in &rows {
        if !categories.contains(&row.category) && row.standing != Standing::NotCollected {
            categories.push(row.category);
        }
    }
    let found: BTreeMap<(&str, &str), &Figure<'_>> =
        rows.iter().map(|row| ((row.kind.word(), row.category), *row)).collect();
    let not_had = |kind: OfType| {
        found
            .get(&(kind.word(), "all"))
            .filter(|row| row.standing == Standing::NotCollected)
            .copied()
    };
    let body = categories.iter().map(|category| {
        let cells = types.iter().map(|kind| {
            found
                .get(&(kind.word(), *category))
                .copied()
                .or_else(|| not_had(*kind))
                .map_or(Cell::Nothing, cell)
        });
        std::iter::once(Cell::Text(label(line, category))).chain(cells).collect()
    });
    let head = |kind: &OfType| {
        if types.len() == 1 { "Figure".to_owned() } else { type_name(*kind) }
    };
    Table {
        title: line_title(which, line),
        unit: format!("Counted in {}", unit_name(unit)),
        heads: std::iter::once(String::new()).chain(types.iter().map(head)).collect(),
        rows: body.collect(),
    }
}

pub(super) fn footnotes(which: &str) -> &'static [&'static str] {
    match which {
        "mhclg" => &[
            "ii: everybody with a night here in the period, once in all and once in each type; types therefore add up to more than all.",
            "iii: each by the form in force on that night; ages are never advanced.",
            "viii: an offer declined and another accepted is not counted. The same household may be counted more than once in instances.",
            "ix: by the last departure; evictions and deaths are under Other. Who moved to another type has not stopped.",
            "x: whole stays under All; by type from entering the type to leaving it. Second stage and sanctuary are no stays here.",
        ],
        "kpi" => &[
            "Service utilisation is the length of time somebody was supported (10.8 i). Occupancy and utilisation of units are other measures.",
            "A planned move is not necessarily independence.",
        ],
        "outcomes" => &[
            "Per cent positive is of the people with that need (10.10). Who was not yet reviewed counts among them, and stands apart.",
        ],
        "sanctuary" => &[
            "vii, viii: mean, median and most are of the households for whom at least one measure was requested or installed.",
            "ix: in pounds; tables for other software have pence. What support cost is not recorded, and is not in these figures.",
            "x: the day something is received is day 0. A median is not known where nothing of it was done in the period.",
        ],
        _ => &[],
    }
}

/// The rows as other software reads them.
fn data(part: &Part<'_>) -> Sheet {
    let rows = part.figures.iter().map(|row| {
        let cells = row.cells();
        let text = |k: usize| Cell::Text(cells[k].to_string());
        let value = row.value.map_or(Cell::Nothing, |value| Cell::Figure(value.to_string()));
        vec![text(0), text(1), text(2), text(3), value, text(5)]
    });
    Sheet {
        name: format!("Data {}", part.which),
        title: format!("{}: the same as {}.csv", name_of(part.which), part.which),
        tables: vec![Table { heads: heads(&COLUMNS), rows: rows.collect(), ..Table::default() }],
        is_data: true,
        ..Sheet::default()
    }
}
