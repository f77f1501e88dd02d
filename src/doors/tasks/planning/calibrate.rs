//! What each reading of the evidence allows, of a scenario whose estate has a calibration.

use super::{Bar, Told, Unit, Watch, pool};
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::planning::calibration::{
    self, Calibrated, Calibration, EvidenceReading, Found, Place, Simulator, SimulatorParts,
};
use crate::planning::forecast::Manifest;
use std::sync::Arc;

/// Every reading of a scenario calibrated, what that was told, and what made it.
pub(in crate::doors) struct Worked {
    pub(in crate::doors) readings: Vec<Calibrated>,
    pub(in crate::doors) calibration: Calibration,
    pub(in crate::doors) manifest: Manifest,
}

/// The whole of it.
pub(in crate::doors) fn work(
    data: &DataFolder,
    named: &str,
    (draws, threads): (u32, usize),
    watch: &dyn Watch,
) -> Result<Worked, Failure> {
    let told = Told::open(data, named, &[])?;
    let found = calibrate(&told, (draws, threads), watch)?;
    let readings = found.into_iter().map(|found| found.told).collect();
    let manifest = told.manifest(draws);
    Ok(Worked { readings, calibration: told.into_calibration(), manifest })
}

/// Every reading that was asked for.
pub(in crate::doors) fn calibrate(
    told: &Told<'_>,
    (draws, threads): (u32, usize),
    watch: &dyn Watch,
) -> Result<Vec<Found>, Failure> {
    let bar = watch.begin(Unit::Draws, Some(u64::from(draws)));
    let readings: Vec<_> = told.readings().collect();
    let place = told.place();
    pool(threads)?.install(|| of_readings(place, &readings, draws, &*bar))
}

fn of_readings(
    place: Place<'_>,
    readings: &[(usize, &EvidenceReading)],
    draws: u32,
    bar: &dyn Bar,
) -> Result<Vec<Found>, Failure> {
    let parts = SimulatorParts::new(place).map_err(failure)?;
    let simulator = Simulator::new(&parts);
    let tick = || bar.step();
    let observed = readings.iter().flat_map(|(_, reading)| reading.observed());
    let of_prior = (0..draws, |draw| simulator.normals(draw));
    let from_prior = Arc::new(simulator.draws_of(observed, of_prior, tick));
    let mut found = Vec::new();
    for (number, reading) in readings {
        bar.on(&reading.name);
        let calibrated = calibration::calibrate(&simulator, &from_prior, (*number, reading), &tick);
        found.push(calibrated.map_err(failure)?);
    }
    Ok(found)
}

/// Issues are issues; anything else is said in one sentence.
pub(in crate::doors) fn failure(why: calibration::CalibrationError) -> Failure {
    match why {
        calibration::CalibrationError::Issues(issues) => Failure::Issues(issues),
        other => Failure::Other(other.into()),
    }
}
