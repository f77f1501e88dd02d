//! What stood in the way, in words.

use crate::base::domain::{RuleName, RuleSet};

/// The rules of a group of the table in words; none for a group that is no barrier.
pub fn title(group: &str) -> Option<String> {
    let titles: Option<Vec<&str>> =
        group.split('+').map(|name| RuleName::named(name).map(RuleName::title)).collect();
    titles.map(|titles| titles.join(" and "))
}

/// The same, of the rules themselves.
pub fn titles(barrier: RuleSet) -> String {
    barrier.iter().map(RuleName::title).collect::<Vec<_>>().join(" and ")
}
