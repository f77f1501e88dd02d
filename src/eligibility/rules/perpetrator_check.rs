//! A perpetrator may present as a resident, or be linked with one: shared rooms need a second look.

use super::{Change, Finding, Rule, Who, proximity};
use crate::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::PerpetratorCheck,
    clause: None,
    who: Who::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let asks = case.referral.perpetrator.may_seek_place && candidate.setting.shared;
        asks.then_some(Finding::Decision)
    },
    reason: proximity,
    text: |_, _, _| "Rooms are shared, and the perpetrator may try to come in here.".into(),
    question: "Could the perpetrator get in, or find out who is here? Check first.",
    change: Some(Change {
        words: "the manager is satisfied that the perpetrator cannot come in",
        lifts_bar: false,
    }),
};
