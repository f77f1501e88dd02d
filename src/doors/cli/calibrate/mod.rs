//! `lintel calibrate`: what each reading of the evidence allows, as a table for a person, CSV or JSON.

mod answer;
mod opened;
mod tables;

pub(super) use opened::Told;
pub(super) use tables::written;

pub(super) use self::answer::Answer;
use self::answer::InSentences;
use super::args::{Calibrate as Args, Format};
use super::publish::forms;
use super::threads::pool;
use super::{Failure, Said, layout, progress};
use crate::doors::files::Folder;
use crate::planning::calibration::{
    self, Calibrated, Calibration, Found, Simulator, SimulatorParts,
};
use crate::planning::forecast::Manifest;
use crate::presentation::chart;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use indicatif::ProgressBar;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let told = Told::open(data, &args.scenario, &args.only)?;
    let threads = pool(args.threads)?;
    let found = threads.install(|| calibrate(&told, args.draws))?;
    let readings: Vec<Calibrated> = found.iter().map(|found| found.told.clone()).collect();
    let scenario = &told.scenario;
    let mut answer = Answer {
        scenario: scenario.name.clone(),
        estate: told.estate_name(),
        start: scenario.start.to_string(),
        years: scenario.years,
        seed: scenario.seed,
        draws: args.draws,
        readings: readings.iter().map(InSentences::from).collect(),
        files: Vec::new(),
    };
    let table = tables::figures(&scenario.name, &readings)?;
    if let Some(out) = &args.out {
        let mut contents = answer_of(&found, &table)?;
        contents.extend(forms(&chart::which_unknown_matters(&scenario.name, &readings))?);
        answer.files = write(out, &told, &mut contents, &answer, args.draws)?;
    }
    let text = match args.format {
        Format::Json => layout::json(&answer),
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            let about = (&*scenario.name, scenario.years);
            terminal::render(&wording::calibration::calibration(about, &readings, out.as_deref()))
        }
    };
    Ok(Said::done(text))
}

/// The tables that are written beside the answer.
fn answer_of(found: &[Found], table: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    Ok(vec![
        ("calibration.csv".to_owned(), table.as_bytes().to_vec()),
        ("posterior.csv".to_owned(), tables::posterior(found)?.into_bytes()),
    ])
}

const MANIFEST: &str = "calibrate.manifest.json";

/// Everything or nothing; the names of what was written.
fn write(
    out: &Path,
    told: &Told,
    contents: &mut Vec<(String, Vec<u8>)>,
    answer: &Answer,
    draws: u32,
) -> Result<Vec<String>, Failure> {
    let manifest = told.manifest(draws);
    contents.push(("calibration.json".to_owned(), layout::json(answer).into_bytes()));
    Folder::alone(out)?.write_set(MANIFEST, &manifest, contents)?;
    let names = contents.iter().map(|(name, _)| name.clone());
    Ok(names.chain([MANIFEST.to_owned()]).collect())
}

/// Every reading of a scenario calibrated, what that was told, and what made it.
pub(super) struct Worked {
    pub(super) readings: Vec<Calibrated>,
    pub(super) calibration: Calibration,
    pub(super) manifest: Manifest,
}

/// The whole of it.
pub(super) fn work(
    data: &Path,
    named: &str,
    (draws, threads): (u32, usize),
) -> Result<Worked, Failure> {
    let told = Told::open(data, named, &[])?;
    let found = pool(threads)?.install(|| calibrate(&told, draws))?;
    let readings = found.into_iter().map(|found| found.told).collect();
    let manifest = told.manifest(draws);
    Ok(Worked { readings, calibration: told.into_calibration(), manifest })
}

fn calibrate(told: &Told, draws: u32) -> Result<Vec<Found>, Failure> {
    let parts = SimulatorParts::new(told.place()).map_err(failure)?;
    let simulator = Simulator::new(&parts);
    let bar = progress(u64::from(draws));
    let tick = || bar.inc(1);
    let from_prior = Arc::new(simulator.draws(0..draws, |draw| simulator.normals(draw), tick));
    let mut found = Vec::new();
    for (number, reading) in told.readings() {
        bar.set_message(reading.name.clone());
        let calibrated = calibration::calibrate(&simulator, &from_prior, (number, reading), &tick);
        found.push(calibrated.map_err(failure)?);
    }
    bar.finish_and_clear();
    Ok(found)
}

/// Issues are issues; anything else is said in one sentence.
pub(super) fn failure(why: calibration::CalibrationError) -> Failure {
    match why {
        calibration::CalibrationError::Issues(issues) => Failure::Issues(issues),
        other => Failure::Other(other.into()),
    }
}

/// Histories so far: how many there will be depends on how many draws explain the records.
pub(super) fn progress(first: u64) -> ProgressBar {
    progress::bar(Some(first), "{pos} draws (of {len} at first), {elapsed} so far {msg}")
}
