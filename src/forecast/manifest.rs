//! What made a forecast, so that every figure can be traced and made again.

use crate::scenario::{Assumption, Scenario};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the contract's table has a line for and this program does not simulate yet: always 0.
pub const NOT_SIMULATED: [&str; 3] = ["unmet_not_contacted", "unmet_declined", "sanctuary"];

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
    /// Lines of the table that are always 0.
    pub not_simulated: [&'static str; 3],
}

/// One scenario in one reading.
#[derive(Debug, Clone, Serialize)]
pub struct Run {
    /// Scenario.
    pub scenario: String,
    /// Reading; empty where there is only one.
    pub reading: String,
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
    /// Every number it rests on, with source and standing.
    pub assumptions: Vec<Assumption>,
}

impl Manifest {
    /// Of the runs and the texts they read.
    pub fn new<'a>(
        scenarios: &[Scenario],
        inputs: impl Iterator<Item = (String, &'a str)>,
    ) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            inputs: inputs.map(|(role, text)| (role, hash(text))).collect(),
            runs: scenarios.iter().map(run).collect(),
            not_simulated: NOT_SIMULATED,
        }
    }
}

fn run(scenario: &Scenario) -> Run {
    Run {
        scenario: scenario.name.clone(),
        reading: scenario.reading.clone(),
        estate: scenario.estate.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        seed: scenario.seed,
        replications: scenario.replications,
        start: scenario.start.to_string(),
        years: scenario.years,
        assumptions: scenario.assumptions.clone(),
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
