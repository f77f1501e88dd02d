//! A dry setting takes nobody who uses drugs or alcohol now.

use super::{Decider, Finding, Lifts, Rule};
use crate::base::domain::household::{SubstanceUse, Support};
use crate::base::domain::unit::SubstancePolicy;
use crate::base::domain::{Household, ReturnReason, RuleName};

pub(super) const RULE: Rule = Rule {
    name: RuleName::Substances,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let dry = candidate.setting.substances == SubstancePolicy::Dry;
        let uses = case.household.needs.substance_use == SubstanceUse::Current;
        (dry && uses).then_some(Finding::Unsuitable)
    },
    reason,
    lifts: Lifts::Bar,
};

fn reason(household: &Household) -> ReturnReason {
    let named = |support| household.needs.support.contains(&support);
    if named(Support::Alcohol) && !named(Support::Drugs) {
        ReturnReason::Alcohol
    } else {
        ReturnReason::Drugs
    }
}
