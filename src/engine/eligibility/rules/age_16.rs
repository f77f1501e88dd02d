//! The service is for victims of 16 or over and their children (6.1; the Act says 16 or over).

use super::{Decider, Finding, Rule, needs_other, no_question};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Age16,
    clause: Some("6.1"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, _| case.referral.lead_is_under_16().then_some(Finding::Unsuitable),
    reason: needs_other,
    text: |_, _, _| "The lead is under 16: children's services lead, at any hour.".into(),
    question: no_question,
    change: None,
};
