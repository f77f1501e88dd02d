//! An observation model: what a simulated year of a surveyed service would have put on record.
//!
//! Who is counted (households or requests), which services, where, when and on which estate is data; see
//! docs/methods/calibration.md for what each word does to a count.

use super::model::{CountingUnit, Counts, Load, Observation, Services, Sets};
use super::take::Values;
use super::year_counter::Year;
use crate::base::domain::Kind;

/// One service in one span of time: observations of the same service and time are of the same simulated year.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// The estate, as the calibration names it.
    pub estate: String,
    /// How much it is asked for.
    pub load: Load,
    /// First and last day.
    pub days: (String, String),
    /// How much of a year that is.
    pub share_of_year: f64,
}

impl Survey {
    fn of(observation: &Observation) -> Self {
        let Observation { estate, load, days, share_of_year, .. } = observation;
        let (estate, days) = (estate.clone(), days.clone());
        Self { estate, load: *load, days, share_of_year: *share_of_year }
    }
}

/// The surveys of some observations, and for each observation which is its own.
pub(super) fn surveys(observations: &[Observation]) -> (Vec<Survey>, Vec<usize>) {
    let mut surveys: Vec<Survey> = Vec::new();
    let of = observations
        .iter()
        .map(|observation| {
            let own = Survey::of(observation);
            let known = surveys.iter().position(|survey| *survey == own);
            known.unwrap_or_else(|| {
                surveys.push(own);
                surveys.len() - 1
            })
        })
        .collect();
    (surveys, of)
}

/// Referrals to other services in a surveyed year, and those of them that were full.
#[derive(Debug, Clone, Copy, Default)]
pub struct Elsewhere {
    /// Referrals that needed something else.
    pub referrals: u32,
    /// Those turned away.
    pub full: u32,
}

impl Elsewhere {
    /// Drawn from two uniform numbers: so many are expected, and each is as likely to be turned away as here.
    pub fn draw(expected: f64, year: &Year, [asked, turned_away]: [f64; 2]) -> Self {
        let referrals = poisson(expected, asked);
        let chance = f64::from(year.full) / f64::from(year.referrals.max(1));
        Self { referrals, full: binomial(referrals, chance, turned_away) }
    }
}

impl Observation {
    /// What was there to be written down.
    pub fn there(&self, year: &Year, elsewhere: Elsewhere, values: &Values<'_>) -> f64 {
        let beside = match self.services {
            Services::TheseUnits => Elsewhere::default(),
            Services::AllSafeAccommodation => elsewhere,
        };
        let (referrals, full) = match self.who {
            CountingUnit::Households => {
                let others = f64::from(beside.referrals);
                let (asked, full) = (f64::from(year.households), f64::from(year.full_households));
                (asked + others, full + f64::from(beside.full))
            }
            CountingUnit::Requests => {
                let requests = values.get(Sets::RequestsPerRefusal).unwrap_or(1.0);
                let full = f64::from(year.full + beside.full);
                let asked = f64::from(year.referrals + beside.referrals);
                (asked + (requests - 1.0) * full, requests * full)
            }
        };
        match self.counts {
            Counts::Referrals => referrals,
            Counts::CapacityRefusals => full,
            Counts::Placements => {
                let counted = |kind: &Kind| self.kinds.is_empty() || self.kinds.contains(kind);
                let kinds = Kind::ALL.into_iter().filter(counted);
                let here: u32 = kinds.map(|kind| year.placed[kind as usize]).sum();
                f64::from(here + beside.referrals - beside.full)
            }
            Counts::CapacityShare if referrals > 0.0 => full / referrals,
            Counts::CapacityShare => 0.0,
        }
    }
}

/// A Poisson count from one uniform number, by searching from zero upwards.
fn poisson(mean: f64, u: f64) -> u32 {
    const MOST: u32 = 1_000_000;
    let mut log_term = -mean;
    let (mut count, mut below) = (0, libm::exp(log_term));
    while below < u && count < MOST {
        count += 1;
        log_term += libm::log(mean / f64::from(count));
        let term = libm::exp(log_term);
        // Nothing is left to add where the sum no longer moves.
        if term < f64::MIN_POSITIVE && f64::from(count) > mean {
            break;
        }
        below += term;
    }
    count
}

/// A binomial count from one uniform number, likewise.
fn binomial(of: u32, chance: f64, u: f64) -> u32 {
    if chance <= 0.0 || of == 0 {
        return 0;
    }
    if chance >= 1.0 {
        return of;
    }
    let odds = libm::log(chance) - libm::log1p(-chance);
    let mut log_term = f64::from(of) * libm::log1p(-chance);
    let (mut count, mut below) = (0, libm::exp(log_term));
    while below < u && count < of {
        count += 1;
        log_term += odds + libm::log(f64::from(of - count + 1) / f64::from(count));
        below += libm::exp(log_term);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_variance(draw: impl Fn(f64) -> u32) -> (f64, f64) {
        const N: u32 = 20_000;
        let all: Vec<f64> =
            (0..N).map(|k| f64::from(draw((f64::from(k) + 0.5) / f64::from(N)))).collect();
        let mean = all.iter().sum::<f64>() / f64::from(N);
        (mean, all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(N))
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_their_distribution() {
        let (mean, variance) = mean_and_variance(|u| poisson(240.0, u));
        assert!((mean - 240.0).abs() < 0.05 && (variance - 240.0).abs() < 2.0);
        let (mean, variance) = mean_and_variance(|u| binomial(200, 0.3, u));
        assert!((mean - 60.0).abs() < 0.05 && (variance - 42.0).abs() < 0.5);
        assert_eq!((binomial(9, 0.0, 0.5), binomial(9, 1.0, 0.5), poisson(0.0, 0.5)), (0, 9, 0));
    }
}
