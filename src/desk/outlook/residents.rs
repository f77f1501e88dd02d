//! When tonight's residents may leave, from what the desk knows of them.
//!
//! Since which day, in which kind of unit, and whether they take a place for complex needs or a funded one:
//! stays that the scenario has for other needs are mixed by how common such households are. Who has said when it
//! leaves does, at noon of that day.

use super::moments::ms_between;
use super::residual::{Residual, ResidualStay, ended_supports};
use crate::base::domain::calendar::london_moment;
use crate::base::domain::time::NIGHT_MS;
use crate::base::domain::{Kind, Resident};
use crate::base::statistics::float;
use crate::engine::demand::{Class, Demand, Quantile, Tabulated};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;
use jiff::Timestamp;
use jiff::civil::Time;
use std::sync::Arc;

/// What is left of each resident's stay at a moment.
pub(super) fn residents(
    (estate, occupancy): (&Estate, &Occupancy),
    demand: &Demand,
    homes_per_day: Option<f64>,
    from: Timestamp,
) -> Vec<Residual> {
    let found: Vec<Found> = occupancy
        .residents
        .iter()
        .map(|resident| Found::new(resident, estate.setting_of(resident.unit).kind, demand, from))
        .collect();
    let wait = homes_per_day.map(|homes| {
        let days = mean_wait_for_a_home(&found, homes);
        Arc::new(Tabulated::of(Quantile::Exponential(days)))
    });
    found.into_iter().map(|found| found.residual(wait.as_ref(), from)).collect()
}

/// A resident and the stays that may be its own.
struct Found<'a> {
    resident: &'a Resident,
    stays: Vec<(f64, ResidualStay)>,
    needs_home: bool,
    /// Time since it moved in, in milliseconds, as near as is known.
    passed: Option<u64>,
}

impl<'a> Found<'a> {
    fn new(resident: &'a Resident, kind: Kind, demand: &Demand, from: Timestamp) -> Self {
        let homes = demand.course.homes.as_ref();
        Self {
            resident,
            stays: stays(resident, kind, demand),
            needs_home: homes.is_some_and(|homes| homes.needed_from[kind as usize]),
            passed: passed(resident, Time::constant(12, 0, 0, 0), from),
        }
    }

    fn residual(mut self, wait: Option<&Arc<Tabulated>>, from: Timestamp) -> Residual {
        if let Some(day) = self.resident.left {
            let leaves = london_moment(day, Time::constant(12, 0, 0, 0)).unwrap_or(from);
            return Residual::Expected(ms_between(from, leaves));
        }
        if let Some(wait) = wait.filter(|_| self.needs_home) {
            for (_, stay) in &mut self.stays {
                stay.formalities = stay.move_on.replace(Arc::clone(wait));
                stay.until_a_home_comes = true;
            }
        }
        // The hour is not known: noon, and the end of the day for who else had outstayed everything.
        match Residual::one_of(&self.stays, self.passed) {
            noon if noon.is_outstayed() => {
                let last = passed(self.resident, Time::constant(23, 59, 59, 0), from);
                Residual::one_of(&self.stays, last)
            }
            noon => noon,
        }
    }

    /// The chance that it is ready to move on, if the wait for a home has this mean, in milliseconds.
    fn is_ready(&self, mean_ms: f64) -> f64 {
        const STEPS: u32 = 64;
        let Some(passed) = self.passed.filter(|_| self.needs_home) else { return 0.0 };
        let (mut ready, mut all) = (0.0, 0.0);
        for (share, stay) in &self.stays {
            let still = |(support, part): (u64, f64)| {
                let waited = float(passed - support);
                part * libm::exp(-waited / mean_ms)
            };
            let waits: f64 = ended_supports(&stay.support, passed, STEPS).map(still).sum();
            let ended = stay.support.share_up_to(passed);
            ready += share * waits;
            all += share * (waits + 1.0 - ended);
        }
        if all > 0.0 { ready / all } else { 0.0 }
    }
}

/// The mean wait for a home that fits tonight's residents, in days: as many are ready as homes let go in that
/// time (Little's law).
fn mean_wait_for_a_home(found: &[Found<'_>], homes_per_day: f64) -> f64 {
    const ROUNDS: usize = 30;
    (0..ROUNDS).fold(30.0, |days, _| {
        let ready: f64 = found.iter().map(|found| found.is_ready(days * NIGHT_MS)).sum();
        (ready / homes_per_day.max(1e-6)).clamp(1.0, 3_650.0)
    })
}

/// The stays of households that such a resident may be, each with its share; those alike are one.
fn stays(resident: &Resident, kind: Kind, demand: &Demand) -> Vec<(f64, ResidualStay)> {
    let mut stays: Vec<(f64, ResidualStay)> = Vec::new();
    let mut before = 0.0;
    for class in &demand.classes {
        let share = class.share_up_to - before;
        before = class.share_up_to;
        if !may_be(resident, class) || share <= 0.0 {
            continue;
        }
        let stay = ResidualStay {
            support: Arc::clone(&class.support[kind as usize]),
            move_on: class.move_on[kind as usize].clone(),
            until_a_home_comes: false,
            formalities: None,
        };
        match stays.iter_mut().find(|(_, other)| is_same(other, &stay)) {
            Some((shares, _)) => *shares += share,
            None => stays.push((share, stay)),
        }
    }
    if stays.is_empty() {
        let support = Arc::clone(&demand.resident_support[kind as usize]);
        let move_on = demand.resident_move_on[kind as usize].clone();
        stays.push((
            1.0,
            ResidualStay { support, move_on, until_a_home_comes: false, formalities: None },
        ));
    }
    stays
}

fn may_be(resident: &Resident, class: &Class) -> bool {
    let needs = &class.household.needs;
    (needs.complex.may_be(), needs.nrpf.may_be()) == (resident.complex_needs, resident.nrpf)
}

fn is_same(one: &ResidualStay, other: &ResidualStay) -> bool {
    let waits_alike = match (&one.move_on, &other.move_on) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    waits_alike && Arc::ptr_eq(&one.support, &other.support)
}

fn passed(resident: &Resident, hour: Time, from: Timestamp) -> Option<u64> {
    let moved_in = london_moment(resident.moved_in?, hour).unwrap_or(from);
    Some(ms_between(moved_in, from))
}
