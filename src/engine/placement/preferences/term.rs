//! A preference: what gives points, and how many.

use crate::engine::eligibility::{Candidate, Case, Verdict};
use crate::inputs::estate::Weights;

/// One preference.
#[derive(Debug)]
pub struct Term {
    /// Its name.
    pub name: &'static str,
    /// Its points for a household in a unit, given what the rules found.
    pub points: fn(&Case<'_>, &Candidate<'_>, Verdict, &Weights) -> i64,
    /// Why it costs points, in words.
    pub text: &'static str,
}
