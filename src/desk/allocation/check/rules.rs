//! Whether every unit is free and suits whoever is to live in it, asked of the rules again, with its points.

use super::super::batch::Household;
use super::Checker;
use crate::base::domain::Resident;
use crate::base::domain::calendar;
use crate::engine::eligibility::OccupancyView;
use crate::engine::eligibility::Suitability;
use crate::engine::eligibility::Verdict;
use crate::engine::eligibility::judge;
use crate::engine::placement::preferences;
use std::collections::BTreeSet;

impl Checker<'_> {
    pub(super) fn units_are_free(&mut self) {
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

    pub(super) fn rules(&mut self) {
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
}
