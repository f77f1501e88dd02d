//! `lintel forecast`: scenarios run side by side, with tables, pictures and a summary.

use super::args::{Forecast as Args, Format};
use super::scenarios::{self, Opened};
use super::{Failure, Said, files, is_watched, layout};
use crate::chart::{self, Picture};
use crate::demand;
use crate::estate::Estate;
use crate::forecast::{self, Forecast, Manifest};
use crate::geography::Geography;
use crate::scenario::Scenario;
use crate::simulation::Model;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let (evidence, evidence_text) = scenarios::evidence(data)?;
    let geography = files::geography(data)?;
    let mut opened = Vec::new();
    for named in &args.scenarios {
        opened.push(scenarios::open(data, named, &evidence, &geography)?);
    }
    override_replications(&mut opened, args.replications);
    let mut jobs = Vec::new();
    for open in &opened {
        for scenario in &open.scenarios {
            let folder = files::scenario_estate(data, &scenario.estate, &open.file)?;
            let estate = files::estate(&folder, &geography)?;
            jobs.push(Job { scenario, file: &open.file, folder, estate });
        }
    }
    refuse_namesakes(&jobs)?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.min(MOST_THREADS))
        .build()
        .context("the threads asked for cannot be started; give fewer with --threads")?;
    let forecasts = threads.install(|| run_jobs(&jobs, &geography))?;
    let mut inputs = opened.iter().flat_map(scenario_inputs).collect::<Vec<_>>();
    inputs.extend(
        evidence_text.iter().map(|text| ("evidence/evidence.csv".to_owned(), text.text.clone())),
    );
    inputs.extend(estate_inputs(data, jobs.iter().map(|job| &*job.folder))?);
    let scenarios: Vec<Scenario> = jobs.iter().map(|job| job.scenario.clone()).collect();
    let manifest =
        Manifest::new(&scenarios, inputs.iter().map(|(role, text)| (role.clone(), text.as_str())));
    let written = write(&args.out, &forecasts, &manifest)?;
    let text = match args.format {
        Format::Json => layout::json(&told(&scenarios, &forecasts, &written)),
        Format::Csv => combined(&forecasts)?,
        Format::Table => table(&scenarios, &forecasts, &args.out, &written),
    };
    Ok(Said::done(text))
}

/// More threads than any machine has processors only cost time to start.
pub(super) const MOST_THREADS: usize = 64;

/// One scenario in one reading, with its estate.
struct Job<'a> {
    scenario: &'a Scenario,
    file: &'a str,
    folder: PathBuf,
    estate: Estate,
}

