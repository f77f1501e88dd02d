//! Why a household would be turned away: the reason and barrier of the annual return (10.13 viii).

use crate::base::domain::{Household, ReturnReason, RuleSet};
use crate::engine::eligibility::rules::rule;
use std::collections::BTreeMap;

/// Reason and barrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The line of the return.
    pub reason: ReturnReason,
    /// The rules that stand in the way on most units; none where the reason is capacity.
    pub barrier: RuleSet,
}

/// The outcome for a household that no vacant unit suits, from the breaches of every unit in stock.
///
/// A unit without a breach suits and is therefore full: that is capacity. Otherwise the smallest breach
/// sets count, of those the one on most units, and its first rule gives the reason.
pub fn outcome(in_stock: impl Iterator<Item = RuleSet>, household: &Household) -> Outcome {
    let mut sizes: BTreeMap<(u32, u16), (u32, RuleSet)> = BTreeMap::new();
    for breaches in in_stock {
        let entry = sizes.entry((breaches.len(), breaches.order_key())).or_insert((0, breaches));
        entry.0 += 1;
    }
    let least = sizes.keys().next().map_or(0, |(size, _)| *size);
    let smallest = sizes.range((least, 0)..=(least, u16::MAX));
    // The map runs in rule order, and the first of the most frequent wins ties.
    let barrier = smallest
        .fold(
            (0, RuleSet::EMPTY),
            |best, (_, &(count, set))| if count > best.0 { (count, set) } else { best },
        )
        .1;
    let reason =
        barrier.first().map_or(ReturnReason::Capacity, |name| (rule(name).reason)(household));
    Outcome { reason, barrier }
}
