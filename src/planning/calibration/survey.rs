//! An observation model: what a simulated year of a surveyed service would have put on record.
//!
//! Who is counted (households or requests), which services, where, when and on which estate is data; see
//! docs/methods/calibration.md for what each word does to a count.

use super::model::{CountingUnit, Counts, Load, Observation, Services};
use super::year_counter::Year;
use crate::base::domain::Kind;
use crate::inputs::scenario::{Sets, Values};

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

/// Referrals to other services in years that are alike.
#[derive(Debug)]
pub(super) struct Others {
    referrals: Cumulative,
    /// Those of a year that are turned away.
    full: Cumulative,
}

impl Others {
    /// So many are expected in a year.
    pub(super) fn expected(mean: f64) -> Self {
        Self { referrals: poisson(mean), full: Cumulative::default() }
    }

    /// Drawn from two uniform numbers: each is as likely to be turned away as here.
    pub(super) fn draw(&mut self, year: &Year, [asked, turned_away]: [f64; 2]) -> Elsewhere {
        let referrals = self.referrals.count(asked);
        let chance = f64::from(year.full) / f64::from(year.referrals.max(1));
        self.full.lay_out_binomial(referrals, chance);
        Elsewhere { referrals, full: self.full.count(turned_away) }
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

/// The distribution of a count, from the least that has any chance to speak of.
#[derive(Debug, Default)]
struct Cumulative {
    least: u32,
    /// The chance of so many or fewer.
    up_to: Vec<f64>,
}

impl Cumulative {
    /// In place of what was there, from the likeliest count on both ways, by how many times as likely one more is than a
    /// count.
    fn lay_out(&mut self, likeliest: u32, one_more: impl Fn(u32) -> f64) {
        /// Beside the likeliest count nothing is as likely as this.
        const NOTHING: f64 = 1e-20;
        let (up_to, mut least, mut weight) = (&mut self.up_to, likeliest, 1.0);
        up_to.clear();
        while least > 0 {
            weight /= one_more(least - 1);
            if weight < NOTHING {
                break;
            }
            up_to.push(weight);
            least -= 1;
        }
        up_to.reverse();
        let (mut count, mut weight) = (likeliest, 1.0);
        while weight >= NOTHING {
            up_to.push(weight);
            weight *= one_more(count);
            count += 1;
        }
        let all: f64 = up_to.iter().sum();
        let mut below = 0.0;
        for weight in up_to {
            below += *weight / all;
            *weight = below;
        }
        self.least = least;
    }

    /// That of how many of so many it is, each with the same chance.
    fn lay_out_binomial(&mut self, of: u32, chance: f64) {
        if chance >= 1.0 {
            (self.least, self.up_to) = (of, vec![1.0]);
            return;
        }
        let odds = chance / (1.0 - chance);
        let likeliest = whole(f64::from(of) * chance).min(of);
        self.lay_out(likeliest, |count| odds * f64::from(of - count) / f64::from(count + 1));
    }

    /// The count from one uniform number: the least that as large a share of all counts does not exceed.
    fn count(&self, u: f64) -> u32 {
        let more = self.up_to.partition_point(|&up_to| up_to < u);
        let more = more.min(self.up_to.len().saturating_sub(1));
        self.least.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
    }
}

fn poisson(mean: f64) -> Cumulative {
    let mut poisson = Cumulative::default();
    poisson.lay_out(whole(mean), |count| mean / f64::from(count + 1));
    poisson
}

fn whole(mean: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let whole = mean as u32;
    whole
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

    fn binomial(of: u32, chance: f64) -> Cumulative {
        let mut binomial = poisson(3.0);
        binomial.lay_out_binomial(of, chance);
        binomial
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_their_distribution() {
        let (mean, variance) = mean_and_variance(|u| poisson(240.0).count(u));
        assert!((mean - 240.0).abs() < 0.05 && (variance - 240.0).abs() < 2.0);
        let (mean, variance) = mean_and_variance(|u| binomial(200, 0.3).count(u));
        assert!((mean - 60.0).abs() < 0.05 && (variance - 42.0).abs() < 0.5);
        let middle = |of: Cumulative| of.count(0.5);
        assert_eq!([binomial(9, 0.0), binomial(9, 1.0), poisson(0.0)].map(middle), [0, 9, 0]);
    }
}
