//! The rules, one file each, and their register in the order of the contract.
//!
//! To add one: its name in `domain::reason`, a file here, a line in [`ALL`].

mod age_16;
mod children;
mod complex_needs;
mod cots;
mod keep_apart;
mod mobility;
mod nrpf;
mod oldest_boy;
mod perpetrator_check;
mod pets;
mod room_standard;
mod safe_place_purpose;
mod single_sex;
mod sleeping_places;
mod substances;
mod unsafe_area;

pub use unsafe_area::{Reaches, chance_outside};

use super::case::{Candidate, Case};
use crate::base::domain::{Referral, ReturnReason, RuleName};
use std::borrow::Cow;

/// What a rule finds against a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It does not suit.
    Unsuitable,
    /// A person must decide.
    Decision,
    /// It suits; something is worth knowing.
    Advice,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The manager on call.
    ManagerOnCall,
    /// Somebody who knows the address.
    KnowsTheAddress,
}

impl Who {
    /// The role as answers name it.
    pub fn title(self) -> &'static str {
        match self {
            Self::ManagerOnCall => "manager on call",
            Self::KnowsTheAddress => "somebody who knows the address",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// The clause of the specification it rests on.
    pub clause: Option<&'static str>,
    /// Who decides where it asks.
    pub who: Who,
    /// Whether who lives in the estate matters: such a rule is asked again at every arrival.
    pub depends_on_residents: bool,
    /// What it finds.
    pub find: fn(&Case<'_>, &Candidate<'_>) -> Option<Finding>,
    /// The reason in the annual return (10.13 viii).
    pub reason: fn(&Referral) -> ReturnReason,
    /// The finding in words that name no other household, sector, distance or unsafe place.
    pub text: fn(&Case<'_>, &Candidate<'_>, Finding) -> Cow<'static, str>,
    /// The question for whoever decides; empty where the rule never asks.
    pub question: fn(&Referral) -> &'static str,
    /// The change that would lift its finding; none: nothing can.
    pub change: Option<Change>,
}

/// What would lift a finding.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// In the worker's words, after "if".
    pub words: &'static str,
    /// Whether it lifts "unsuitable" as well as a decision.
    pub lifts_bar: bool,
}

impl Rule {
    /// Whether a finding of this rule could be lifted.
    pub fn can_lift(&self, finding: Finding) -> bool {
        match finding {
            Finding::Unsuitable => self.change.is_some_and(|change| change.lifts_bar),
            Finding::Decision => self.change.is_some(),
            Finding::Advice => true,
        }
    }
}

/// Every rule, in the order of the contract.
pub const ALL: [&Rule; 16] = [
    &age_16::RULE,
    &single_sex::RULE,
    &oldest_boy::RULE,
    &children::RULE,
    &sleeping_places::RULE,
    &room_standard::RULE,
    &mobility::RULE,
    &unsafe_area::RULE,
    &keep_apart::RULE,
    &perpetrator_check::RULE,
    &safe_place_purpose::RULE,
    &complex_needs::RULE,
    &substances::RULE,
    &pets::RULE,
    &nrpf::RULE,
    &cots::RULE,
];

/// The rule of a name.
pub fn rule(name: RuleName) -> &'static Rule {
    ALL[name as usize]
}

/// The reason of rules whose need the return has no line for.
fn needs_other(_: &Referral) -> ReturnReason {
    ReturnReason::NeedsOther
}

/// The question of rules that never ask.
fn no_question(_: &Referral) -> &'static str {
    ""
}

/// The reason of rules about where the perpetrator may be.
fn proximity(_: &Referral) -> ReturnReason {
    ReturnReason::Proximity
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_stands_in_the_order_of_the_contract() {
        for (rule, name) in ALL.iter().zip(RuleName::ALL) {
            assert_eq!(rule.name, name);
        }
    }

    #[test]
    fn only_three_bars_can_be_lifted() {
        let liftable: Vec<RuleName> = ALL
            .iter()
            .filter(|rule| rule.can_lift(Finding::Unsuitable))
            .map(|rule| rule.name)
            .collect();
        assert_eq!(liftable, [RuleName::OldestBoy, RuleName::ComplexNeeds, RuleName::Substances]);
    }

    fn referral() -> Referral {
        serde_json::from_value(serde_json::json!({
            "reference": "T-1", "received": "2026-11-20T21:40:00Z", "source": "self",
            "immediate_danger": false, "homeless_before": false, "person": [],
        }))
        .unwrap()
    }

    #[test]
    fn a_rule_that_asks_has_a_question_and_a_change() {
        for rule in ALL {
            let asks = !(rule.question)(&referral()).is_empty();
            let lifts_a_bar_alone = rule.name == RuleName::Substances;
            assert_eq!(asks || lifts_a_bar_alone, rule.change.is_some(), "{}", rule.name);
        }
    }
}
