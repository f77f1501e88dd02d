//! Whether a reading's kept draws give its records back, in years simulated anew.

use super::calibrated::Span;
use super::in_order::in_order;
use super::model::{Counts, EvidenceReading};
use super::report::two_sided;
use super::simulator::Simulator;
use super::weights::Weights;
use crate::base::random::draws;
use crate::inputs::scenario::{Draws, Values};
use crate::planning::forecast::GivenBack;

impl Simulator<'_> {
    /// What kept draws make of every record that a reading takes or must give back, in histories that no draw was
    /// weighed by.
    pub fn given_back(&self, reading: &EvidenceReading, kept: &Draws) -> Vec<GivenBack> {
        let there = self.there_under(reading, kept);
        let one = |which: usize| {
            let observation = &self.place.calibration.observations[which];
            let years: Vec<f64> =
                there.iter().flat_map(|draw| draw[which].iter().copied()).collect();
            let span = Span::of(&Weights::alike(years.len()), |at| years[at]);
            let alike = Weights::alike(there.len());
            let chance = two_sided(&observation.record, &alike, |draw| &there[draw][which][..]);
            GivenBack {
                record: observation.name.clone(),
                place: observation.place.clone(),
                value: observation.record.value,
                at_most: observation.record.at_most,
                is_share: observation.counts == Counts::CapacityShare,
                mean: span.mean,
                low: span.low,
                high: span.high,
                chance,
            }
        };
        reading.observed().map(one).collect()
    }

    /// For each draw and observation, what was there in each simulated year.
    fn there_under(&self, reading: &EvidenceReading, kept: &Draws) -> Vec<Vec<Vec<f64>>> {
        let many = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let asked = self.asked(reading.observed());
        in_order(
            0..many,
            || self.bench(),
            |bench, at| {
                let values = Values::new(kept.columns(), &kept.rows()[kept.turn(at)]);
                let mut scenario = self.surveyed_under(&values);
                self.there(bench, draws::FRESH_FROM + at, (&values, &mut scenario), &asked)
            },
        )
    }
}
