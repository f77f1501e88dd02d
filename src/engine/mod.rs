//! What the desk and every forecast share: rules, placement, who asks when, and what becomes of them.

pub mod demand;
pub mod eligibility;
pub mod placement;
pub mod simulation;
