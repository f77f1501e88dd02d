//! Scenarios that run together and have one name: nobody could tell them apart in what comes of it.

use crate::doors::failure::Failure;
use crate::inputs::scenario::Scenario;
use anyhow::anyhow;
use std::collections::BTreeSet;

/// Refuses scenarios of one name, in one reading.
pub(super) fn refuse<'a>(scenarios: impl Iterator<Item = &'a Scenario>) -> Result<(), Failure> {
    let mut names = BTreeSet::new();
    for scenario in scenarios {
        if !names.insert((&scenario.name, &scenario.reading)) {
            let name = &scenario.name;
            return Err(anyhow!("two of the scenarios are named \"{name}\": give each its own name, or run them apart").into());
        }
    }
    Ok(())
}
