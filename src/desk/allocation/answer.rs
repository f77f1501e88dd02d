//! The answer for several households: who has what, who has none and why.
//!
//! Not here: what is said of it (`wording`), and how other software reads it (`render::json`).

use super::orders::CostOfOrder;
use super::problem::Objective;
use super::solution::Method;
use crate::base::domain::{ReturnReason, RuleName, RuleSet};
use crate::engine::placement::InTheWay;
use crate::inputs::estate::AllocationOrder;
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The household's pseudonym.
    pub reference: String,
    /// The reason to return if nobody finds a way.
    pub outcome: ReturnReason,
    /// The rules in the way; where a unit suits, the limits between households that keep it out.
    pub barrier: Vec<RuleName>,
    /// What keeps it without one.
    pub because: Without,
}

/// What keeps a household without a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Without {
    /// It said no to every vacant unit that suits it.
    DeclinedAll,
    /// No vacant unit suits it; of some units these rules only ask.
    NothingSuits(RuleSet, InTheWay),
    /// One suits it, and limits between households keep it out, or, where no one limit does, these.
    KeptOut(KeptOut),
}

/// What keeps a household out of a unit that suits it, where no one limit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptOut {
    /// More households need such units than there are.
    ByTooFewUnits,
    /// Several limits together.
    BySeveralLimits,
}

/// Households that can use only these units, which are fewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// Pseudonyms.
    pub households: Vec<String>,
    /// Every unit that any of them could take.
    pub units: Vec<String>,
    /// Households without a unit, whoever goes without.
    pub shortage: usize,
    /// Only households in immediate danger were counted.
    pub in_danger: bool,
    /// It is one household, which said no to every vacant unit that suits it.
    pub declined_all: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The limits.
    pub limits: Vec<BindingLimit>,
    /// No smaller set would do; false: no part of this set would, though another set might be smaller.
    pub smallest: bool,
}

/// A resident who would move to make room.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// The order in which households were thought of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderTaken {
    /// Which.
    pub order: AllocationOrder,
    /// Households that fall short of the provider's floors; none set: 0.
    pub shortfall: usize,
    /// What it costs against the contract's own order; none where it is that order.
    pub price: Option<CostOfOrder>,
}

/// The answer for several households.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each a fact of its own")]
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
    /// What it would come to if nobody moved; none where nobody does.
    pub without_moves: Option<Objective>,
    /// The order in which households were thought of.
    pub order: OrderTaken,
    /// Whether limits between households were looked at as a cause; in very large batches they are not.
    pub limits_examined: bool,
    /// Whether every `may_choose` is complete; in very large batches it holds what others leave free.
    pub choices_complete: bool,
    /// The list of who lives where is too old, or of unknown age: ring and confirm.
    pub stale: bool,
}
