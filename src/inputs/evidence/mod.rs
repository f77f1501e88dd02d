//! Every published or assumed figure the project uses, with its source and standing.
//!
//! Read from `data/evidence/evidence.csv`; scenarios cite figures by name, so that a number stands in one
//! place. Figures that contradict each other stand side by side and are never averaged.

use crate::base::parse::format::Format;
use crate::base::parse::names::nearest;
use crate::base::parse::{Code, Field, Issues, Shape, Sink, Source, table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::VariantNames;

/// How far a figure can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Provenance {
    /// Printed in a public source.
    Published,
    /// Computed from published figures.
    Derived,
    /// Chosen, for want of a source.
    Assumed,
}

impl Provenance {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }
}

/// One figure.
#[derive(Debug, Clone, Deserialize)]
pub struct Figure {
    /// Its name, by which scenarios cite it.
    pub name: String,
    /// The value.
    pub value: f64,
    /// The least that is plausible, where a source or judgement says so.
    pub low: Option<f64>,
    /// The most that is plausible.
    pub high: Option<f64>,
    /// What the value counts.
    pub unit: String,
    /// How far it can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
    /// Clause, page, or "own calculation".
    pub place: Option<String>,
    /// What it counts and what to beware of.
    pub note: Option<String>,
}

const VALUE: Shape = Shape::Number { min: -1e12, max: 1e12 };

/// `evidence.csv`.
pub const EVIDENCE: &[Field] = &[
    Field::required("name", Shape::Text(Format::Codename), "give the figure a name"),
    Field::required("value", VALUE, "give the figure"),
    Field::optional("low", VALUE, "give the least that is plausible, or leave it empty"),
    Field::optional("high", VALUE, "give the most that is plausible, or leave it empty"),
    Field::required("unit", Shape::Text(Format::Filled), "say what it counts"),
    Field::required(
        "standing",
        Shape::Choice(Provenance::VARIANTS),
        "say how far it can be trusted",
    ),
    Field::required("source", Shape::Text(Format::Filled), "say where it comes from"),
    Field::optional("place", Shape::Text(Format::Free), "give the clause or page"),
    Field::optional("note", Shape::Text(Format::Free), "say what to beware of"),
];

/// All figures by name.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    figures: BTreeMap<String, Figure>,
}

impl Evidence {
    /// The figure of a name.
    pub fn get(&self, name: &str) -> Option<&Figure> {
        self.figures.get(name)
    }

    /// The known name most like a mistyped one.
    pub fn nearest(&self, typed: &str) -> Option<&str> {
        let known: Vec<&str> = self.figures.keys().map(String::as_str).collect();
        nearest(typed, &known)
    }

    /// With the figures that a provider has of its own, which stand before others of the same name.
    #[must_use]
    pub fn with_own(mut self, own: Self) -> Self {
        self.figures.extend(own.figures);
        self
    }

    /// All figures, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.figures.values()
    }
}

/// Reads the evidence.
///
/// # Errors
/// Every row that cannot be read, and every name that stands twice.
pub fn read(source: Source<'_>) -> Result<Evidence, Issues> {
    let mut sink = Sink::new(source.file);
    let mut figures: BTreeMap<String, Figure> = BTreeMap::new();
    for record in table::records::<Figure>(source.text, EVIDENCE, &mut sink) {
        if let Some(name) = record.text("name").filter(|name| figures.contains_key(*name)) {
            let action = "give each figure its own name";
            record.note(
                &mut sink,
                Code::Repeated,
                ("name", name),
                "this name stands twice",
                action,
            );
        }
        let Some(figure) = &record.row else { continue };
        let too_low = figure.low.is_some_and(|low| figure.value < low);
        if too_low || figure.high.is_some_and(|high| figure.value > high) {
            let value = figure.value.to_string();
            let allowed = "it must lie between low and high";
            let action = "correct the value or its bounds";
            record.note(&mut sink, Code::Contradiction, ("value", value), allowed, action);
        }
        figures.insert(figure.name.clone(), figure.clone());
    }
    sink.into_issues().or_value(Some(Evidence { figures }))
}
