//! A map: what the columns of an export mean, and which of its words are which of the register's.

use super::cells::{self, Order};
use crate::base::domain::{EventName, ReturnReason};
use crate::base::parse::format::Format;
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Field, Issues, Node, Shape, Sink, Source, notation};
use crate::service::register::words_for;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What an export's columns and words mean.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::doors) struct Map {
    /// What it is for, for people.
    #[serde(default)]
    pub(in crate::doors) about: String,
    #[serde(default)]
    pub(super) dates: Dates,
    /// The register's word for a column, and the export's head.
    pub(super) columns: BTreeMap<String, String>,
    /// By the register's word for a column: the export's words and the register's.
    #[serde(default)]
    pub(super) words: BTreeMap<String, BTreeMap<String, String>>,
    /// What counts where the export has no such column, or says nothing.
    #[serde(default)]
    pub(super) absent: BTreeMap<String, String>,
}

/// How the export writes dates.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Dates {
    pub(super) order: Option<Order>,
}

/// Every column that a map can name.
pub(super) const FIELDS: [&str; 23] = [
    "reference",
    "repeat_of",
    "received",
    "source",
    "age",
    "sex",
    "gender",
    "ethnicity",
    "disability",
    "sexuality",
    "children",
    "immediate_danger",
    "homeless_before",
    "unit",
    "arrived",
    "departed",
    "because",
    "planned",
    "independent",
    "outcome",
    "closed",
    "reason",
    "where",
];

const TEXT: Shape = Shape::Text(Format::Free);
const HEAD: Shape = Shape::Text(Format::Filled);
const ITS_WORDS: Shape = Shape::Map(&TEXT);

/// A key for each column.
const fn of_columns(shape: Shape, help: &'static str) -> [Field; FIELDS.len()] {
    let mut fields = [Field::optional("", shape, help); FIELDS.len()];
    let mut k = 0;
    while k < FIELDS.len() {
        fields[k] = Field::optional(FIELDS[k], shape, help);
        k += 1;
    }
    fields
}

static COLUMNS: [Field; FIELDS.len()] = {
    let mut fields = of_columns(HEAD, "write the head of the export's column, in quotation marks");
    fields[0] = Field::required(
        "reference",
        HEAD,
        "name the column that has the provider's own pseudonym: each row says whose it is",
    );
    fields
};
static WORDS: [Field; FIELDS.len()] = of_columns(
    ITS_WORDS,
    "write the export's word, =, and the register's, each in quotation marks",
);
static ABSENT: [Field; FIELDS.len()] =
    of_columns(TEXT, "write what counts where the export says nothing, in quotation marks");
static DATES: [Field; 1] = [Field::optional(
    "order",
    Shape::Choice(&["day_first", "month_first"]),
    "say which comes first in the export; leave it out, and a date that could be read two ways is refused",
)];
static MAP: [Field; 5] = [
    Field::optional("about", TEXT, "say in a line what the export is"),
    Field::optional(
        "dates",
        Shape::Table(&DATES),
        "say under [dates] which of day and month comes first",
    ),
    Field::required("columns", Shape::Table(&COLUMNS), "name the export's columns under [columns]"),
    Field::optional(
        "words",
        Shape::Table(&WORDS),
        "give the export's words under [words.reason] and the like",
    ),
    Field::optional(
        "absent",
        Shape::Table(&ABSENT),
        "say under [absent] what counts where the export says nothing",
    ),
];

impl Map {
    /// Reads it.
    pub(in crate::doors) fn read(source: Source<'_>) -> Result<Self, Issues> {
        let mut sink = Sink::new(source.file.to_owned());
        let Some(tree) = notation::toml(source.text, &mut sink) else {
            return Err(sink.into_issues());
        };
        let help = "data/maps has two maps to begin with";
        let read = Shape::Table(&MAP).check(&tree, "", help, &mut sink);
        note_unknown_words(&tree, &mut sink);
        let map = read.and_then(|read| serde_json::from_value(read).ok());
        sink.into_issues().or_value(map)
    }
}

