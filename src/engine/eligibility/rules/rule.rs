//! A rule: what it finds, who decides where it asks, and what could lift it.

use super::finding::Finding;
use crate::base::domain::{Referral, ReturnReason, RuleName};
use crate::engine::eligibility::case::{Candidate, Case};
use std::borrow::Cow;

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decider {
    /// The manager on call.
    ManagerOnCall,
    /// Somebody who knows the address.
    KnowsTheAddress,
}

impl Decider {
    /// The role as answers name it.
    pub fn title(self) -> &'static str {
        match self {
            Self::ManagerOnCall => "manager on call",
            Self::KnowsTheAddress => "somebody who knows the address",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// The clause of the specification it rests on.
    pub clause: Option<&'static str>,
    /// Who decides where it asks.
    pub who: Decider,
    /// Whether who lives in the estate matters: such a rule is asked again at every arrival.
    pub depends_on_residents: bool,
    /// What it finds.
    pub find: fn(&Case<'_>, &Candidate<'_>) -> Option<Finding>,
    /// The reason in the annual return (10.13 viii).
    pub reason: fn(&Referral) -> ReturnReason,
    /// The finding in words that name no other household, sector, distance or unsafe place.
    pub text: fn(&Case<'_>, &Candidate<'_>, Finding) -> Cow<'static, str>,
    /// The question for whoever decides; empty where the rule never asks.
    pub question: fn(&Referral) -> &'static str,
    /// The change that would lift its finding; none: nothing can.
    pub change: Option<Change>,
}

/// What would lift a finding.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// In the worker's words, after "if".
    pub words: &'static str,
    /// Whether it lifts "unsuitable" as well as a decision.
    pub lifts_bar: bool,
}

impl Rule {
    /// Whether a finding of this rule could be lifted.
    pub fn can_lift(&self, finding: Finding) -> bool {
        match finding {
            Finding::Unsuitable => self.change.is_some_and(|change| change.lifts_bar),
            Finding::Decision => self.change.is_some(),
            Finding::Advice => true,
        }
    }
}

/// The reason of rules whose need the return has no line for.
pub(super) fn needs_other(_: &Referral) -> ReturnReason {
    ReturnReason::NeedsOther
}

/// The question of rules that never ask.
pub(super) fn no_question(_: &Referral) -> &'static str {
    ""
}

/// The reason of rules about where the perpetrator may be.
pub(super) fn proximity(_: &Referral) -> ReturnReason {
    ReturnReason::Proximity
}
