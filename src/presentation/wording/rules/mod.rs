//! What is said of the rules: a file a rule, named as the rule itself in `eligibility::rules`.

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
mod words;

use self::words::RuleWords;
use crate::base::domain::{Household, RuleName, RuleSet};
use crate::engine::eligibility::{Candidate, Case, Finding};
use std::borrow::Cow;

/// The words of every rule, in the order of the contract.
const ALL: [&RuleWords; 16] = [
    &age_16::WORDS,
    &single_sex::WORDS,
    &oldest_boy::WORDS,
    &children::WORDS,
    &sleeping_places::WORDS,
    &room_standard::WORDS,
    &mobility::WORDS,
    &unsafe_area::WORDS,
    &keep_apart::WORDS,
    &perpetrator_check::WORDS,
    &safe_place_purpose::WORDS,
    &complex_needs::WORDS,
    &substances::WORDS,
    &pets::WORDS,
    &nrpf::WORDS,
    &cots::WORDS,
];

fn of(name: RuleName) -> &'static RuleWords {
    ALL[name as usize]
}

/// What a rule found of a unit.
pub fn finding(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    (name, finding): (RuleName, Finding),
) -> Cow<'static, str> {
    (of(name).finding)(case, candidate, finding)
}

/// What a rule asks whoever decides; empty where it never asks.
pub fn question(name: RuleName, household: &Household) -> &'static str {
    (of(name).question)(household)
}

/// What stands in the way, as part of a sentence; where of some units a decision is asked, what nobody has decided.
pub fn in_the_way(name: RuleName, is_asked: bool) -> &'static str {
    (of(name).in_the_way)(is_asked)
}

/// "If the manager agrees about the boy, and a foster place is found for the pet."
pub fn changes(set: RuleSet) -> String {
    let changes: Vec<&str> = set.iter().filter_map(|name| of(name).change).collect();
    match changes.split_last() {
        Some((last, [])) => format!("If {last}."),
        Some((last, rest)) => format!("If {}, and {last}.", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::eligibility::rules::{Lifts, rule};

    fn household() -> Household {
        serde_json::from_value(serde_json::json!({
            "reference": "T-1", "received": "2026-11-20T21:40:00Z", "source": "self",
            "immediate_danger": false, "homeless_before": false, "person": [],
        }))
        .unwrap()
    }

    #[test]
    fn a_rule_that_asks_has_a_question_and_a_change() {
        for name in RuleName::ALL {
            let can_be_lifted = rule(name).lifts != Lifts::Nothing;
            let asks = !question(name, &household()).is_empty();
            let lifts_a_bar_alone = name == RuleName::Substances;
            assert_eq!(asks || lifts_a_bar_alone, can_be_lifted, "{name}");
            assert_eq!(of(name).change.is_some(), can_be_lifted, "{name}");
        }
    }
}
