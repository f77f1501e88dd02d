//! How a plan fares in the readings that it was not chosen for.

use super::plan_label::PlanSaid;
use crate::base::statistics::Interval;
use serde::Serialize;

/// Two readings within one budget.
#[derive(Debug, Clone, Serialize)]
pub struct Robust {
    /// The budget.
    pub budget: String,
    /// The readings, in their order.
    pub readings: [String; 2],
    /// The plan chosen in each.
    pub plans: [PlanSaid; 2],
    /// Households a year that the other reading's plan turns away more than a reading's own, in each; below zero where
    /// it turns away fewer.
    pub regret: [Interval; 2],
    /// What follows.
    pub flip: BreakEven,
}

/// At which belief in the second reading its plan becomes the better one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakEven {
    /// Both readings choose the same plan.
    SamePlan,
    /// From this belief on, between 0 and 1.
    At(f64),
    /// The first reading's plan, whatever is believed.
    FirstAlways,
    /// The second reading's plan, whatever is believed.
    SecondAlways,
}
