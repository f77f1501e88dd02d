//! The smallest sets of changes that would open a vacant unit.

use super::answer::Relaxation;
use crate::base::domain::RuleSet;
use crate::engine::eligibility::rules::ALL;
use crate::engine::eligibility::{Finding, Verdict};

/// Every inclusion-minimal set of findings whose lifting makes a vacant unit suitable.
///
/// A unit opens when all its breaches are lifted, so the candidates are the breach sets themselves.
pub(super) fn relaxations(vacant: &[usize], verdicts: &[Verdict]) -> Vec<Relaxation> {
    let liftable: Vec<(usize, RuleSet)> = vacant
        .iter()
        .filter(|&&unit| can_be_lifted(verdicts[unit]))
        .map(|&unit| (unit, verdicts[unit].breaches()))
        .collect();
    let mut sets: Vec<RuleSet> = liftable.iter().map(|(_, set)| *set).collect();
    sets.sort_unstable_by_key(|set| (set.len(), set.order_key()));
    sets.dedup();
    let is_minimal =
        |set: &&RuleSet| !sets.iter().any(|other| other != *set && other.is_within(**set));
    sets.iter()
        .filter(is_minimal)
        .map(|set| Relaxation {
            rules: *set,
            units: liftable
                .iter()
                .filter(|(_, breaches)| breaches.is_within(*set))
                .map(|(unit, _)| *unit)
                .collect(),
        })
        .collect()
}

fn can_be_lifted(verdict: Verdict) -> bool {
    ALL.iter().all(|rule| {
        (!verdict.barred.contains(rule.name) || rule.can_lift(Finding::Unsuitable))
            && (!verdict.asks.contains(rule.name) || rule.can_lift(Finding::Decision))
    })
}
