//! Households without recourse to public funds need a funded place.

use super::{Change, Decider, Finding, Rule};
use crate::base::domain::{ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Nrpf,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: true,
    find: |case, _| {
        let places = case.estate.provider.nrpf_places?;
        let asks = case.referral.needs.nrpf.may_be() && case.occupancy.nrpf >= places;
        asks.then_some(Finding::Decision)
    },
    reason: |_| ReturnReason::Nrpf,
    text: |_, _, _| "No funded place is free for people without recourse to public funds.".into(),
    question: |referral| {
        if referral.needs.nrpf.is_unknown() {
            "Is there recourse to public funds? If not, no funded place is free: can this stay be funded?"
        } else {
            "Can this stay be funded, although no funded place is free?"
        }
    },
    change: Some(Change { words: "funding is agreed", lifts_bar: false }),
};
