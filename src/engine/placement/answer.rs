//! The answer for one household, as other software reads it (contracts section 6).
//!
//! Codenames are the estate's own, borrowed, and fixed sentences are not copied: an answer speaks of every
//! unit, and before a national estate most of its time went into making room for texts.

use crate::base::domain::{Kind, ReturnReason, RuleName};
use crate::engine::eligibility::Suitability;
use crate::inputs::estate::OccupancyList;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

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

/// Points of one preference.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TermPoints {
    /// The preference.
    pub term: &'static str,
    /// Whole points; more is worse.
    pub points: i64,
    /// Why, in words.
    pub text: &'static str,
}

/// A question for a person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Ask {
    /// The rule that asks.
    pub rule: RuleName,
    /// Who decides.
    pub who: &'static str,
    /// The question.
    pub text: &'static str,
}

/// A vacant unit that suits.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitOption<'a> {
    /// Codename.
    pub unit: &'a str,
    /// 1 is best.
    pub rank: usize,
    /// Sum of the terms.
    pub penalty: i64,
    /// Terms that are not zero.
    pub terms: Vec<TermPoints>,
    /// Rules that asked for a decision, which somebody has granted; empty where none asked.
    pub granted: Vec<RuleName>,
}

/// A vacant unit that somebody must decide on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitDecision<'a> {
    /// Codename.
    pub unit: &'a str,
    /// 1 is best.
    pub rank: usize,
    /// Sum of the terms.
    pub penalty: i64,
    /// Terms that are not zero.
    pub terms: Vec<TermPoints>,
    /// The questions, in rule order.
    pub asks: Vec<Ask>,
}

/// What a rule holds against a unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Breach {
    /// The rule.
    pub rule: RuleName,
    /// It asks for a decision; otherwise it finds the unit unsuitable.
    pub decision: bool,
    /// Clause of the specification.
    pub clause: Option<&'static str>,
    /// Reason in the annual return.
    pub reason: ReturnReason,
    /// In words.
    pub text: Cow<'static, str>,
}

/// Something worth knowing about a unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Advice {
    /// The rule that advises.
    pub rule: RuleName,
    /// In words.
    pub text: Cow<'static, str>,
}

/// One unit and everything the rules found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitFindings<'a> {
    /// Codename.
    pub unit: &'a str,
    /// Codename of its setting.
    pub setting: &'a str,
    /// Kind of accommodation.
    pub kind: Kind,
    /// Nobody lives there and it can be offered.
    pub vacant: bool,
    /// Whether it suits.
    pub verdict: Suitability,
    /// At most one a rule, in rule order.
    pub breaches: Vec<Breach>,
    /// Advice, in rule order.
    pub advice: Vec<Advice>,
}

/// A smallest set of changes that would open vacant units.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Relaxation<'a> {
    /// The rules whose findings would be lifted.
    pub rules: Vec<RuleName>,
    /// In the worker's words.
    pub text: String,
    /// The units it opens.
    pub units: Vec<&'a str>,
}

/// Something that was not checked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NotChecked {
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What that means.
    pub text: String,
    /// What may have been meant, at most three.
    pub suggestions: Vec<String>,
}

/// What a place of the form was taken to be.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Note {
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What it was taken to be, in words.
    pub taken_as: String,
}

/// Where else help is to be had.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Alternative {
    /// The route.
    pub route: AlternativeRoute,
    /// In words.
    pub text: String,
}

/// The answer of `lintel recommend --format json`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Recommendation<'a> {
    /// The household's pseudonym.
    pub reference: String,
    /// What to do next.
    pub route: Route,
    /// When the occupancy was taken; null: not known.
    pub occupancy_as_of: Option<String>,
    /// Too old, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Whether the list of who lives where is there, and has as many rows as it should.
    pub occupancy_list: OccupancyList,
    /// Vacant and suitable, best first.
    pub options: Vec<UnitOption<'a>>,
    /// Vacant if somebody decides, best first.
    pub decisions: Vec<UnitDecision<'a>>,
    /// Every unit, in file order.
    pub units: Vec<UnitFindings<'a>>,
    /// What would open a vacant unit, where none is open.
    pub relaxations: Vec<Relaxation<'a>>,
    /// The reason to return if nobody finds a way; null where there are options.
    pub outcome_if_none: Option<ReturnReason>,
    /// The rules that stand in the way on most units.
    pub barrier: Vec<RuleName>,
    /// Units in stock that suit, vacant or not.
    pub suitable_units: usize,
    /// What was not checked.
    pub not_checked: Vec<NotChecked>,
    /// What each place was taken to be.
    pub notes: Vec<Note>,
    /// Where else help is to be had.
    pub alternatives: Vec<Alternative>,
}
