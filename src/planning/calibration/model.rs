//! What a calibration is told: unknowns with their priors, records with who is counted in them, readings of the
//! evidence, alternatives of equal cost, and worlds outside the model.
//!
//! Data, not code: `calibration.toml` beside an estate says all of it, each number with source and standing.

use super::prior::Prior;
use super::record::Record;
use crate::base::domain::Kind;
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::{Assumption, Column, Dispersion, Family, Sets};
use serde::{Deserialize, Serialize};
use strum::VariantNames;

/// Everything that `calibration.toml` says.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// Unknowns, in file order.
    pub parameters: Vec<Parameter>,
    /// Records.
    pub observations: Vec<Observation>,
    /// Readings of the evidence: which records are taken to be about what.
    pub readings: Vec<EvidenceReading>,
    /// What could be done with the same money; the first is not chosen before others.
    pub alternatives: Vec<Alternative>,
    /// Worlds that the model is not made for, to see how it fails.
    pub worlds: Vec<World>,
    /// How well a refusal log would be kept, as a share of what was there; none: its worth is not asked.
    pub log_error: Option<f64>,
    /// Every number with its source and standing.
    pub assumptions: Vec<Assumption>,
}

impl Calibration {
    /// What each unknown sets, in file order.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.parameters.iter().map(|parameter| &parameter.column)
    }

    /// The unknowns that are shares of the mix, in file order.
    pub fn mix_shares(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.column.sets == Sets::MixShare)
    }

    /// The same in a world that says how much stays vary: there that is no unknown.
    #[must_use]
    pub fn in_world(&self, world: &World) -> Self {
        let mut calibration = self.clone();
        let spread = calibration
            .parameters
            .iter_mut()
            .find(|parameter| parameter.column.sets == Sets::StayCv);
        if let (Some(spread), Some(cv)) = (spread, world.stay_cv) {
            spread.prior = Prior::Choice { values: vec![cv] };
        }
        calibration
    }
}

/// One unknown.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name for a person.
    pub name: String,
    /// What it sets.
    pub column: Column,
    /// What it counts.
    pub unit: String,
    /// What is thought of it before the records are looked at.
    pub prior: Prior,
    /// How far that can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// Those who asked.
    Referrals,
    /// Those turned away because everything that suits is full.
    CapacityRefusals,
    /// Those placed.
    Placements,
    /// Of those who asked, the share turned away because everything that suits is full.
    CapacityShare,
}

/// Whether a household counts once, or at each of its requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountingUnit {
    /// Households.
    Households,
    /// Requests.
    Requests,
}

/// Which services are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Services {
    /// The units of the estate and nothing else.
    TheseUnits,
    /// All safe accommodation: referrals that needed something else are among them, refused as often as here.
    AllSafeAccommodation,
}

/// How much the surveyed service is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Load {
    /// As much as the scenario says.
    Own,
    /// That times the load ratio: another service, of which this estate is a sample.
    Ratio,
}

/// One record, and what it is a record of.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Its name for a person.
    pub name: String,
    /// Where it was counted, in words.
    pub place: String,
    /// The estate as it was then: a name in the data folder, or a path.
    pub estate: String,
    /// First and last day.
    pub days: (String, String),
    /// How much of a year that is: 1, but where less is on record.
    pub share_of_year: f64,
    /// What is counted.
    pub counts: Counts,
    /// Households or requests.
    pub who: CountingUnit,
    /// Which services.
    pub services: Services,
    /// In which kinds of these units; empty: in any.
    pub kinds: Vec<Kind>,
    /// How much they are asked for.
    pub load: Load,
    /// What was written down.
    pub record: Record,
    /// Where it is from.
    pub source: String,
    /// How far it can be trusted.
    pub standing: Provenance,
}

/// One reading: records that are taken together.
#[derive(Debug, Clone)]
pub struct EvidenceReading {
    /// Its name.
    pub name: String,
    /// What it takes the evidence to mean.
    pub about: String,
    /// Which observations.
    pub takes: Vec<usize>,
    /// Observations that it must give back and does not learn from: they follow from others, or are too vague.
    pub checks: Vec<usize>,
    /// Whether it asks "what if" and is no reading of what was counted here.
    pub what_if: bool,
}

impl EvidenceReading {
    /// Every observation that it has to do with.
    pub fn observed(&self) -> impl Iterator<Item = usize> {
        self.takes.iter().chain(&self.checks).copied()
    }
}

/// One thing that could be done with the money.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its name for a person.
    pub name: String,
    /// What it costs in a year, in pounds.
    pub a_year: f64,
    /// Units that are added, each like one that there is, by its codename.
    pub adds: Vec<String>,
    /// Levers that are pulled, each as often as it is named, by the codenames of `candidates.csv`: there they are defined.
    pub levers: Vec<String>,
    /// The factor on the wait for a home.
    pub home_wait_factor: f64,
    /// How far that can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

/// A world outside the model's family.
#[derive(Debug, Clone)]
pub struct World {
    /// Its name for a person.
    pub name: String,
    /// Another shape of stays.
    pub stay_family: Option<Family>,
    /// Another spread of stays.
    pub stay_cv: Option<f64>,
    /// A rate of arrivals that wanders.
    pub dispersion: Option<Dispersion>,
    /// Whether every class of household is as common as another.
    pub mix_alike: bool,
}
