//! `lintel calibrate`: what each reading of the evidence allows, as a table for a person, CSV or JSON.

mod answer;
mod kept;
mod tables;

pub(super) use self::answer::Answer;

use self::answer::InSentences;
use super::args::{Calibrate as Args, Format};
use super::outputs::CALIBRATE;
use super::progress::Shown;
use super::{Failure, Said, layout};
use crate::doors::files::scenarios::{KEPT, posterior_folder};
use crate::doors::files::{Coming, DataFolder, Folder, Text};
use crate::doors::tasks::planning::Told;
use crate::doors::tasks::planning::calibrate::calibrate;
use crate::doors::tasks::planning::pictures::{Contents, forms};
use crate::planning::calibration::Calibrated;
use crate::presentation::chart;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let data = DataFolder::open(data)?;
    let records = args.records.as_deref().map(Text::read).transpose()?;
    let told = Told::open_with(&data, (&args.scenario, records), &args.only)?;
    let kept_in = args.keep.then(|| posterior_folder(&data.path, &told.scenario.name));
    if let Some(folder) = &kept_in {
        Coming::set(KEPT_MANIFEST, [KEPT.to_owned()], []).refuse_where_it_cannot(folder)?;
    }
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
        let pictures = forms(&chart::which_unknown_matters(&scenario.name, &readings))?;
        let draws = tables::posterior(&found)?;
        answer.files = write(out, &told, (&answer, [&table, &draws], pictures))?;
    }
    if let Some(folder) = kept_in {
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

const KEPT_MANIFEST: &str = "manifest.json";

/// Everything or nothing; the names of what was written.
fn write(
    out: &Path,
    told: &Told<'_>,
    (answer, [table, draws], pictures): (&Answer, [&String; 2], Contents),
) -> Result<Vec<String>, Failure> {
    let manifest = told.manifest(answer.draws);
    let json = layout::json(answer);
    let mut contents =
        CALIBRATE.filled([table, draws, &json].map(|text| text.clone().into_bytes()));
    contents.splice(2..2, pictures);
    Folder::alone(out)?.write_set(CALIBRATE.manifest, &manifest, &contents)?;
    let names = contents.iter().map(|(name, _)| name.clone());
    Ok(names.chain([CALIBRATE.manifest.to_owned()]).collect())
}
