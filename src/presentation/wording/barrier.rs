//! What stood in the way, in words.

use crate::base::domain::{RuleName, RuleSet};

/// The rules that together kept every unit from a household.
pub fn titles(barrier: RuleSet) -> String {
    barrier.iter().map(RuleName::title).collect::<Vec<_>>().join(" and ")
}
