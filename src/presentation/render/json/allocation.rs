//! The answer for several households, as other software reads it (contracts section 7).

use super::places::{not_checked, notes};
use crate::base::domain::household::names;
use crate::base::domain::{ReturnReason, RuleName};
use crate::desk::allocation::answer::{self, BindingLimit, Placed};
use crate::desk::allocation::{Batch, CostOfOrder, Household, Method, Objective};
use crate::inputs::occupancy::OccupancyList;
use crate::presentation::wording::allocation as words;
use schemars::JsonSchema;
use serde::Serialize;

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
#[expect(clippy::struct_field_names, reason = "other software knows this name")]
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
#[expect(clippy::struct_field_names, reason = "other software knows this name")]
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
    /// Too old when it was asked, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Whether the list of who lives where is there, and has as many rows as it should.
    pub occupancy_list: OccupancyList,
    /// What was not checked.
    pub not_checked: Vec<Unchecked>,
    /// What each place was taken to be.
    pub notes: Vec<TakenAs>,
}

impl Allocation {
    /// An answer with its texts.
    pub fn of(batch: &Batch<'_>, answer: &answer::Allocation) -> Self {
        let moved = |moved: &answer::Move| Move::of(batch, moved);
        Self {
            placed: answer.placed.clone(),
            unplaced: answer.unplaced.iter().map(Unplaced::of).collect(),
            objective: answer.objective,
            optimal: answer.optimal,
            bound: answer.bound,
            method: answer.method,
            shortages: answer.shortages.iter().map(Shortage::of).collect(),
            shortages_in_danger: answer.shortages_in_danger.iter().map(Shortage::of).collect(),
            binding: answer.binding.as_ref().map(Binding::of),
            moves: answer.moves.iter().map(moved).collect(),
            without_moves: answer.without_moves,
            order: OrderTaken::of(batch, &answer.order),
            limits_examined: answer.limits_examined,
            choices_complete: answer.choices_complete,
            occupancy_as_of: batch.occupancy.snapshot.as_of.map(|as_of| as_of.to_string()),
            stale: answer.stale,
            occupancy_list: batch.occupancy.list(),
            not_checked: batch.households.iter().flat_map(|one| unchecked(batch, one)).collect(),
            notes: batch.households.iter().flat_map(taken_as).collect(),
        }
    }
}

impl Unplaced {
    fn of(unplaced: &answer::Unplaced) -> Self {
        Self {
            reference: unplaced.reference.clone(),
            outcome: unplaced.outcome,
            barrier: unplaced.barrier.clone(),
            text: words::without(unplaced),
        }
    }
}

impl Shortage {
    fn of(shortage: &answer::Shortage) -> Self {
        Self {
            households: shortage.households.clone(),
            units: shortage.units.clone(),
            shortage: shortage.shortage,
            text: words::shortage(shortage),
        }
    }
}

impl Binding {
    fn of(binding: &answer::Binding) -> Self {
        Self {
            limits: binding.limits.clone(),
            smallest: binding.smallest,
            text: words::binding(binding),
        }
    }
}

impl Move {
    fn of(batch: &Batch<'_>, moved: &answer::Move) -> Self {
        let answer::Move { reference, from, to, penalty, in_nights } = moved.clone();
        let text = words::moving(batch.estate, moved);
        Self { reference, from, to, penalty, in_nights, text }
    }
}

impl OrderTaken {
    fn of(batch: &Batch<'_>, taken: &answer::OrderTaken) -> Self {
        let answer::OrderTaken { order, shortfall, price } = *taken;
        let text = words::order(&batch.estate.provider.allocation, taken);
        Self { name: order.name(), shortfall, price, text }
    }
}

/// What of one form was not checked. A household of the batch is known, although nobody of that name lives here yet.
fn unchecked(batch: &Batch<'_>, household: &Household) -> Vec<Unchecked> {
    let Household { referral, places } = household;
    let asks =
        |typed: &str| batch.households.iter().any(|other| names(typed, &other.referral.reference));
    let found = not_checked((referral, places), &batch.occupancy.residents, batch.geography);
    let found = found.into_iter();
    found
        .filter(|one| !(one.field.starts_with("keep_apart") && asks(&one.place)))
        .map(|one| Unchecked {
            reference: referral.reference.clone(),
            place: one.place,
            field: one.field,
            text: one.text,
            suggestions: one.suggestions,
        })
        .collect()
}

fn taken_as(household: &Household) -> Vec<TakenAs> {
    let Household { referral, places } = household;
    let taken = notes(referral, places).into_iter();
    taken
        .map(|note| TakenAs {
            reference: referral.reference.clone(),
            place: note.place,
            field: note.field,
            taken_as: note.taken_as,
        })
        .collect()
}
