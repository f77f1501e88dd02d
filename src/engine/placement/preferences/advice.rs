//! Whatever a rule advised counts a little.

use super::{Term, TermName};

pub(super) const TERM: Term = Term {
    name: TermName::Advice,
    points: |_, _, verdict, weights| weights.advice * i64::from(verdict.advice.len()),
};
