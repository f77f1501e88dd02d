//! The service is for victims of 16 or over and their children (6.1; the Act says 16 or over).
//!
//! Where words leave open whether the lead is 16, somebody asks.

use super::{Decider, Finding, Lifts, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Age16,
    clause: Some("6.1"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, _| {
        if case.household.lead_is_under_16() {
            return Some(Finding::Unsuitable);
        }
        case.household.lead_may_be_under_16().then_some(Finding::Decision)
    },
    reason: needs_other,
    lifts: Lifts::Decision,
};
