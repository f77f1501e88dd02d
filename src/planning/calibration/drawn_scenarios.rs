//! One reading of a calibration by itself, and scenarios drawn from what its records allow.

use super::model::{Calibration, EvidenceReading};
use super::posterior::Posterior;
use super::simulator::Place;
use crate::inputs::scenario::{Scenario, Values};

impl Calibration {
    /// A reading alone with the records that it takes or checks, and where those stood; none: there is none of that name.
    pub fn of_reading(&self, name: &str) -> Option<(Self, Vec<usize>)> {
        let reading = self.readings.iter().find(|reading| reading.name == name)?;
        let mut kept = [&reading.takes[..], &reading.checks].concat();
        kept.sort_unstable();
        kept.dedup();
        let placed = |records: &[usize]| -> Vec<usize> {
            records.iter().filter_map(|of| kept.binary_search(of).ok()).collect()
        };
        let reading = EvidenceReading {
            takes: placed(&reading.takes),
            checks: placed(&reading.checks),
            ..reading.clone()
        };
        let alone = Self {
            observations: kept.iter().map(|of| self.observations[*of].clone()).collect(),
            readings: vec![reading],
            alternatives: Vec::new(),
            worlds: Vec::new(),
            ..self.clone()
        };
        Some((alone, kept))
    }
}

/// So many scenarios, each with the values of a draw; a draw comes as often as it counts.
pub fn drawn(place: Place<'_>, posterior: &Posterior, many: u32) -> Vec<Scenario> {
    let scenario = |draw: usize| {
        let mut scenario = place.scenario.clone();
        Values::new(place.calibration.columns(), &posterior.draws[draw].values)
            .put_into(&mut scenario);
        scenario
    };
    posterior.weights.systematic(many).into_iter().map(scenario).collect()
}
