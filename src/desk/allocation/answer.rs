//! The answer for several households, as other software reads it (contracts section 7).

use super::orders::CostOfOrder;
use super::problem::Objective;
use super::solution::Method;
use crate::base::domain::{ReturnReason, RuleName};
use crate::inputs::estate::OccupancyList;
use schemars::JsonSchema;
use serde::Serialize;

/// A unit that a household may take instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MayChoose {
    /// Codename.
    pub unit: String,
    /// More points of all households together.
    pub extra_penalty: i64,
}

/// A household that has a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Placed {
    /// The household's pseudonym.
    pub reference: String,
    /// Codename of its unit.
    pub unit: String,
    /// Points of the preferences.
    pub penalty: i64,
    /// What it may take instead, least extra first.
    pub may_choose: Vec<MayChoose>,
    /// Nights until the unit can be lived in; 0 is tonight. More only where somebody moves out of it first.
    pub in_nights: u32,
}

/// A household without a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unplaced {
    /// The household's pseudonym.
    pub reference: String,
    /// The reason to return if nobody finds a way.
    pub outcome: ReturnReason,
    /// The rules in the way; where a unit suits, the limits between households that keep it out.
    pub barrier: Vec<RuleName>,
    /// In words.
    pub text: String,
}

/// Households that can use only these units, which are fewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shortage {
    /// Pseudonyms.
    pub households: Vec<String>,
    /// Every unit that any of them could take.
    pub units: Vec<String>,
    /// Households without a unit, whoever goes without.
    pub shortage: usize,
    /// In words.
    pub text: String,
}

/// A limit between households.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BindingLimit {
    /// The rule that it keeps.
    pub rule: RuleName,
    /// The setting whose places it is about, if it is about one.
    pub setting: Option<String>,
    /// Of two to be kept apart, those of the batch: a resident is not named.
    pub households: Vec<String>,
}

/// Limits without which one more household would be placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Binding {
    /// The limits.
    pub limits: Vec<BindingLimit>,
    /// No smaller set would do; false: no part of this set would, though another set might be smaller.
    pub smallest: bool,
    /// In words.
    pub text: String,
}

/// A resident who would move to make room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Move {
    /// The resident's pseudonym.
    pub reference: String,
    /// The unit it leaves.
    pub from: String,
    /// The unit it moves to.
    pub to: String,
    /// Points of the unit it moves to.
    pub penalty: i64,
    /// Nights until it can move; 0 is tonight.
    pub in_nights: u32,
    /// In words.
    pub text: String,
}

/// The order in which households were thought of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderTaken {
    /// Its name in the provider's data.
    pub name: &'static str,
    /// Households that fall short of the provider's floors; none set: 0.
    pub shortfall: usize,
    /// What it costs against the contract's own order; null where it is that order.
    pub price: Option<CostOfOrder>,
    /// In words.
    pub text: String,
}

/// Something of one form that was not checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unchecked {
    /// The household's pseudonym.
    pub reference: String,
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What that means.
    pub text: String,
    /// What may have been meant, at most three.
    pub suggestions: Vec<String>,
}

/// What a place of one form was taken to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TakenAs {
    /// The household's pseudonym.
    pub reference: String,
    /// What stands in the form.
    pub place: String,
    /// Where in the form.
    pub field: String,
    /// What it was taken to be, in words.
    pub taken_as: String,
}

/// The answer of `lintel allocate --format json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each a fact of its own, as other software reads it"
)]
pub struct Allocation {
    /// Households with a unit, in the order of the input.
    pub placed: Vec<Placed>,
    /// Households without one, in the order of the input.
    pub unplaced: Vec<Unplaced>,
    /// What it comes to.
    pub objective: Objective,
    /// Bound and objective are known to be equal.
    pub optimal: bool,
    /// No answer is better than this.
    pub bound: Objective,
    /// How it was found.
    pub method: Method,
    /// Why not everybody is placed, as far as units are short.
    pub shortages: Vec<Shortage>,
    /// The same among households in immediate danger alone.
    pub shortages_in_danger: Vec<Shortage>,
    /// Why not, as far as limits between households are the cause.
    pub binding: Option<Binding>,
    /// Residents who would move first.
    pub moves: Vec<Move>,
    /// What it would come to if nobody moved; null where nobody does.
    pub without_moves: Option<Objective>,
    /// The order in which households were thought of.
    pub order: OrderTaken,
    /// Whether limits between households were looked at as a cause; in very large batches they are not.
    pub limits_examined: bool,
    /// Whether every `may_choose` is complete; in very large batches it holds what others leave free.
    pub choices_complete: bool,
    /// When the occupancy was taken; null: not known.
    pub occupancy_as_of: Option<String>,
    /// Too old, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Whether the list of who lives where is there, and has as many rows as it should.
    pub occupancy_list: OccupancyList,
    /// What was not checked.
    pub not_checked: Vec<Unchecked>,
    /// What each place was taken to be.
    pub notes: Vec<TakenAs>,
}
