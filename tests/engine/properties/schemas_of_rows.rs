//! The same for the rows of the CSV files: a cell is read as the type that the schema gives its column.

use crate::GEOGRAPHY;
use crate::common::{source, text};
use crate::properties::cases;
use jsonschema::Validator;
use lintel::base::parse::{Code, Field, Issue, Issues, schema};
use lintel::inputs::estate::{self, HISTORY, SETTINGS, UNITS};
use lintel::inputs::evidence::{self, EVIDENCE};
use lintel::inputs::occupancy::OCCUPANCY;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value as Json};
use std::sync::LazyLock;

/// A file of rows: its schema and a row that is right.
struct Rows {
    schema: Json,
    validator: Validator,
    row: Vec<(String, String)>,
}

impl Rows {
    fn of(fields: &'static [Field], path: &str) -> Self {
        let schema = schema::document("row", fields);
        let validator = jsonschema::validator_for(&schema).expect("the schema is one");
        let text = text(path);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let first = reader.records().next().unwrap().unwrap();
        let row = header.iter().zip(&first).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        Self { schema, validator, row }
    }

    /// The row as CSV and as the JSON that the schema is about.
    fn with(&self, cells: &[(Index, String)]) -> (String, Json) {
        let mut row = self.row.clone();
        for (at, cell) in cells {
            let at = at.index(row.len());
            row[at].1.clone_from(cell);
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(row.iter().map(|(column, _)| column)).unwrap();
        writer.write_record(row.iter().map(|(_, cell)| cell)).unwrap();
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let typed = row.iter().filter_map(|(column, cell)| {
            let cell = cell.trim();
            (!cell.is_empty()).then(|| (column.clone(), self.typed(column, cell)))
        });
        (text, Json::Object(typed.collect::<Map<_, _>>()))
    }

    fn typed(&self, column: &str, cell: &str) -> Json {
        let wanted = self.schema["properties"][column]["type"].as_str().unwrap_or("string");
        let parsed = match wanted {
            "integer" => cell.parse::<i64>().ok().map(Json::from),
            "number" => cell.parse::<f64>().ok().filter(|x| x.is_finite()).map(Json::from),
            "boolean" => cell.to_ascii_lowercase().parse::<bool>().ok().map(Json::from),
            _ => None,
        };
        parsed.unwrap_or_else(|| Json::from(cell))
    }
}

const CELLS: [&str; 54] = [
    "",
    " ",
    "true",
    "FALSE",
    "True",
    "yes",
    "0",
    "1",
    "12",
    "17",
    "18",
    "20",
    "21",
    "-1",
    "+3",
    "1.5",
    "1e3",
    "nan",
    "inf",
    "1e13",
    "-1e12",
    "100000",
    "100001",
    "99999999999999999999",
    "women",
    "men",
    "any",
    "refuge",
    "24h",
    "visiting",
    "dry",
    "managed",
    "open",
    "void",
    "planned",
    "published",
    "assumed",
    "Open",
    "ST4 6",
    "st4  6",
    "ST46",
    "ST8 9",
    "M1 2",
    "2026-11-20",
    "2026-02-30",
    "2026-11-20T21:40:00Z",
    "2+2+1",
    "2 + 2",
    "2++1",
    "R-1",
    "R 1",
    "a;b",
    "unmet_capacity",
    "referrals",
];

fn cells() -> impl Strategy<Value = Vec<(Index, String)>> {
    let cell = prop_oneof![
        9 => select(&CELLS[..]).prop_map(ToOwned::to_owned),
        1 => "[ -~]{1,70}",
        1 => "[0-9+ .-]{1,6}",
    ];
    vec((any::<Index>(), cell), 1..4)
}

static OF_SETTINGS: LazyLock<Rows> =
    LazyLock::new(|| Rows::of(SETTINGS, "data/stoke-on-trent/settings.csv"));
static OF_UNITS: LazyLock<Rows> =
    LazyLock::new(|| Rows::of(UNITS, "data/stoke-on-trent/units.csv"));
static OF_OCCUPANCY: LazyLock<Rows> =
    LazyLock::new(|| Rows::of(OCCUPANCY, "data/stoke-on-trent/occupancy.csv"));
static OF_HISTORY: LazyLock<Rows> =
    LazyLock::new(|| Rows::of(HISTORY, "data/stoke-on-trent/history.csv"));
static OF_EVIDENCE: LazyLock<Rows> =
    LazyLock::new(|| Rows::of(EVIDENCE, "data/evidence/evidence.csv"));
static PROVIDER: LazyLock<String> = LazyLock::new(|| text("data/stoke-on-trent/provider.toml"));
static SETTINGS_TEXT: LazyLock<String> = LazyLock::new(|| text("data/stoke-on-trent/settings.csv"));
static UNITS_TEXT: LazyLock<String> = LazyLock::new(|| text("data/stoke-on-trent/units.csv"));

/// The issues of one of the tables of an estate.
fn issues_of(file: &str, settings: &str, units: &str, occupancy: Option<&str>) -> Vec<Issue> {
    let read = estate::read(
        estate::Texts {
            provider: source("provider.toml", &PROVIDER),
            settings: source("settings.csv", settings),
            units: source("units.csv", units),
            occupancy: occupancy.map(|text| source("occupancy.csv", text)),
        },
        &GEOGRAPHY,
    );
    let issues = read.err().map_or_else(Vec::new, |found: Issues| found.issues);
    issues.into_iter().filter(|issue| issue.file == file).collect()
}

/// What joins two cells or two files, the calendar, and a sector too small to be named.
fn is_beyond_a_schema(issue: &Issue) -> bool {
    let timed = ["from", "moved_in", ", to"].iter().any(|column| issue.place.ends_with(column));
    match issue.code {
        Code::Contradiction | Code::NotFound => true,
        Code::Malformed => timed || issue.place.ends_with("rooms"),
        Code::OutOfRange => issue.place.ends_with("sector"),
        _ => false,
    }
}

fn agree(rows: &Rows, row: &Json, issues: &[Issue]) -> Result<(), TestCaseError> {
    let refused: Vec<String> =
        rows.validator.iter_errors(row).map(|error| error.to_string()).collect();
    if issues.is_empty() {
        prop_assert!(refused.is_empty(), "only the schema refuses {row}: {refused:?}");
    } else if refused.is_empty() {
        let joint = issues.iter().all(is_beyond_a_schema);
        prop_assert!(joint, "only the reader refuses {row}: {issues:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn the_schema_and_the_reader_of_settings_agree(cells in cells()) {
        let (text, row) = OF_SETTINGS.with(&cells);
        let units = UNITS_TEXT.lines().next().unwrap();
        agree(&OF_SETTINGS, &row, &issues_of("settings.csv", &text, units, None))?;
    }

    #[test]
    fn the_schema_and_the_reader_of_units_agree(cells in cells()) {
        let (text, row) = OF_UNITS.with(&cells);
        agree(&OF_UNITS, &row, &issues_of("units.csv", &SETTINGS_TEXT, &text, None))?;
    }

    #[test]
    fn the_schema_and_the_reader_of_occupancy_agree(cells in cells()) {
        let (text, row) = OF_OCCUPANCY.with(&cells);
        let issues = issues_of("occupancy.csv", &SETTINGS_TEXT, &UNITS_TEXT, Some(&text));
        agree(&OF_OCCUPANCY, &row, &issues)?;
    }

    #[test]
    fn the_schema_and_the_reader_of_history_agree(cells in cells()) {
        let (text, row) = OF_HISTORY.with(&cells);
        let read = estate::read_history(source("history.csv", &text));
        agree(&OF_HISTORY, &row, &read.err().map_or_else(Vec::new, |issues| issues.issues))?;
    }

    #[test]
    fn the_schema_and_the_reader_of_evidence_agree(cells in cells()) {
        let (text, row) = OF_EVIDENCE.with(&cells);
        let read = evidence::read(source("evidence.csv", &text));
        agree(&OF_EVIDENCE, &row, &read.err().map_or_else(Vec::new, |issues| issues.issues))?;
    }
}
