//! What happens to a household between asking and being settled elsewhere.

use super::distribution::Distribution;
use crate::base::domain::Kind;
use serde::Deserialize;
use strum::VariantNames;

/// Exits before any unit is looked for, and what becomes of offers; every share is 1 or 0 unless said.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default)]
pub struct Funnel {
    /// The share of requests whose household can be contacted.
    pub contacted: f64,
    /// The share of those that this service is for.
    pub eligible: f64,
    /// The share made safe at home, of those for whom that is open (4.35-4.39).
    pub sanctuary: f64,
    /// The share of offers that are accepted.
    pub accepts: f64,
}

impl Default for Funnel {
    fn default() -> Self {
        Self { contacted: 1.0, eligible: 1.0, sanctuary: 0.0, accepts: 1.0 }
    }
}

impl Funnel {
    /// Whether nobody leaves by it before a unit is looked for.
    pub fn lets_everybody_through(&self) -> bool {
        let all = Self::default();
        Self { accepts: all.accepts, ..*self } == all
    }
}

/// Households that ask again.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Again {
    /// The chance that a household does.
    pub chance: f64,
    /// How long after.
    pub after: Distribution,
    /// How often one household does at most.
    #[serde(default = "once")]
    pub at_most: u32,
}

fn once() -> u32 {
    1
}

/// What follows a short stay: a household may ask for a longer unit, and may wait for it where it is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Onward {
    /// The chance that it asks.
    pub chance: f64,
    /// The kinds of unit in which stays are short.
    #[serde(default = "safe_places")]
    pub from: Vec<Kind>,
    /// The most days for which it stays beyond its stay until a longer unit is free, its own taken meanwhile.
    #[serde(default)]
    pub may_stay_days: f64,
    /// Whether it is served before or after those who wait elsewhere.
    #[serde(default)]
    pub served: Served,
}

fn safe_places() -> Vec<Kind> {
    vec![Kind::SafePlace]
}

/// When those who wait in a short stay are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Served {
    /// Before whoever waits elsewhere.
    First,
    /// As if they waited elsewhere since their stay was over.
    #[default]
    InOrder,
    /// After everybody else.
    Last,
}

/// Agencies that stop asking a service that has been full for some time.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct InducedDemand {
    /// The share of agencies' requests that are then not made.
    pub share: f64,
    /// Days without a vacant unit after which they stop.
    pub after_days: f64,
    /// Days after a unit falls vacant until they ask again.
    #[serde(default)]
    pub back_after_days: f64,
}

/// Factors on support time, multiplied for each need that a household has.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default)]
pub struct StayFactor {
    /// Complex needs.
    pub complex: f64,
    /// No recourse to public funds.
    pub nrpf: f64,
    /// Children.
    pub children: f64,
    /// Limited mobility, or a wheelchair.
    pub mobility: f64,
    /// Current use of drugs or alcohol.
    pub substances: f64,
}

impl Default for StayFactor {
    fn default() -> Self {
        Self { complex: 1.0, nrpf: 1.0, children: 1.0, mobility: 1.0, substances: 1.0 }
    }
}

/// Homes to move on to, which come at random moments and are let in the order in which support ended.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct MoveOnHomes {
    /// Homes per 365 days.
    pub per_year: f64,
    /// The kinds of unit whose households need one; all, unless said.
    #[serde(default = "every_kind")]
    pub kinds: Vec<Kind>,
}

fn every_kind() -> Vec<Kind> {
    Kind::ALL.to_vec()
}

/// Support after safe accommodation (4.12-4.19): a caseload, never units.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct SecondStage {
    /// Households that are supported at once under the contract.
    pub places: u32,
    /// The share of households placed that goes on to it.
    pub share: f64,
    /// When it begins.
    #[serde(default)]
    pub begins: Begins,
    /// How long it lasts.
    pub stay: Distribution,
    /// The longest it may last, in days.
    #[serde(default = "a_year")]
    pub at_most_days: f64,
}

fn a_year() -> f64 {
    365.0
}

/// When second-stage support begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Begins {
    /// When the household leaves.
    #[default]
    Departure,
    /// When its support in the unit ends, perhaps before it leaves.
    SupportEnd,
}

/// Repairs that a departure may leave behind.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Repairs {
    /// The chance.
    pub chance: f64,
    /// How long they take, after the turnaround.
    pub time: Distribution,
}
