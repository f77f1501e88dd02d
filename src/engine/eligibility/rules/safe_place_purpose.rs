//! Safe Place is for women who are also homeless or sleeping rough (4.6 ii).

use super::{Change, Decider, Finding, Rule, needs_other};
use crate::base::domain::{Kind, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::SafePlacePurpose,
    clause: Some("4.6"),
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let asks = candidate.setting.kind == Kind::SafePlace && !case.referral.was_homeless();
        asks.then_some(Finding::Decision)
    },
    reason: needs_other,
    text: |_, _, _| {
        "A Safe Place is kept for people who were homeless or sleeping rough before.".into()
    },
    question: |_| "May a Safe Place be used tonight for somebody who was not homeless before?",
    change: Some(Change { words: "the manager agrees to use a Safe Place", lifts_bar: false }),
};
