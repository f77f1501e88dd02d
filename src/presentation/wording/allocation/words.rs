//! The sentences of an allocation. They name no household, sector, distance or unsafe place.

use crate::base::domain::{RuleName, RuleSet};
use crate::desk::allocation::CostOfOrder;
use crate::desk::allocation::answer::{
    Binding, BindingLimit, KeptOut, Move, OrderTaken, Shortage, Unplaced, Without,
};
use crate::engine::placement::InTheWay;
use crate::inputs::estate::{Allocation, AllocationOrder, Estate};
use crate::presentation::wording::count::count;
use crate::presentation::wording::nothing::no_vacant_unit_suits;

/// Why a household has no unit.
pub fn without(unplaced: &Unplaced) -> String {
    match &unplaced.because {
        Without::DeclinedAll => declined(),
        Without::NothingSuits(asked, why) => nothing_suits(unplaced, *asked, why),
        Without::KeptOut(kept_out) => self::kept_out(&unplaced.barrier, *kept_out),
    }
}

/// For a household that no vacant unit suits; of some units these rules only ask.
fn nothing_suits(unplaced: &Unplaced, asked: RuleSet, why: &InTheWay) -> String {
    // Whoever only may be is asked how old before that.
    if unplaced.barrier.contains(&RuleName::Age16) && !asked.contains(RuleName::Age16) {
        return "Under 16: no unit here is for this young person. Children's services must help tonight."
            .to_owned();
    }
    no_vacant_unit_suits(why)
}

/// For a household that said no to every unit there is for it.
fn declined() -> String {
    "This household declined every vacant unit that suits it. That is its choice: ask what would make it right, and look again whenever it likes.".to_owned()
}

/// For a household that some vacant unit suits.
fn kept_out(barrier: &[RuleName], kept_out: KeptOut) -> String {
    let limit = |rule: &RuleName| match rule {
        RuleName::KeepApart => "which households may live beside one another",
        RuleName::ComplexNeeds => "how many households with complex needs a setting can support",
        _ => "how many places for people without recourse are funded",
    };
    if barrier.is_empty() {
        return match kept_out {
            KeptOut::ByTooFewUnits => "A unit suits this household, but tonight more households need such units than there are. It is nobody's fault.",
            KeptOut::BySeveralLimits => "A unit suits this household, but not beside the others who ask tonight: several limits between households together keep it out. It is nobody's fault.",
        }
        .to_owned();
    }
    let limits: Vec<&str> = barrier.iter().map(limit).collect();
    format!(
        "A unit suits this household. It would be placed too if one limit did not hold: {}.",
        limits.join("; or ")
    )
}

/// "These 4 households can only use these 3 units."
pub fn shortage(part: &Shortage) -> String {
    if part.declined_all {
        return declined();
    }
    let (households, units) = (part.households.len(), part.units.len());
    let danger = if part.in_danger { " in immediate danger" } else { "" };
    let who = match households {
        1 => format!("This household{danger}"),
        n => format!("These {n} households{danger}"),
    };
    match (households, units) {
        (_, 0) => format!("{who} can use no vacant unit."),
        (_, 1) => format!("{who} can only use this unit."),
        (_, n) => format!("{who} can only use these {n} units."),
    }
}

/// What would have to give way for one more to be placed.
pub fn binding(binding: &Binding) -> String {
    let one = |limit: &BindingLimit| match (limit.rule, &limit.setting) {
        (RuleName::ComplexNeeds, Some(setting)) => {
            format!("the places for complex needs in {setting}")
        }
        (RuleName::KeepApart, _) => match &limit.households[..] {
            [] => "the check of which residents may live beside one another".to_owned(),
            [one] => format!("the check of who may live beside {one}"),
            both => format!("the rule that {} must not live near one another", both.join(" and ")),
        },
        _ => "the funded places for people without recourse".to_owned(),
    };
    let named: Vec<String> = binding.limits.iter().map(one).collect();
    let how = if binding.smallest {
        ""
    } else {
        " (no part of these would do; a smaller set was not looked for)"
    };
    format!("One more household would be placed but for {}{how}.", named.join("; and "))
}

/// When a resident who moves can move.
pub fn moving(estate: &Estate, moved: &Move) -> String {
    let when = match moved.in_nights {
        0 => "Can move tonight".to_owned(),
        1 => "Can move after 1 night".to_owned(),
        n => format!("Can move after {n} nights"),
    };
    let agrees = "if this household still agrees; ask before anything else is promised";
    if estate.provider.allocation.turnaround_nights.is_some() {
        format!("{when}, {agrees}.")
    } else {
        format!(
            "{when}, {agrees}. How long a unit stands empty between two households is not said in provider.toml; 0 nights are assumed."
        )
    }
}

/// The order and its price.
pub fn order(allocation: &Allocation, taken: &OrderTaken) -> String {
    let order = match allocation.order {
        AllocationOrder::DangerFirst => {
            "Households in immediate danger come first, then as many households as possible."
        }
        AllocationOrder::HouseholdsFirst => {
            "As many households as possible come first, then those in immediate danger."
        }
        AllocationOrder::WaitingLexicographic => {
            "Nobody is placed before somebody who has waited longer and could be."
        }
        AllocationOrder::FirstCome => {
            "Each household takes what is best for it when it asks; nobody is rearranged."
        }
    };
    let mut said = order.to_owned();
    if !allocation.floors.is_empty() {
        let groups: Vec<String> = allocation
            .floors
            .iter()
            .map(|(group, floor)| format!("{floor} of the {}", group.title()))
            .collect();
        let short = count(taken.shortfall, "household is", "households are");
        said = if allocation.order == AllocationOrder::FirstCome {
            format!(
                "{said} Floors have no say in this order: of {}, {short} short.",
                groups.join(", ")
            )
        } else {
            format!("First of all at least {}; {short} short. {said}", groups.join(", "))
        };
    }
    match taken.price {
        None => said,
        Some(price) => format!("{said} {}", cost(price)),
    }
}

fn cost(price: CostOfOrder) -> String {
    let people = |n: i64, one: &str, many: &str| match n {
        0 => format!("as many {many}"),
        n if n < 0 => format!("{} {} fewer", -n, if n == -1 { one } else { many }),
        n => format!("{n} {} more", if n == 1 { one } else { many }),
    };
    let points = match price.penalty {
        0 => "the same points".to_owned(),
        n => people(n, "point", "points"),
    };
    format!(
        "Against the contract's own order: {} placed, {} in immediate danger among them, {points}.",
        people(price.placed, "household", "households"),
        people(price.immediate_danger_placed, "household", "households"),
    )
}
