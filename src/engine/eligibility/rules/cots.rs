//! Babies who are expected will need a cot: worth knowing before a unit is chosen, and never a bar.

use super::{Decider, Finding, Rule, needs_other, no_question};
use crate::base::domain::RuleName;

pub(super) const RULE: Rule = Rule {
    name: RuleName::Cots,
    clause: None,
    who: Decider::ManagerOnCall,
    depends_on_residents: false,
    find: |case, candidate| {
        let cots = case.referral.cots_to_come()?;
        (candidate.unit.cots < cots).then_some(Finding::Advice)
    },
    reason: needs_other,
    text: |case, candidate, _| {
        let needed = case.referral.cots_to_come().unwrap_or_default();
        let cots = |n: u32| if n == 1 { "1 cot".to_owned() } else { format!("{n} cots") };
        let there = match candidate.unit.cots {
            0 => "there is none".to_owned(),
            n => format!("there {} {n}", if n == 1 { "is" } else { "are" }),
        };
        let babies = if case.referral.needs.unborn.value() == Some(1) { "baby" } else { "babies" };
        format!("With the {babies} expected the household will need {}; {there}.", cots(needed))
            .into()
    },
    question: no_question,
    change: None,
};
