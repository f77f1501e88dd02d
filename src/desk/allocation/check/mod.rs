//! Whether an answer holds: feasibility, what it counts, and the shortages, from the estate and the forms.
//!
//! Shares no code with what found the answer: it moves everybody where the answer says and asks the rules
//! of one household again. Runs on every answer. That no answer is better it cannot see: that rests on the
//! bound of the search or of the solver, which it only holds against the objective.

mod choices;
mod counts;
mod limits;
mod moves;
mod rules;
mod shortages;
mod terms;
mod told;

use super::answer::{Allocation, Placed};
use super::batch::{Batch, Household};
use crate::base::domain::{Resident, calendar};
use crate::engine::eligibility::{Case, OccupancyView, Suitability, judge, judge_alone};
use std::collections::BTreeMap;

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

    /// Who lives there once everybody has moved, as a household meets them.
    fn occupancy(&self, household: &Household) -> OccupancyView {
        OccupancyView::for_household(self.batch.estate, &self.after, &household.referral)
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
}
