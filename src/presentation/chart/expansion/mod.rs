//! Pictures of what to add: cost against households turned away and against who they are, and what one more of each
//! candidate averts.
//! Readings of the evidence stand side by side on one scale.

mod by_class;
mod envelope;
mod frame;
mod one_more;
mod steps;

use super::Scene;
use crate::planning::expansion::ExpansionReport;

/// What they are called.
pub const NAMES: [&str; 3] = [envelope::NAME, by_class::NAME, one_more::NAME];

/// All pictures of what to add.
pub fn of_expansion(report: &ExpansionReport) -> Vec<Scene<'_>> {
    vec![envelope::scene(report), by_class::scene(report), one_more::scene(report)]
}
