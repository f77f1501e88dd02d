//! Households without recourse to public funds need a funded place.

use super::{Decider, Finding, Lifts, Rule};
use crate::base::domain::{ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Nrpf,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: true,
    find: |case, _| {
        let places = case.estate.provider.nrpf_places?;
        let asks = case.household.needs.nrpf.may_be() && case.view.nrpf >= places;
        asks.then_some(Finding::Decision)
    },
    reason: |_| ReturnReason::Nrpf,
    lifts: Lifts::Decision,
};
