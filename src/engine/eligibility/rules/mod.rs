//! The rules, one file each, and their register in the order of the contract.
//!
//! To add one: its name and title in `domain::reason`, a file here, a line in [`ALL`], its words in `wording::rules`; then where a
//! scenario may decide about it (`scenario::shapes`), a plan change it (`expansion::reader`) and a chart name it (`chart::who`).

mod age_16;
mod children;
mod complex_needs;
mod cots;
mod finding;
mod keep_apart;
mod mobility;
mod nrpf;
mod oldest_boy;
mod perpetrator_check;
mod pets;
mod room_standard;
mod rule;
mod safe_place_purpose;
mod single_sex;
mod sleeping_places;
mod substances;
mod unsafe_area;

pub use finding::Finding;
pub use rule::{Decider, Lifts, Rule};
pub use unsafe_area::{Reaches, chance_outside};

use super::case::{Candidate, Case};
use crate::base::domain::RuleName;
use rule::{needs_other, proximity};

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
}
