//! Whether an answer holds: feasibility, what it counts, and the shortages, from the estate and the forms.
//!
//! Shares no code with what found the answer: it moves everybody where the answer says and asks the rules
//! of one household again. Runs on every answer. That no answer is better it cannot see: that rests on the
//! bound of the search or of the solver, which it only holds against the objective.

use super::answer::{Allocation, Placed, Shortage};
use super::batch::{Batch, Household};
use crate::base::domain::{Resident, calendar};
use crate::engine::eligibility::{Case, OccupancyView, Suitability, Verdict, judge, judge_alone};
use crate::engine::placement::preferences;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is wrong with an answer; nothing, if it holds.
pub fn check(batch: &Batch<'_>, moves: usize, answer: &Allocation) -> Vec<String> {
    let mut checker = Checker::new(batch, answer);
    checker.everybody_once();
    checker.moves(moves);
    checker.units_are_free();
    checker.rules();
    checker.complex_needs();
    checker.funded_places();
    checker.apart();
    checker.accepted_and_declined();
    checker.counts();
    checker.nights();
    checker.choices();
    checker.shortages();
    checker.names();
    checker.faults
}

struct Checker<'a> {
    batch: &'a Batch<'a>,
    answer: &'a Allocation,
    /// Positions of units by name.
    units: BTreeMap<&'a str, usize>,
    /// Positions of households by reference.
    households: BTreeMap<&'a str, usize>,
    /// Household and unit of each that is placed and known.
    pairs: Vec<(usize, usize)>,
    /// Residents once everybody has moved.
    after: Vec<Resident>,
    faults: Vec<String>,
}

impl<'a> Checker<'a> {
    fn new(batch: &'a Batch<'a>, answer: &'a Allocation) -> Self {
        let units: BTreeMap<&str, usize> =
            batch.estate.units.iter().map(|unit| unit.name.as_str()).zip(0..).collect();
        let households: BTreeMap<&str, usize> =
            batch.households.iter().map(|h| h.referral.reference.as_str()).zip(0..).collect();
        let mut faults = Vec::new();
        let mut pairs = Vec::new();
        for Placed { reference, unit, .. } in &answer.placed {
            match (households.get(reference.as_str()), units.get(unit.as_str())) {
                (Some(&household), Some(&unit)) => pairs.push((household, unit)),
                _ => faults.push(format!("{reference} or {unit} is not known")),
            }
        }
        let mut after = batch.occupancy.residents.clone();
        for moved in &answer.moves {
            let resident = after.iter_mut().find(|resident| resident.reference == moved.reference);
            match (resident, units.get(moved.to.as_str())) {
                (Some(resident), Some(&to)) => resident.unit = to,
                _ => faults.push(format!("{} cannot move to {}", moved.reference, moved.to)),
            }
        }
        Self { batch, answer, units, households, pairs, after, faults }
    }

    fn fault(&mut self, said: impl Into<String>) {
        self.faults.push(said.into());
    }

