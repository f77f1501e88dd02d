//! Whatever a rule advised counts a little.

use super::Term;

pub(super) const TERM: Term = Term {
    name: "advice",
    points: |_, _, verdict, weights| weights.advice * i64::from(verdict.advice.len()),
    text: "There is something to know about this unit: see its advice.",
};
