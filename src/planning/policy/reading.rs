//! What the policies did in one reading.

use super::classes::UnitClass;
use super::regimes::Regime;
use crate::base::statistics::{Interval, Says};
use serde::Serialize;

/// One reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyReading {
    /// The scenario's name.
    pub scenario: String,
    /// The reading's name.
    pub reading: String,
    /// Whether that asks "what if".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub what_if: bool,
    /// Years of a history.
    pub years: u16,
    /// Histories that results are told from.
    pub replications: u32,
    /// Other histories that prices and weights were learned from.
    pub training: u32,
    /// The seed of both.
    pub seed: u64,
    /// Unit classes.
    pub classes: Vec<UnitClass>,
    /// Levels of demand.
    pub rounds: Vec<AtLevel>,
}

/// One policy against the plain preference order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Policy {
    /// Its name.
    pub policy: String,
    /// What it learned from: `right`, `below`, `near`, `above`, `equal_mix`; empty: nothing to learn.
    pub learned_from: String,
    /// Points that a household turned away counts as, where it has such a weight.
    pub weight: Option<f64>,
    /// Whether it orders units just as the preference order does.
    pub same_order: bool,
    /// What the difference in households turned away says.
    pub says: Says,
    /// The differences.
    pub difference: Figures,
    /// Households turned away that the preference order would have housed, a year.
    pub lost: Interval,
    /// Households housed that the preference order would have turned away, a year.
    pub won: Interval,
    /// What is held empty and for whom.
    pub held: Option<HeldNames>,
}

/// One level of demand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtLevel {
    /// Which.
    #[serde(flatten)]
    pub regime: Regime,
    /// What a night in each unit class costs others.
    pub prices: Vec<OpportunityCost>,
    /// The plain preference order's own figures.
    pub preference: Figures,
    /// The other policies against it.
    pub policies: Vec<Policy>,
    /// Households housed on one-year tapes.
    pub bound: Bound,
}

/// The figures of one policy, or differences of figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Households turned away for want of a unit, a year.
    pub turned_away: Interval,
    /// Mean penalty points of those placed.
    pub points: Interval,
    /// Unit-nights lived in, a year.
    pub nights: Interval,
    /// Households turned away by what stood in the way, a year.
    pub by_barrier: Vec<GroupFigure>,
    /// Households turned away by class of household, a year.
    pub by_class: Vec<GroupFigure>,
}

/// What is held empty and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldNames {
    /// Codenames of units.
    pub units: Vec<String>,
    /// Classes of household.
    pub kept_for: Vec<String>,
}

/// What keeping one unit of a class empty costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpportunityCost {
    /// The unit class.
    pub class: String,
    /// Households turned away by unit-night.
    pub by_night: Interval,
    /// Households turned away by an expected stay.
    pub by_stay: Interval,
    /// Nights of an expected stay.
    pub nights: f64,
    /// By unit-night, from Erlang's formula for the class as a pool of its own.
    pub erlang_by_night: f64,
    /// Whether it counts in an order of units: it lies above 0 beyond chance.
    pub counts: bool,
}

/// A figure of some of the households.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupFigure {
    /// Who.
    pub group: String,
    /// Households a year.
    pub turned_away: Interval,
    /// What it says, corrected for the number of groups too.
    pub says: Says,
}

/// Households housed on one-year tapes, all tapes together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bound {
    /// Tapes.
    pub tapes: usize,
    /// Households that asked.
    pub asked: i64,
    /// The most that could have been housed, knowing all arrivals and stays.
    pub at_most: i64,
    /// Those that each policy housed.
    pub housed: Vec<(String, i64)>,
    /// The most that a steady stream of the same households could house in a year.
    pub fluid_a_year: f64,
}