    fn reference(&self, household: usize) -> &'a str {
        &self.batch.households[household].referral.reference
    }

    fn unit(&self, unit: usize) -> &'a str {
        &self.batch.estate.units[unit].name
    }

    fn setting(&self, unit: usize) -> usize {
        self.batch.estate.units[unit].setting
    }

    fn everybody_once(&mut self) {
        let placed = self.answer.placed.iter().map(|placed| placed.reference.as_str());
        let unplaced = self.answer.unplaced.iter().map(|unplaced| unplaced.reference.as_str());
        let mut told: Vec<&str> = placed.chain(unplaced).collect();
        told.sort_unstable();
        if told != self.households.keys().copied().collect::<Vec<_>>() {
            self.fault("not every household is told of exactly once");
        }
    }

    fn moves(&mut self, most: usize) {
        if self.answer.moves.len() > most {
            self.fault("more residents are moved than was asked for");
        }
        for moved in &self.answer.moves {
            let before = self
                .batch
                .occupancy
                .residents
                .iter()
                .find(|resident| resident.reference == moved.reference);
            let from = before.map(|resident| self.unit(resident.unit));
            if !before.is_some_and(|resident| resident.movable) {
                self.fault("somebody is moved who has not agreed to it");
            }
            if self.households.contains_key(moved.reference.as_str()) {
                self.fault("somebody is moved who asks for a unit");
            }
            let times = self.answer.moves.iter().filter(|other| other.reference == moved.reference);
            if times.count() > 1 {
                self.fault("somebody is moved twice");
            }
            if from != Some(&moved.from) || moved.from == moved.to {
                self.fault(format!("{} does not leave {}", moved.reference, moved.from));
            }
        }
        // Whoever moves last along a chain moves into a unit that is vacant now: a ring has no such unit.
        let left: BTreeSet<&str> = self.answer.moves.iter().map(|moved| &*moved.from).collect();
        for moved in &self.answer.moves {
            let mut to = moved.to.as_str();
            let mut steps = 0;
            while left.contains(to) && steps <= self.answer.moves.len() {
                let next = self.answer.moves.iter().find(|other| other.from == to);
                to = next.map_or("", |other| &other.to);
                steps += 1;
            }
            if steps > self.answer.moves.len() {
                self.fault("residents move round in a ring, so that nobody can begin");
            }
        }
    }

    fn units_are_free(&mut self) {
        // A list may have two rows for one unit; nobody is put beside them.
        let stays = |(after, before): &(&Resident, &Resident)| after.unit == before.unit;
        let both = || self.after.iter().zip(&self.batch.occupancy.residents);
        let mut taken: BTreeSet<usize> =
            both().filter(stays).map(|(after, _)| after.unit).collect();
        let come: Vec<usize> =
            both().filter(|both| !stays(both)).map(|(after, _)| after.unit).collect();
        for unit in come {
            if !taken.insert(unit) {
                self.fault(format!("two households live in {}", self.unit(unit)));
            }
        }
        for (household, unit) in self.pairs.clone() {
            if !taken.insert(unit) {
                self.fault(format!("{} is taken", self.unit(unit)));
            }
            let day = calendar::london_day(self.batch.households[household].referral.received);
            if !self.batch.estate.units[unit].can_be_offered_on(day) {
                self.fault(format!("{} cannot be offered yet", self.unit(unit)));
            }
        }
    }

    /// Who lives there once everybody has moved, as a household meets them.
    fn occupancy(&self, household: &Household) -> OccupancyView {
        OccupancyView::for_household(self.batch.estate, &self.after, &household.referral)
    }

    /// What the rules say of a household in a unit among these residents, and its points.
    fn judged(
        &self,
        household: &Household,
        occupancy: &OccupancyView,
        unit: usize,
    ) -> (Verdict, i64) {
        let case = self.batch.case(household, occupancy);
        let verdict = judge(&case, unit);
        (verdict, preferences::penalty(&case, unit, verdict))
    }

    fn rules(&mut self) {
        for (household, unit) in self.pairs.clone() {
            let asks = &self.batch.households[household];
            let (verdict, penalty) = self.judged(asks, &self.occupancy(asks), unit);
            let granted = self.batch.terms.granted.contains(&(household, unit));
            let open = match verdict.suitability() {
                Suitability::Suitable => true,
                Suitability::Decision => granted,
                Suitability::Unsuitable => false,
            };
            if !open {
                self.fault(format!(
                    "{} does not suit {}",
                    self.unit(unit),
                    self.reference(household)
                ));
            }
            let said = self.answer.placed.iter().find(|p| p.reference == self.reference(household));
            if said.is_some_and(|placed| placed.penalty != penalty) {
                self.fault(format!("the points of {} are {penalty}", self.unit(unit)));
            }
        }
        for moved in &self.answer.moves {
            let household =
                self.batch.movable.iter().find(|h| h.referral.reference == moved.reference);
            let to = self.units.get(moved.to.as_str()).copied();
            let Some((household, to)) = household.zip(to) else {
                let (to, who) = (&moved.to, &moved.reference);
                self.fault(format!("without a form and a known unit {to} does not suit {who}"));
                continue;
            };
            let (verdict, penalty) = self.judged(household, &self.occupancy(household), to);
            let day = calendar::london_day(
                self.batch.households.first().map_or(household, |first| first).referral.received,
            );
            if verdict.suitability() != Suitability::Suitable || penalty != moved.penalty {
                self.fault(format!("{} does not suit {}", moved.to, moved.reference));
            }
            if !self.batch.estate.units[to].can_be_offered_on(day) {
                self.fault(format!("{} cannot be offered yet", moved.to));
            }
        }
    }

    fn complex_needs(&mut self) {
        for (setting, named) in self.batch.estate.settings.iter().enumerate() {
            let Some(places) = named.complex_needs_places else { continue };
            let residents: Vec<&str> = self
                .after
                .iter()
                .filter(|resident| resident.complex_needs && self.setting(resident.unit) == setting)
                .map(|resident| resident.reference.as_str())
                .collect();
            let new = self.pairs.iter().filter(|(household, unit)| {
                let complex = self.batch.households[*household].referral.household.needs.complex;
                let granted = self.batch.terms.granted.contains(&(*household, *unit));
                self.setting(*unit) == setting
                    && complex.may_be()
                    && !(complex.is_unknown() && granted)
                    && !residents.contains(&self.reference(*household))
            });
            let new = new.count();
            if new > 0 && residents.len() + new > places as usize {
                self.fault(format!("{} has too many households with complex needs", named.name));
            }
        }
    }

    fn funded_places(&mut self) {
        let Some(places) = self.batch.estate.provider.nrpf_places else { return };
        let residents: Vec<&str> = self
            .after
            .iter()
            .filter(|resident| resident.nrpf)
            .map(|resident| resident.reference.as_str())
            .collect();
        let new = self.pairs.iter().filter(|(household, unit)| {
            self.batch.households[*household].referral.household.needs.nrpf.may_be()
                && !self.batch.terms.granted.contains(&(*household, *unit))
                && !residents.contains(&self.reference(*household))
        });
        let new = new.count();
        if new > 0 && residents.len() + new > places as usize {
            self.fault("more households without recourse are placed than places are funded");
        }
    }

    fn apart(&mut self) {
        let estate = self.batch.estate;
        for (k, &(a, one)) in self.pairs.clone().iter().enumerate() {
            for &(b, two) in &self.pairs.clone()[..k] {
                let (first, second) =
                    (&self.batch.households[a].referral, &self.batch.households[b].referral);
                let named = first.household.keeps_apart_from(&second.reference)
                    || second.household.keeps_apart_from(&first.reference);
                let near = estate.units[one].setting == estate.units[two].setting
                    || estate.units[one].sector == estate.units[two].sector;
                if named && near {
                    let (one, two) = (self.unit(one), self.unit(two));
                    self.fault(format!("{one} and {two} are too near for those placed there"));
                }
            }
        }
    }

    fn accepted_and_declined(&mut self) {
        for (&household, &unit) in &self.batch.terms.accepted {
            if !self.pairs.contains(&(household, unit)) {
                self.fault(format!("{} does not keep what it accepted", self.reference(household)));
            }
        }
        for moved in &self.answer.moves {
            let to = self.units.get(moved.to.as_str()).copied();
            let terms = self.batch.terms;
            let agreed = terms.would_move_to.get(&moved.reference);
            let refused = to
                .is_some_and(|to| terms.would_not_move_to.contains(&(moved.reference.clone(), to)));
            if refused || agreed.is_some_and(|agreed| Some(*agreed) != to) {
                self.fault(format!("{} is moved where it did not agree to", moved.reference));
            }
        }
        for pair in self.pairs.clone() {
            if self.batch.terms.declined.contains(&pair) {
                self.fault(format!("{} is offered what it declined", self.reference(pair.0)));
            }
        }
    }

    fn counts(&mut self) {
        let danger = |placed: &&Placed| {
            let household = self.households.get(placed.reference.as_str());
            household.is_some_and(|&k| self.batch.households[k].referral.household.in_danger())
        };
        let (said, bound) = (self.answer.objective, self.answer.bound);
        let points: i64 = self.answer.placed.iter().map(|placed| placed.penalty).sum();
        let moving: i64 = self.answer.moves.iter().map(|moved| moved.penalty).sum();
        if said.placed != self.answer.placed.len()
            || said.immediate_danger_placed != self.answer.placed.iter().filter(danger).count()
            || said.penalty != points + moving
        {
            self.fault("the objective is not what the households and their points add up to");
        }
        if self.answer.optimal && said != bound {
            self.fault("the answer is said to be optimal, and its bound is another");
        }
    }

    /// A unit is free a turnaround after whoever leaves it can move, and so on along the chain.
    fn nights(&mut self) {
        let turnaround = self.batch.estate.turnaround_nights();
        let leaves = |unit: &str| self.answer.moves.iter().find(|moved| moved.from == unit);
        let free_in = |unit: &str| {
            let mut leaver = leaves(unit);
            let mut left = 0;
            while let Some(moved) = leaver.filter(|_| left < self.answer.moves.len()) {
                left += 1;
                leaver = leaves(&moved.to);
            }
            turnaround.saturating_mul(u32::try_from(left).unwrap_or(u32::MAX))
        };
        let placed = self.answer.placed.iter().map(|placed| (&placed.unit, placed.in_nights));
        let moved = self.answer.moves.iter().map(|moved| (&moved.to, moved.in_nights));
        let wrong = placed.chain(moved).find(|(unit, nights)| free_in(unit) != *nights);
        if let Some((unit, _)) = wrong {
            let nights = free_in(unit);
            self.fault(format!("{unit} is free after {nights} nights"));
        }
    }

    /// Each other unit a household may choose is one that suits it and that it has not declined.
    fn choices(&mut self) {
        let answer = self.answer;
        for placed in &answer.placed {
            let Some(&household) = self.households.get(placed.reference.as_str()) else { continue };
            if placed.may_choose.iter().any(|other| other.extra_penalty < 0 && answer.optimal)
                && answer.order.price.is_none()
                && answer.choices_complete
            {
                self.fault("a household may choose a unit that makes the answer better");
            }
            let asks = &self.batch.households[household];
            let occupancy = self.occupancy(asks);
            let case = self.batch.case(asks, &occupancy);
            for other in &placed.may_choose {
                let unit = self.units.get(other.unit.as_str()).copied();
                let accepted = self.batch.terms.accepted.contains_key(&household);
                let open = unit.is_some_and(|unit| self.is_open(household, unit, &case));
                if accepted || !open || other.unit == placed.unit {
                    self.fault(format!("{} may not choose {}", placed.reference, other.unit));
                }
            }
        }
    }

    /// Whether a household could be given a unit. Where residents move, others might move for it instead:
    /// then only what does not depend on them is asked.
    fn is_open(&self, household: usize, unit: usize, case: &Case<'_>) -> bool {
        let pair = (household, unit);
        let day = calendar::london_day(self.batch.households[household].referral.received);
        let offered = self.batch.estate.units[unit].can_be_offered_on(day)
            && !self.batch.terms.declined.contains(&pair);
        let (free, verdict) = if self.answer.moves.is_empty() {
            (!case.view.lived_in[unit], judge(case, unit))
        } else {
            let mut residents = self.batch.occupancy.residents.iter();
            let stays = residents.any(|resident| resident.unit == unit && !resident.movable);
            (!stays, judge_alone(case, unit))
        };
        let granted = self.batch.terms.granted.contains(&pair);
        let open = match verdict.suitability() {
            Suitability::Suitable => true,
            Suitability::Decision => granted,
            Suitability::Unsuitable => false,
        };
        offered && free && open
    }

    fn shortages(&mut self) {
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

    /// Of residents only those who move are named.
    fn names(&mut self) {
        let limits = self.answer.binding.iter().flat_map(|binding| &binding.limits);
        let mut named = limits.flat_map(|limit| &limit.households);
        if named.any(|name| !self.households.contains_key(name.as_str())) {
            self.fault("a limit names somebody who does not ask");
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
