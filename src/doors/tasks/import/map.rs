//! A map: what the columns of an export mean, and which of its words are which of the register's.

use crate::base::parse::{At, Code, Issues, Sink, Source};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What an export's columns and words mean.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    pub(super) order: Option<Order>,
}

/// Which of day and month comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Every column that a map can name.
pub(super) const FIELDS: [&str; 22] = [
    "reference",
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

impl Map {
    /// Reads it.
    pub(in crate::doors) fn read(source: Source<'_>) -> Result<Self, Issues> {
        let mut sink = Sink::new(source.file.to_owned());
        let read: Result<Self, toml::de::Error> = toml::from_str(source.text);
        let map = match read {
            Ok(map) => map,
            Err(error) => {
                let line = error.span().and_then(|span| {
                    let before = source.text.get(..span.start)?;
                    Some(before.lines().count().max(1))
                });
                sink.add(
                    Code::Syntax,
                    At::new("", line),
                    "",
                    error.message().to_owned(),
                    "correct this place; data/maps has two maps",
                );
                return Err(sink.into_issues());
            }
        };
        let named = map.columns.keys().chain(map.words.keys()).chain(map.absent.keys());
        for field in named.filter(|field| !FIELDS.contains(&field.as_str())) {
            let allowed = format!("it is one of {}", FIELDS.join(", "));
            sink.add(Code::UnknownKey, At::new(field, None), field, allowed, "name another");
        }
        if !map.columns.contains_key("reference") {
            let allowed = "each row says whose it is";
            sink.add(
                Code::Missing,
                At::new("columns.reference", None),
                "",
                allowed,
                "name the column that has the provider's own pseudonym",
            );
        }
        sink.into_issues().or_value(Some(map))
    }
}