/// What the register would not understand is said of the map, and not of each row that it would be found in.
fn note_unknown_words(tree: &Node, sink: &mut Sink) {
    for (place, field, node) in meant(tree) {
        let (Some(said), Some(allowed)) = (node.as_text(), allowed(field)) else { continue };
        let means_nothing = said.is_empty() && (field == "outcome" || place.starts_with("absent"));
        if !means_nothing && !allowed.iter().any(|word| word.eq_ignore_ascii_case(said)) {
            sink.add(
                Code::NotAllowed,
                At::new(&place, node.line),
                format!("\"{said}\""),
                format!("the register's words here are {}", allowed.join(", ")),
                "write one of them on the right: which of them is meant, the service knows",
            );
        }
    }
}

/// The words that stand for the register's: where, for which column, and the word.
fn meant(tree: &Node) -> Vec<(String, &str, &Node)> {
    let mut found = Vec::new();
    if let Some(Node { value: Value::Table(absent), .. }) = tree.get("absent") {
        found
            .extend(absent.iter().map(|(field, node)| (format!("absent.{field}"), &**field, node)));
    }
    if let Some(Node { value: Value::Table(words), .. }) = tree.get("words") {
        for (field, node) in words {
            if let Value::Table(own) = &node.value {
                found.extend(
                    own.iter()
                        .map(|(theirs, node)| (format!("words.{field}.{theirs}"), &**field, node)),
                );
            }
        }
    }
    found
}

/// The register's words for a column; none: anything may stand there.
pub(super) fn allowed(field: &str) -> Option<Vec<&'static str>> {
    Some(match field {
        "source" => vec!["self", "agency"],
        "sex" => vec!["female", "male"],
        "outcome" => OUTCOMES.map(EventName::word).to_vec(),
        "because" => words_for(EventName::Departed, "because").to_vec(),
        "where" => words_for(EventName::PlacedElsewhere, "where").to_vec(),
        "reason" => ReturnReason::ALL.map(ReturnReason::name).to_vec(),
        "planned" | "independent" => cells::YES_OR_NO.concat(),
        "immediate_danger" | "homeless_before" => {
            [&cells::YES_OR_NO.concat()[..], &["unknown"]].concat()
        }
        _ => return None,
    })
}

/// How a referral ends that comes to no stay.
pub(super) const OUTCOMES: [EventName; 3] =
    [EventName::TurnedAway, EventName::PlacedElsewhere, EventName::Withdrawn];

#[cfg(test)]
mod tests {
    use super::*;

    fn issues(text: &str) -> Vec<(String, Code, Option<usize>)> {
        let read = Map::read(Source { file: "m.toml", text });
        let issues = read.err().map(|found| found.issues).unwrap_or_default();
        issues.into_iter().map(|of| (of.place, of.code, of.line)).collect()
    }

    #[test]
    fn everything_wrong_with_a_map_is_said_of_the_map_at_once() {
        let text = "abuot = \"x\"\n[dates]\norder = \"dayfirst\"\n[columns]\nreferece = \"Ref\"\nunit = 5\n\
                    [words.reason]\n\"No space\" = \"capcity\"\n[words.outcome]\n\"Accommodated\" = \"\"\n\
                    [absent]\nsource = \"police\"\nage = \"unknown\"\n";
        let found = issues(text);
        for expected in [
            ("abuot", Code::UnknownKey, 1),
            ("dates.order", Code::NotAllowed, 3),
            ("columns.referece", Code::UnknownKey, 5),
            ("columns.unit", Code::WrongType, 6),
            ("words.reason.No space", Code::NotAllowed, 8),
            ("absent.source", Code::NotAllowed, 12),
        ] {
            let (place, code, line) = expected;
            let is_it = |of: &&(String, Code, Option<usize>)| of.0 == place;
            let of = found.iter().find(is_it);
            assert_eq!(of, Some(&(place.to_owned(), code, Some(line))), "{found:?}");
        }
        assert!(found.iter().any(|of| of.0 == "columns.reference" && of.1 == Code::Missing));
        assert_eq!(found.len(), 7, "{found:?}");
        let read = Map::read(Source { file: "m.toml", text: "[columns]\nreferece = \"Ref\"\n" });
        let said = read.unwrap_err().to_string();
        assert!(said.contains("write reference if that is what is meant"), "{said}");
    }
}
