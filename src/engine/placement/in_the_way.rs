//! Why no vacant unit suits a household: decided here for whoever says it, of one household or of many at once.

use super::findings::UnitFindings;
use super::outcome::Outcome;
use crate::base::domain::{ReturnReason, RuleName, RuleSet};

/// Why no vacant unit suits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTheWay {
    /// Every home of the estate is too close to somewhere unsafe.
    NowhereFarEnough,
    /// No unit is in use.
    NoneInUse,
    /// What suits is taken or under repair.
    Taken,
    /// Every vacant home is ruled out, by these.
    OfTheVacant(Vec<RuleName>),
    /// These, on most units; with each whether on some of them it only asks for a decision.
    OnMost(Vec<(RuleName, bool)>),
}

impl InTheWay {
    /// Of every unit of the estate, what would be returned, and whether any unit in use suits.
    pub fn of(units: &[UnitFindings], outcome: Outcome, some_suit: bool) -> Self {
        if nowhere_is_far_enough(units) {
            return Self::NowhereFarEnough;
        }
        if outcome.reason == ReturnReason::Capacity {
            return if some_suit { Self::Taken } else { Self::NoneInUse };
        }
        let vacant = of_the_vacant(units);
        if !vacant.is_empty() {
            return Self::OfTheVacant(vacant);
        }
        let alike = || units.iter().filter(|unit| unit.verdict.breaches() == outcome.barrier);
        let is_asked = |rule| alike().any(|unit| unit.verdict.asks.contains(rule));
        Self::OnMost(outcome.barrier.iter().map(|rule| (rule, is_asked(rule))).collect())
    }
}

/// Whether no home of the estate is far enough from everywhere unsafe.
pub(super) fn nowhere_is_far_enough(units: &[UnitFindings]) -> bool {
    let too_close = |unit: &UnitFindings| unit.verdict.barred.contains(RuleName::UnsafeArea);
    !units.is_empty() && units.iter().all(too_close)
}

/// The rules that rule the vacant homes out: as few as rule out each, those of most homes first.
fn of_the_vacant(units: &[UnitFindings]) -> Vec<RuleName> {
    let vacant = units.iter().filter(|unit| unit.vacant);
    let mut open: Vec<RuleSet> = vacant.map(|unit| unit.verdict.barred).collect();
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let of = |name: &RuleName| open.iter().filter(|bars| bars.contains(*name)).count();
        let Some(most) = RuleName::ALL.into_iter().rev().max_by_key(of).filter(|name| of(name) > 0)
        else {
            return Vec::new();
        };
        open.retain(|bars| !bars.contains(most));
        chosen.push(most);
    }
    chosen
}