/// Two runs of one name could not be told apart in the table.
fn refuse_namesakes(jobs: &[Job<'_>]) -> Result<(), Failure> {
    let mut names = BTreeSet::new();
    for Job { scenario, .. } in jobs {
        if !names.insert((&scenario.name, &scenario.reading)) {
            let name = &scenario.name;
            return Err(anyhow::anyhow!("two of the scenarios are named \"{name}\": give each its own name, or run them apart").into());
        }
    }
    Ok(())
}

fn override_replications(opened: &mut [Opened], replications: Option<u32>) {
    if let Some(replications) = replications {
        for scenario in opened.iter_mut().flat_map(|open| &mut open.scenarios) {
            scenario.replications = replications;
        }
    }
}

fn run_jobs(jobs: &[Job<'_>], geography: &Geography) -> Result<Vec<Forecast>, Failure> {
    let bar = progress(jobs.iter().map(|job| u64::from(job.scenario.replications)).sum());
    let mut forecasts = Vec::new();
    for job in jobs {
        let demand = demand::build(job.file, job.scenario, &job.estate, geography)?;
        let model = Model::new(job.scenario, &job.estate, geography, &demand);
        let tables = forecast::run(&model, || bar.inc(1)).map_err(anyhow::Error::from)?;
        let rows = tables.rows(&model);
        let days = model.calendar.quarter_days.clone();
        let forecast = Forecast::new(&job.scenario.name, &job.scenario.reading, days, &rows);
        forecasts.push(forecast.map_err(anyhow::Error::from)?);
    }
    bar.finish_and_clear();
    Ok(forecasts)
}

fn progress(replications: u64) -> ProgressBar {
    if !is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} histories, {eta} left");
    ProgressBar::new(replications)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

pub(super) fn scenario_inputs(open: &Opened) -> Vec<(String, String)> {
    let name = |text: &files::Text| {
        Path::new(&text.file)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    open.texts.iter().map(|text| (format!("scenarios/{}", name(text)), text.text.clone())).collect()
}

/// The files of estates and their geography, each by its role.
pub(super) fn estate_inputs<'a>(
    data: &Path,
    folders: impl Iterator<Item = &'a Path>,
) -> Result<Vec<(String, String)>, Failure> {
    let mut inputs = Vec::new();
    for folder in folders {
        let name =
            folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for file in ["provider.toml", "settings.csv", "units.csv", "occupancy.csv"] {
            let path = folder.join(file);
            if path.is_file() {
                inputs.push((format!("{name}/{file}"), files::Text::read(&path)?.text));
            }
        }
    }
    for file in ["postcodes.csv", "sectors.csv", "wards.csv"] {
        let text = files::Text::read(&data.join("geography").join(file))?;
        inputs.push((format!("geography/{file}"), text.text));
    }
    Ok(inputs)
}

fn combined(forecasts: &[Forecast]) -> Result<String, Failure> {
    Ok(forecast::combine(forecasts).map_err(anyhow::Error::from)?)
}

fn pictures(forecasts: &[Forecast]) -> Result<[Picture; 2], Failure> {
    let fan = chart::unmet_need_by_quarter(forecasts).map_err(anyhow::Error::from)?;
    let who = chart::who_is_turned_away(forecasts).map_err(anyhow::Error::from)?;
    Ok([fan, who])
}

/// Writes everything, each file whole: a file is written beside its place and then moved there.
fn write(out: &Path, forecasts: &[Forecast], manifest: &Manifest) -> Result<Vec<String>, Failure> {
    fs::create_dir_all(out).with_context(|| {
        format!("the folder {} cannot be made; choose another --out", out.display())
    })?;
    let mut contents = vec![
        ("forecast.csv".to_owned(), combined(forecasts)?.into_bytes()),
        ("manifest.json".to_owned(), layout::json(manifest).into_bytes()),
    ];
    for picture in pictures(forecasts)? {
        let name = |ending: &str| format!("{}.{ending}", picture.name);
        contents.push((name("svg"), picture.svg.into_bytes()));
        contents.push((name("png"), picture.png));
        contents.push((name("csv"), picture.csv.into_bytes()));
        contents.push((name("txt"), format!("{}\n", picture.text).into_bytes()));
    }
    write_all(out, &contents)?;
    Ok(contents.into_iter().map(|(name, _)| name).collect())
}

/// All files or none: each is written beside its place, and only when all are there are they moved.
pub(super) fn write_all(out: &Path, contents: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let beside = |name: &str| out.join(format!(".{name}.part"));
    let written = contents.iter().try_for_each(|(name, bytes)| {
        let path = out.join(name);
        let cannot = || format!("{} cannot be written; choose another --out", path.display());
        if path.is_dir() {
            anyhow::bail!("{}: a folder stands there", cannot());
        }
        fs::write(beside(name), bytes).with_context(cannot)
    });
    let moved = written.and_then(|()| {
        contents.iter().try_for_each(|(name, _)| {
            let path = out.join(name);
            let cannot = || format!("{} cannot be written; choose another --out", path.display());
            fs::rename(beside(name), &path).with_context(cannot)
        })
    });
    if moved.is_err() {
        for (name, _) in contents {
            drop(fs::remove_file(beside(name)));
        }
    }
    Ok(moved?)
}

/// The summary as other software reads it.
#[derive(Debug, Serialize)]
struct Told {
    scenario: String,
    reading: String,
    summary: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    forecasts: Vec<Told>,
    files: &'a [String],
}

fn told<'a>(scenarios: &[Scenario], forecasts: &[Forecast], files: &'a [String]) -> Answer<'a> {
    let forecasts = scenarios
        .iter()
        .zip(forecasts)
        .map(|(scenario, forecast)| Told {
            scenario: scenario.name.clone(),
            reading: scenario.reading.clone(),
            summary: forecast::summary(scenario, forecast),
        })
        .collect();
    Answer { forecasts, files }
}

fn table(scenarios: &[Scenario], forecasts: &[Forecast], out: &Path, written: &[String]) -> String {
    let mut text = String::new();
    for (scenario, forecast) in scenarios.iter().zip(forecasts) {
        text += &layout::wrapped("", &forecast.title());
        for sentence in forecast::summary(scenario, forecast) {
            text += &layout::wrapped("  ", &sentence);
        }
        text.push('\n');
    }
    if scenarios.iter().any(|scenario| !scenario.reading.is_empty()) {
        text += &layout::wrapped(
            "",
            "The readings stand side by side because the evidence disagrees; their average means nothing, and the truth may lie outside both.",
        );
        text.push('\n');
    }
    text += &layout::wrapped("", &format!("Written to {}: {}.", out.display(), written.join(", ")));
    text
}
