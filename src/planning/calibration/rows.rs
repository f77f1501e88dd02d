//! The rows of `calibration.toml`, list by list, as they are written there.
//!
//! Not here: what joins several of their fields (`reader`).

use super::model::{CountingUnit, Counts, Load, Services};
use super::shapes::{ALTERNATIVE, LOG, OBSERVATION, PARAMETER, READING, WORLD};
use crate::base::domain::{Kind, RuleName};
use crate::base::parse::node::Value;
use crate::base::parse::{Field, Node, Shape, Sink};
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::{Dispersion, Family, Sets};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The rows of each list, by their place; none: the row has issues of its own, which hide none of another.
pub(super) struct File {
    pub(super) parameter: Vec<Option<ParameterRow>>,
    pub(super) observation: Vec<Option<ObservationRow>>,
    pub(super) reading: Vec<Option<ReadingRow>>,
    pub(super) alternative: Vec<Option<AlternativeRow>>,
    pub(super) world: Vec<Option<WorldRow>>,
    pub(super) refusal_log: Option<LogRow>,
    /// Names of all observations, those with issues too.
    pub(super) observed: Vec<Option<String>>,
}

impl File {
    pub(super) fn of(tree: &Node) -> Self {
        let items = |list: &str| match tree.get(list).map(|node| &node.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let name = |item: &Node| item.get("name").and_then(Node::as_text).map(str::to_owned);
        Self {
            parameter: rows(items("parameter"), PARAMETER),
            observation: rows(items("observation"), OBSERVATION),
            reading: rows(items("reading"), READING),
            alternative: rows(items("alternative"), ALTERNATIVE),
            world: rows(items("world"), WORLD),
            refusal_log: tree.get("refusal_log").and_then(|log| row(log, LOG)),
            observed: items("observation").iter().map(name).collect(),
        }
    }
}

fn rows<T: DeserializeOwned>(items: &[Node], fields: &'static [Field]) -> Vec<Option<T>> {
    items.iter().map(|item| row(item, fields)).collect()
}

/// A row, if it is as its fields say; what is wrong with it has been said.
fn row<T: DeserializeOwned>(item: &Node, fields: &'static [Field]) -> Option<T> {
    let mut said = Sink::new("");
    let json = Shape::Table(fields).check(item, "", "", &mut said)?;
    serde_json::from_value(json).ok()
}

/// Rows that could be read, each with its place.
pub(super) fn known<T>(rows: &[Option<T>]) -> impl Iterator<Item = (usize, &T)> {
    rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_ref()?)))
}

#[derive(Deserialize)]
pub(super) struct ParameterRow {
    pub(super) name: String,
    pub(super) sets: Sets,
    #[serde(default)]
    pub(super) households: Vec<String>,
    pub(super) rule: Option<RuleName>,
    pub(super) unit: String,
    pub(super) prior: PriorRow,
    pub(super) standing: Provenance,
    pub(super) source: String,
}

#[derive(Deserialize)]
pub(super) struct PriorRow {
    pub(super) family: String,
    pub(super) low: Option<f64>,
    pub(super) mode: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) values: Option<Vec<f64>>,
    pub(super) evidence: Option<String>,
}

impl PriorRow {
    /// The greatest value that stands there.
    pub(super) fn greatest(&self) -> Option<f64> {
        self.high.or_else(|| self.values.as_ref()?.last().copied())
    }
}

#[derive(Deserialize)]
pub(super) struct ObservationRow {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) estate: String,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) counts: Counts,
    pub(super) who: CountingUnit,
    pub(super) services: Services,
    #[serde(default)]
    pub(super) kinds: Vec<Kind>,
    pub(super) load: Option<Load>,
    pub(super) value: f64,
    pub(super) error: Option<f64>,
    pub(super) tolerance: Option<f64>,
    #[serde(default)]
    pub(super) at_most: bool,
    #[serde(default)]
    pub(super) part_of_a_year: bool,
    pub(super) standing: Provenance,
    pub(super) source: String,
}

#[derive(Deserialize)]
pub(super) struct ReadingRow {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) takes: Vec<String>,
    #[serde(default)]
    pub(super) checks: Vec<String>,
    #[serde(default)]
    pub(super) what_if: bool,
}

#[derive(Deserialize)]
pub(super) struct AlternativeRow {
    pub(super) name: String,
    pub(super) a_year: f64,
    #[serde(default)]
    pub(super) adds: Vec<String>,
    #[serde(default)]
    pub(super) levers: Vec<String>,
    pub(super) home_wait_factor: Option<f64>,
    pub(super) standing: Provenance,
    pub(super) source: String,
}

#[derive(Deserialize)]
pub(super) struct WorldRow {
    pub(super) name: String,
    pub(super) stay_family: Option<Family>,
    pub(super) stay_cv: Option<f64>,
    pub(super) dispersion: Option<Dispersion>,
    pub(super) mix: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct LogRow {
    pub(super) error: f64,
}
