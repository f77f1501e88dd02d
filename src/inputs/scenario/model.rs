//! One scenario, in one reading of the evidence.

use super::arrivals::Arrivals;
use super::cite::Assumption;
use super::course::{
    Again, Funnel, InducedDemand, MoveOnHomes, Onward, Repairs, SecondStage, StayFactor,
};
use super::distribution::Distribution;
use super::distribution::one;
use super::posterior::{Draws, Posterior};
use crate::base::domain::referral::Source;
use crate::base::domain::{Household, Kind, RuleName};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use strum::VariantNames;

/// Everything a simulation is told.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The reading of the evidence it takes; empty where there is only one.
    pub reading: String,
    /// What that reading takes the evidence to mean; without readings, what the scenario asks.
    pub about: String,
    /// Whether the reading asks "what if" and is no reading of what was counted here.
    pub what_if: bool,
    /// The record that the reading is a way of taking, as a headline says it.
    pub record: Option<String>,
    /// The posterior it takes its numbers from; none: they are the same in every history.
    pub posterior: Option<Posterior>,
    /// The estate: a name in the data folder, or a path.
    pub estate: String,
    /// First day that counts.
    pub start: Date,
    /// Years that count.
    pub years: u16,
    /// What the simulation begins from.
    pub start_state: StartState,
    /// Years simulated before `start`, not counted.
    pub warm_up_years: u16,
    /// Simulated histories.
    pub replications: u32,
    /// Seed of every stream.
    pub seed: u64,
    /// Referrals.
    pub arrivals: Arrivals,
    /// The names of the classes of household.
    pub groups: Vec<String>,
    /// The mix of households, one entry a variant; shares sum to 1.
    pub classes: Vec<HouseholdClass>,
    /// Unsafe places drawn for households whose class does not say otherwise.
    pub unsafe_drawn: Option<DrawnUnsafe>,
    /// Support time by kind.
    pub stay: Stays,
    /// Wait for move-on housing by kind, after the support time; none: moves on at once.
    pub move_on: Option<Stays>,
    /// Waiting; none: a household that cannot be placed at once is turned away.
    pub waiting: Option<Waiting>,
    /// Exits before a unit is looked for, and answers to offers.
    pub funnel: Funnel,
    /// Households that ask again after they were turned away for want of a unit.
    pub repeats: Option<Again>,
    /// Households that ask again after they left.
    pub returns: Option<Again>,
    /// What follows a short stay; none: whoever leaves one asks for nothing.
    pub onward: Option<Onward>,
    /// Agencies that stop asking.
    pub induced_demand: Option<InducedDemand>,
    /// Support time by need.
    pub stay_factor: StayFactor,
    /// Homes to move on to; none: as many as are needed.
    pub move_on_homes: Option<MoveOnHomes>,
    /// Support after safe accommodation.
    pub second_stage: Option<SecondStage>,
    /// Nights after a departure before the unit can be offered.
    pub turnaround_nights: u32,
    /// Nights for which a unit is kept for a household before it moves in.
    pub hold_nights: u32,
    /// Repairs after a departure.
    pub repairs: Option<Repairs>,
    /// Days since `start` at which residents are counted.
    pub census_days: Vec<f64>,
    /// How units are chosen.
    pub placement: Placement,
    /// Chances that decisions are granted.
    pub decisions: Decisions,
    /// What becomes of units under repair.
    pub voids: Voids,
    /// Funding that ends on a day; only `expand` asks for it.
    pub funding: Vec<Funding>,
    /// Every number above with its source and standing.
    pub assumptions: Vec<Assumption>,
}

impl Scenario {
    /// The draws that its histories take; none: its numbers are the same in every history.
    pub fn draws(&self) -> Option<&Draws> {
        self.posterior.as_ref()?.draws.as_deref()
    }

    /// Whether it says a number itself and takes it from no draw.
    pub fn holds(&self, key: &str) -> bool {
        self.posterior.as_ref().is_some_and(|posterior| posterior.held.contains(key))
    }

    /// The same without where its numbers come from, which no simulation reads and no copy of it need carry.
    #[must_use]
    pub fn unsourced(&self) -> Self {
        Self { assumptions: Vec::new(), ..self.clone() }
    }

    /// The same with nothing drawn.
    #[must_use]
    pub fn undrawn(&self) -> Self {
        Self { posterior: None, ..self.clone() }
    }
}

/// Funding that may end: what is bought from a budget that rests on it ends with it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Funding {
    /// Its name, by which budgets say that they rest on it.
    pub name: String,
    /// Pounds a year.
    pub yearly: f64,
    /// The first day without it.
    pub ends: Date,
}

/// What the simulation begins from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartState {
    /// Nobody lives there.
    Empty,
    /// Today's residents, with what is left of their stays.
    Occupancy,
}

