//! The service is for victims of 16 or over and their children (6.1; the Act says 16 or over).
//!
//! Where words leave open whether the lead is 16, somebody asks.

use super::{Change, Decider, Finding, Rule, needs_other};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Age16,
    clause: Some("6.1"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, _| {
        if case.referral.lead_is_under_16() {
            return Some(Finding::Unsuitable);
        }
        case.referral.lead_may_be_under_16().then_some(Finding::Decision)
    },
    reason: needs_other,
    text: |_, _, finding| {
        match finding {
            Finding::Decision => {
                "The lead may be under 16; if so, children's services lead, at any hour."
            }
            _ => "The lead is under 16: children's services lead, at any hour.",
        }
        .into()
    },
    question: |_| "How old is the young person? Under 16, children's services lead.",
    change: Some(Change {
        words: "the manager is satisfied that the lead is 16 or over",
        lifts_bar: false,
    }),
};
