//! The smallest sets of changes that would open a vacant unit, in the worker's words.

use super::answer::Relaxation;
use crate::base::domain::RuleSet;
use crate::engine::eligibility::rules::{ALL, rule};
use crate::engine::eligibility::{Case, Finding, Verdict};

/// Every inclusion-minimal set of findings whose lifting makes a vacant unit suitable.
///
/// A unit opens when all its breaches are lifted, so the candidates are the breach sets themselves.
pub(super) fn relaxations<'a>(
    case: &Case<'a>,
    vacant: &[usize],
    verdicts: &[Verdict],
) -> Vec<Relaxation<'a>> {
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
            rules: set.iter().collect(),
            text: words(*set),
            units: liftable
                .iter()
                .filter(|(_, breaches)| breaches.is_within(*set))
                .map(|(unit, _)| case.estate.units[*unit].name.as_str())
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

/// "If the manager agrees about the boy and a foster place is found for the pet."
fn words(set: RuleSet) -> String {
    let changes: Vec<&str> =
        set.iter().filter_map(|name| rule(name).change).map(|change| change.words).collect();
    match changes.split_last() {
        Some((last, [])) => format!("If {last}."),
        Some((last, rest)) => format!("If {}, and {last}.", rest.join(", ")),
        None => String::new(),
    }
}
