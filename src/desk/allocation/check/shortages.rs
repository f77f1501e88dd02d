//! Whether the shortages name what their households can use, and add up.

use super::super::answer::Shortage;
use super::Checker;
use std::collections::BTreeSet;

impl<'a> Checker<'a> {
    pub(super) fn shortages(&mut self) {
        if !self.answer.moves.is_empty() {
            // A household may then be kept from a unit by where somebody is moved, which is a limit.
            return;
        }
        let everybody = self.households.values().copied().collect::<Vec<_>>();
        let answer = self.answer;
        self.short(&answer.shortages, &everybody);
        let in_danger = |k: &usize| self.batch.households[*k].referral.household.in_danger();
        let in_danger: Vec<usize> = everybody.iter().copied().filter(in_danger).collect();
        self.short(&answer.shortages_in_danger, &in_danger);
        let short: usize = answer.shortages.iter().map(|shortage| shortage.shortage).sum();
        let unplaced = answer.unplaced.len();
        if short > unplaced || (short < unplaced && answer.binding.is_none() && self.by_number()) {
            self.fault("the shortages do not add up to the households that are not placed");
        }
    }

    /// Whether the answer places as many as can be; other orders may not, nor answers that are not proven.
    fn by_number(&self) -> bool {
        self.answer.order.price.is_none() && self.answer.optimal && self.answer.limits_examined
    }

    fn short(&mut self, shortages: &[Shortage], among: &[usize]) {
        let mut seen = BTreeSet::new();
        for part in shortages {
            let known = part.households.iter().map(|name| self.households.get(name.as_str()));
            let Some(members) = known.map(Option::<&usize>::copied).collect::<Option<Vec<_>>>()
            else {
                self.fault("a shortage names somebody who does not ask");
                continue;
            };
            let usable: BTreeSet<&str> =
                members.iter().flat_map(|&household| self.usable(household)).collect();
            let listed: BTreeSet<&str> = part.units.iter().map(String::as_str).collect();
            let alone = members.iter().all(|member| among.contains(member) && seen.insert(*member));
            if usable != listed || !alone || part.shortage + listed.len() != members.len() {
                self.fault("a shortage does not name what its households can use, or how many");
            }
        }
    }

    /// Every vacant unit that a household may take, asked of the rules one by one.
    fn usable(&self, household: usize) -> Vec<&'a str> {
        if let Some(&unit) = self.batch.terms.accepted.get(&household) {
            return vec![self.unit(unit)];
        }
        let asks = &self.batch.households[household];
        let occupancy = self.occupancy(asks);
        let case = self.batch.case(asks, &occupancy);
        let open = |unit: &usize| self.is_open(household, *unit, &case);
        (0..self.batch.estate.units.len()).filter(open).map(|unit| self.unit(unit)).collect()
    }
}
