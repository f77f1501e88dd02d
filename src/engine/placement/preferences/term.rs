//! A preference: what gives points, and how many.

use crate::engine::eligibility::{Candidate, Case, Verdict};
use crate::inputs::estate::Weights;
use schemars::JsonSchema;
use serde::Serialize;

/// The preferences by name, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermName {
    /// Sleeping places left empty.
    SparePlaces,
    /// Adapted for a wheelchair without need.
    SpareWheelchair,
    /// Without steps, without need.
    SpareStepFree,
    /// Open to men without need.
    SpareOpenToMen,
    /// Takes pets without need.
    SparePets,
    /// Near somewhere she would rather be far from.
    SoftUnsafe,
    /// Far from somewhere to be near.
    FarFromNear,
    /// In no part of the area that was wished for.
    NotWished,
    /// Shared against a wish.
    NotSelfContained,
    /// Nobody there at all hours, in danger.
    Cover,
    /// Something to know about it.
    Advice,
}

/// One preference.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: TermName,
    /// Its points for a household in a unit, given what the rules found.
    pub points: fn(&Case<'_>, &Candidate<'_>, Verdict, &Weights) -> i64,
}