/// Units under repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voids {
    /// As the estate lists them: closed until their first day, for ever where none is known.
    AsListed,
    /// Open from the beginning: the question is what the whole stock can do.
    Open,
}

/// One kind of household in the mix: a class, or one variant of a class.
#[derive(Debug, Clone)]
pub struct HouseholdClass {
    /// Its name; a variant's is its class's with a number.
    pub name: String,
    /// Where it stands in the scenario, such as `household[2].variants[0]`.
    pub key: String,
    /// Which of the scenario's classes it belongs to.
    pub group: usize,
    /// Its share of all referrals.
    pub share: f64,
    /// Units that it takes at once.
    pub units: u32,
    /// Who such a household is and what it needs.
    pub household: Household,
    /// Who asks for it.
    pub source: Source,
    /// This class's stay, instead of the tables by kind.
    pub stay: Option<Distribution>,
    /// This class's drawn unsafe place, instead of the scenario's.
    pub unsafe_drawn: Option<DrawnUnsafe>,
}

/// An unsafe place drawn for each household: one postcode of a place, each equally likely.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DrawnUnsafe {
    /// The place to draw from.
    pub from: String,
    /// The radius, in metres; none: the provider's default.
    pub radius_m: Option<u32>,
    /// The chance that a household has such a place; the others' lie outside the area.
    #[serde(default = "one")]
    pub chance: f64,
}

/// A distribution for each kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Stays {
    /// Where the kind has none of its own.
    pub default: Option<Distribution>,
    /// Refuge.
    pub refuge: Option<Distribution>,
    /// Safe Place.
    pub safe_place: Option<Distribution>,
    /// Dispersed homes.
    pub dispersed: Option<Distribution>,
}

impl Stays {
    /// The distribution of a kind.
    pub fn of(&self, kind: Kind) -> Option<Distribution> {
        let own = match kind {
            Kind::Refuge => self.refuge,
            Kind::SafePlace => self.safe_place,
            Kind::Dispersed => self.dispersed,
        };
        own.or(self.default)
    }

    /// The same stays, all longer or shorter by a factor.
    #[must_use]
    pub fn stretched(&self, factor: f64) -> Self {
        let stretched = |own: Option<Distribution>| own.map(|own| own.stretched(factor));
        Self {
            default: stretched(self.default),
            refuge: stretched(self.refuge),
            safe_place: stretched(self.safe_place),
            dispersed: stretched(self.dispersed),
        }
    }
}

/// Waiting for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Waiting {
    /// How long a household waits before it gives up.
    pub patience: Patience,
    /// Who is served first.
    #[serde(default)]
    pub order: Order,
    /// The most households that may wait; none: any number.
    pub places: Option<u32>,
}

/// How long a household waits before it gives up.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Patience {
    /// So long.
    Limited(Distribution),
    /// Nobody gives up.
    Unlimited(Unlimited),
}

/// The word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlimited {
    /// `"unlimited"`.
    Unlimited,
}

impl Patience {
    /// Nobody gives up.
    pub const UNLIMITED: Self = Self::Unlimited(Unlimited::Unlimited);

    /// The distribution; none: nobody gives up.
    pub fn limit(self) -> Option<Distribution> {
        match self {
            Self::Limited(time) => Some(time),
            Self::Unlimited(_) => None,
        }
    }
}

/// Who is served first of those who wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Order {
    /// Whoever asked first.
    #[default]
    Arrival,
    /// Whoever is in immediate danger, then whose DASH score is high or unknown, then whoever asked first.
    Priority,
}

/// How units are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Placement {
    /// The policy.
    #[serde(default)]
    pub policy: Policy,
    /// Vacant units kept for local households: one from elsewhere is offered a unit only while more than these stand empty.
    #[serde(default)]
    pub kept_for_local: u32,
}

/// Placement policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Policy {
    /// The desk's own order: least penalty first.
    #[default]
    Preference,
    /// Units in file order.
    FirstFit,
}

/// Chances that a decision is granted, by rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decisions {
    chances: BTreeMap<RuleName, f64>,
}

impl Decisions {
    /// From chances by rule.
    pub fn new(chances: BTreeMap<RuleName, f64>) -> Self {
        Self { chances }
    }

    /// Says another chance for a rule.
    pub fn grant(&mut self, rule: RuleName, chance: f64) {
        self.chances.insert(rule, chance);
    }

    /// Every chance that is said, by rule.
    pub fn all(&self) -> impl Iterator<Item = (RuleName, f64)> + '_ {
        self.chances.iter().map(|(rule, chance)| (*rule, *chance))
    }

    /// The chance said for a rule; none: not said.
    pub fn said(&self, rule: RuleName) -> Option<f64> {
        self.chances.get(&rule).copied()
    }
}
