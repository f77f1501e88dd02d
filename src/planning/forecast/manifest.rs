//! What made a forecast, so that every figure can be traced and made again.

use super::precision::Reached;
use crate::engine::simulation::WarmUp;
use crate::inputs::scenario::{Assumption, Scenario};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `manifest.json`: no dates, threads or paths.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest {
    /// The program.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// SHA-256 of every input, by its role.
    pub inputs: BTreeMap<String, String>,
    /// What was run.
    pub runs: Vec<Run>,
    /// Lines of the table that no scenario can fill: none. The key stays for software that reads it.
    pub not_simulated: [&'static str; 0],
}

/// One scenario in one reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Scenario.
    pub scenario: String,
    /// Reading; empty where there is only one.
    pub reading: String,
    /// Whether that asks "what if": it is no reading of what was counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub what_if: bool,
    /// Estate.
    pub estate: String,
    /// Seed.
    pub seed: u64,
    /// Replications.
    pub replications: u32,
    /// First day that counts.
    pub start: String,
    /// Years that count.
    pub years: u16,
    /// Years simulated before them.
    #[serde(default)]
    pub warm_up_years: u16,
    /// Where it stopped by itself: how well the headline is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Reached>,
    /// Whether the years before the first that counts were enough; none: it begins from today's residents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm_up: Option<WarmUp>,
    /// Every number it rests on, with source and standing.
    pub assumptions: Vec<Assumption>,
}

impl Manifest {
    /// Of the runs and the hashes of what they read.
    pub fn new(scenarios: &[Scenario], inputs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self::of(hashes(inputs), scenarios.iter().map(Run::of).collect())
    }

    /// Of runs and the hashes of what they read.
    pub fn of(inputs: BTreeMap<String, String>, runs: Vec<Run>) -> Self {
        let (program, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        Self { program, version, inputs, runs, not_simulated: [] }
    }
}

impl Run {
    /// Of a scenario whose replications are all simulated.
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            scenario: scenario.name.clone(),
            reading: scenario.reading.clone(),
            what_if: scenario.what_if,
            estate: scenario.estate.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            seed: scenario.seed,
            replications: scenario.replications,
            start: scenario.start.to_string(),
            years: scenario.years,
            warm_up_years: scenario.warm_up_years,
            precision: None,
            warm_up: None,
            assumptions: scenario.assumptions.clone(),
        }
    }
}

/// The hash of every input by its role; other inputs of the same role stand beside the first with a number.
pub fn hashes(inputs: impl IntoIterator<Item = (String, String)>) -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::new();
    take_up(&mut hashes, inputs);
    hashes
}

/// Puts hashes beside those of other inputs, by the same rule.
pub fn take_up(
    hashes: &mut BTreeMap<String, String>,
    others: impl IntoIterator<Item = (String, String)>,
) {
    for (role, hash) in others {
        let numbered = (2..).map(|number: u32| format!("{role} ({number})"));
        let mut names = std::iter::once(role.clone()).chain(numbered);
        let free = names.find(|name| hashes.get(name).is_none_or(|known| *known == hash));
        hashes.extend(free.map(|name| (name, hash)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_inputs_of_one_role_are_both_named() {
        let inputs = [("a.toml", "one"), ("a.toml", "two"), ("a.toml", "one"), ("b.toml", "one")];
        let hashes = hashes(inputs.map(|(role, hash)| (role.to_owned(), hash.to_owned())));
        assert_eq!(hashes.keys().collect::<Vec<_>>(), ["a.toml", "a.toml (2)", "b.toml"]);
        assert_ne!(hashes["a.toml"], hashes["a.toml (2)"]);
    }
}
