//! Whether no home of the area is far enough away.

use crate::base::domain::RuleName;
use crate::engine::placement::answer::Recommendation;

/// Whether no home of the estate is far enough from everywhere unsafe.
pub(super) fn nowhere_is_safe(answer: &Recommendation) -> bool {
    let too_close = |rule: &crate::engine::placement::answer::Breach| {
        rule.rule == RuleName::UnsafeArea && !rule.decision
    };
    !answer.units.is_empty() && answer.units.iter().all(|unit| unit.breaches.iter().any(too_close))
}
