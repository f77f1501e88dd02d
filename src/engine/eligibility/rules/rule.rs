//! A rule: what it finds, who decides where it asks, and what could lift it. What is said of it is no part of it.

use super::finding::Finding;
use crate::base::domain::{Household, ReturnReason, RuleName};
use crate::engine::eligibility::case::{Candidate, Case};

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decider {
    /// The manager on call.
    ManagerOnCall,
    /// Somebody who knows the address.
    KnowsTheAddress,
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
    pub reason: fn(&Household) -> ReturnReason,
    /// What of it somebody can lift.
    pub lifts: Lifts,
}

/// What of a rule's findings a person or a change can lift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifts {
    /// Nothing, ever.
    Nothing,
    /// Its decisions.
    Decision,
    /// Its decisions, and what it finds unsuitable.
    Bar,
}

impl Rule {
    /// Whether a finding of this rule could be lifted.
    pub fn can_lift(&self, finding: Finding) -> bool {
        match finding {
            Finding::Unsuitable => self.lifts == Lifts::Bar,
            Finding::Decision => self.lifts != Lifts::Nothing,
            Finding::Advice => true,
        }
    }
}

/// The reason of rules whose need the return has no line for.
pub(super) fn needs_other(_: &Household) -> ReturnReason {
    ReturnReason::NeedsOther
}

/// The reason of rules about where the perpetrator may be.
pub(super) fn proximity(_: &Household) -> ReturnReason {
    ReturnReason::Proximity
}
