//! Whether calibrated readings give their records back, where a forecast is of the estate that was counted.

use super::Told;
use super::calibrate::failure;
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::doors::files::scenarios::Opened;
use crate::inputs::scenario::Scenario;
use crate::planning::calibration::{Simulator, SimulatorParts};
use crate::planning::forecast::GivenBack;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The calibrations of whose posteriors the scenarios' readings are, where they can be read.
pub(super) fn calibrations<'a>(
    data: &'a DataFolder,
    opened: &[Opened],
) -> BTreeMap<String, Told<'a>> {
    let scenarios = opened.iter().flat_map(|open| &open.scenarios);
    let names = scenarios.filter_map(|scenario| Some(scenario.posterior.as_ref()?.name.clone()));
    let told = names.filter_map(|name| Some((name.clone(), Told::open(data, &name, &[]).ok()?)));
    told.collect()
}

/// Whether a scenario has to give records back.
pub(super) enum Check<'a> {
    /// It is of another estate than was counted, or of no calibration.
    Nothing,
    /// Those of this calibration.
    Of(&'a Told<'a>),
    /// It would, but for what it says otherwise than the calibration.
    SaysOtherwise(Vec<String>),
}

impl<'a> Check<'a> {
    /// The calibration whose records are given back.
    pub(super) fn told(&self) -> Option<&'a Told<'a>> {
        match self {
            Self::Of(told) => Some(*told),
            Self::Nothing | Self::SaysOtherwise(_) => None,
        }
    }

    /// What it says otherwise.
    pub(super) fn otherwise(&self) -> &[String] {
        match self {
            Self::SaysOtherwise(keys) => keys,
            Self::Nothing | Self::Of(_) => &[],
        }
    }
}

/// The calibration whose records a scenario has to give back: it is of the estate that was counted, and changes nothing
/// else that anybody is counted by.
pub(super) fn check_of<'a>(
    told: &'a BTreeMap<String, Told<'a>>,
    scenario: &Scenario,
    folder: &Path,
) -> Check<'a> {
    const OF_NOBODY: [&str; 8] =
        ["name", "about", "base", "estate", "start", "years", "replications", "seed"];
    let Some(posterior) = scenario.posterior.as_ref() else { return Check::Nothing };
    let told = told.get(&posterior.name).filter(|told| told.surveyed(folder));
    let Some(told) = told else { return Check::Nothing };
    let otherwise = posterior.held.iter().filter(|key| !OF_NOBODY.contains(&&***key));
    let otherwise: Vec<String> = otherwise.cloned().collect();
    if otherwise.is_empty() { Check::Of(told) } else { Check::SaysOtherwise(otherwise) }
}

/// What readings give back of their records, scenario by scenario.
pub(super) fn given_back(
    checks: &[(&Scenario, Option<&Told<'_>>)],
) -> Result<Vec<Vec<GivenBack>>, Failure> {
    let mut found = vec![Vec::new(); checks.len()];
    for posterior in checks.iter().filter_map(|check| name_of(check)).collect::<BTreeSet<_>>() {
        let mut own = checks.iter().filter(|check| name_of(check) == Some(posterior));
        let Some(told) = own.next().and_then(|(_, told)| *told) else { continue };
        let parts = SimulatorParts::new(told.place()).map_err(failure)?;
        let simulator = Simulator::new(&parts);
        for (check, found) in checks.iter().zip(&mut found) {
            let scenario = check.0;
            let mut readings = told.readings().map(|(_, reading)| reading);
            let reading = readings.find(|reading| reading.name == scenario.reading);
            let is_own = name_of(check) == Some(posterior);
            if let (true, Some(reading), Some(draws)) = (is_own, reading, scenario.draws()) {
                *found = simulator.given_back(reading, draws);
            }
        }
    }
    Ok(found)
}

/// The posterior whose records a scenario has to give back.
fn name_of<'a>((scenario, told): &(&'a Scenario, Option<&Told<'_>>)) -> Option<&'a str> {
    told.and_then(|_| Some(&*scenario.posterior.as_ref()?.name))
}
