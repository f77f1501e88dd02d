//! A batch as the problem that is solved: who may go where, and what binds them to one another.

use super::batch::{Batch, Mover};
use super::limits::{Member, limits};
use super::problem::{Choice, Problem};
use crate::base::domain::Resident;
use rayon::prelude::*;
use std::collections::BTreeSet;

impl<'a> Batch<'a> {
    /// The problem with nobody moved. Accepted offers are kept.
    pub fn problem(&self) -> Problem {
        self.problem_with_moves(0)
    }

    /// The problem in which up to so many of the residents who could be moved may be.
    pub fn problem_with_moves(&self, moves: usize) -> Problem {
        let movers: Vec<Mover<'a>> = if moves == 0 { Vec::new() } else { self.movers() };
        let moving: BTreeSet<&str> =
            movers.iter().map(|mover| mover.resident.reference.as_str()).collect();
        let stay = |resident: &&Resident| !moving.contains(resident.reference.as_str());
        let staying: Vec<Resident> =
            self.occupancy.residents.iter().filter(stay).cloned().collect();
        let mut members: Vec<Member<'_>> = self
            .households
            .par_iter()
            .enumerate()
            .map(|(number, household)| {
                let choices = self.choices(Some(number), household, &staying);
                Member::household(self, number, household, choices)
            })
            .collect();
        for mover in &movers {
            let mut choices = self.choices(None, mover.household, &staying);
            choices.retain(|choice| self.agrees(mover, choice.unit));
            choices.push(Choice { unit: mover.resident.unit, penalty: 0, tie: 1 });
            choices.sort_by_key(|choice| choice.unit);
            members.push(Member::mover(mover, choices));
        }
        let limits = limits(self.estate, &members, &staying, moves);
        let applicants = members.into_iter().map(|member| member.applicant).collect();
        Problem { applicants, units: self.estate.units.len(), limits, ..Problem::default() }
    }

    /// Whether a resident may be moved to a unit that is not its own, as far as it has said anything.
    fn agrees(&self, mover: &Mover<'_>, unit: usize) -> bool {
        let reference = &mover.resident.reference;
        unit != mover.resident.unit
            && self.terms.would_move_to.get(reference).is_none_or(|agreed| *agreed == unit)
            && !self.terms.would_not_move_to.contains(&(reference.clone(), unit))
    }
}
