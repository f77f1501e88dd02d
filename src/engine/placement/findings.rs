//! A unit as it was judged for one household.

use crate::engine::eligibility::Verdict;

/// What the rules found of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitFindings {
    /// Nobody lives there and it can be offered.
    pub vacant: bool,
    /// What was found, whatever has been granted.
    pub verdict: Verdict,
}
