//! The answer for one household: units by their place in the estate, rules, points and routes.
//!
//! Not here: what is said of any of it (`wording`), and how other software reads it (`render::json`).

pub use super::findings::UnitFindings;

use super::in_the_way::{InTheWay, nowhere_is_far_enough};
use super::outcome::Outcome;
use super::preferences::TermName;
use crate::base::domain::RuleSet;
use schemars::JsonSchema;
use serde::Serialize;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Offer a unit.
    Place,
    /// Ask somebody to decide.
    Decide,
    /// Something suits but is full.
    Wait,
    /// Look elsewhere.
    ReferOn,
}

/// Where else help is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlternativeRoute {
    /// Children's services, at any hour.
    ChildrensEmergencyDutyTeam,
    /// A place in another part of the country, which she wishes for.
    OtherArea,
    /// Accommodation of the council or another registered provider in the area (4.7).
    CouncilOrRegisteredProvider,
    /// The homelessness duty of any council.
    HomelessnessDuty,
    /// Staying at home, made safer (4.35-4.39).
    Sanctuary,
    /// Support wherever she lives (4.20-4.24).
    FloatingSupport,
    /// National helplines.
    Helplines,
}

/// A vacant unit that suits, or that somebody must decide on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitOption {
    /// Its place in the estate.
    pub unit: usize,
    /// 1 is best.
    pub rank: usize,
    /// Sum of the terms.
    pub penalty: i64,
    /// Terms that are not zero, with their points; more is worse.
    pub terms: Vec<(TermName, i64)>,
    /// Rules that ask for a decision: of an option they have been granted.
    pub asks: RuleSet,
}

/// A smallest set of changes that would open vacant units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// The rules whose findings would be lifted.
    pub rules: RuleSet,
    /// The units it opens, by their place in the estate.
    pub units: Vec<usize>,
}

/// The answer for one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// What to do next.
    pub route: Route,
    /// The list of who lives where is too old, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Vacant and suitable, best first.
    pub options: Vec<UnitOption>,
    /// Vacant if somebody decides, best first.
    pub decisions: Vec<UnitOption>,
    /// Every unit, in file order.
    pub units: Vec<UnitFindings>,
    /// What would open a vacant unit, where none is open.
    pub relaxations: Vec<Relaxation>,
    /// What to return if nobody finds a way; none where there are options.
    pub outcome_if_none: Option<Outcome>,
    /// Units in stock that suit, vacant or not.
    pub suitable_units: usize,
    /// Where else help is to be had.
    pub alternatives: Vec<AlternativeRoute>,
}

impl Recommendation {
    /// The rules that stand in the way on most units.
    pub fn barrier(&self) -> RuleSet {
        self.outcome_if_none.map_or(RuleSet::EMPTY, |outcome| outcome.barrier)
    }

    /// Why no vacant unit suits; none where one does.
    pub fn in_the_way(&self) -> Option<InTheWay> {
        let outcome = self.outcome_if_none?;
        Some(InTheWay::of(&self.units, outcome, self.suitable_units > 0))
    }

    /// Whether no home of the estate is far enough from everywhere unsafe.
    pub fn is_nowhere_far_enough(&self) -> bool {
        nowhere_is_far_enough(&self.units)
    }
}
