//! What is said of a rule.

use crate::base::domain::Household;
use crate::engine::eligibility::{Candidate, Case, Finding};
use std::borrow::Cow;

/// Everything that is said of a rule.
#[derive(Debug)]
pub(super) struct RuleWords {
    /// What it found, in words that name no other household, sector, distance or unsafe place.
    pub(super) finding: fn(&Case<'_>, &Candidate<'_>, Finding) -> Cow<'static, str>,
    /// The question for whoever decides; empty where the rule never asks.
    pub(super) question: fn(&Household) -> &'static str,
    /// The change that would lift its finding, after "if"; none: nothing can.
    pub(super) change: Option<&'static str>,
    /// What stands in the way, as part of a sentence; of some units it may be that nobody has decided yet.
    pub(super) in_the_way: fn(bool) -> &'static str,
}

/// The question of rules that never ask.
pub(super) fn never_asks(_: &Household) -> &'static str {
    ""
}

/// The question for whoever knows the address: the same for whatever reason it is asked.
pub(super) fn address_asked(_: &Household) -> &'static str {
    "Is this address safe for this household? Check it against the whole form."
}

/// What is found where it must be asked: true of whatever reason there is, and the same for each, so that nobody learns
/// from it who lives here.
pub(super) const MAY_NOT_BE_SAFE: &str =
    "By what is on the form this address may not be safe for this household.";

/// What then stands in the way.
pub(super) const NOT_CONFIRMED: &str =
    "homes of which nobody has yet said that they are safe for this household";

/// The change that answers it.
pub(super) const ADDRESS_CONFIRMED: &str =
    "somebody who knows the address confirms that it is safe for this household";
