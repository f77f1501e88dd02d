//! Households without recourse to public funds need a funded place.

use super::{Change, Finding, Rule, Who};
use crate::domain::{ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Nrpf,
    clause: None,
    who: Who::ManagerOnCall,
    depends_on_residents: true,
    find: |case, _| {
        let places = case.estate.provider.nrpf_places?;
        let asks = case.referral.needs.nrpf && case.standing.nrpf >= places;
        asks.then_some(Finding::Decision)
    },
    reason: |_| ReturnReason::Nrpf,
    text: |_, _, _| "All funded places for people without recourse are taken.".into(),
    question: "Can this stay be funded, although all funded places are taken?",
    change: Some(Change { words: "funding is agreed", lifts_bar: false }),
};
