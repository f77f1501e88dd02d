//! `lintel calibrate`: what each reading of the evidence allows, as a table for a person, CSV or JSON.

mod answer;
mod kept;
mod tables;

pub(super) use self::answer::Answer;

use self::answer::InSentences;
use super::args::{Calibrate as Args, Format};
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::doors::files::scenarios::{KEPT, posterior_folder};
use crate::doors::files::{DataFolder, Folder, Text};
use crate::doors::tasks::planning::Told;
use crate::doors::tasks::planning::calibrate::calibrate;
use crate::doors::tasks::planning::pictures::forms;
use crate::planning::calibration::{Calibrated, Found};
use crate::presentation::chart;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let data = DataFolder::open(data)?;
    let records = args.records.as_deref().map(Text::read).transpose()?;
    let told = Told::open_with(&data, (&args.scenario, records), &args.only)?;
    let found = calibrate(&told, (args.draws, args.run.threads), &Shown)?;
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
    if args.keep {
        let folder = posterior_folder(&data.path, &scenario.name);
        let kept = vec![(KEPT.to_owned(), kept::posterior(&told, &found)?.into_bytes())];
        let manifest = told.manifest(args.draws);
        Folder::alone(&folder)?.write_set(KEPT_MANIFEST, &manifest, &kept)?;
        let names = [KEPT, KEPT_MANIFEST].map(|name| folder.join(name).display().to_string());
        answer.files.extend(names);
    }
    let text = match args.run.format {
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

const KEPT_MANIFEST: &str = "manifest.json";

/// Everything or nothing; the names of what was written.
fn write(
    out: &Path,
    told: &Told<'_>,
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
