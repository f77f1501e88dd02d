//! `lintel report`: the commissioner's page, with the data of every picture and table beside it.

use super::args::Report as Args;
use super::expand;
use super::forecast::{Extent, play};
use super::{Failure, Said, calibrate, progress, scenarios};
use crate::doors::files;
use crate::doors::files::Folder;
use crate::planning::calibration::Calibrated;
use crate::planning::expansion;
use crate::planning::forecast::{self, Forecast, Manifest, NoFigure, Outline, Whole};
use crate::presentation::chart::{self, Scene};
use crate::presentation::render::terminal;
use crate::presentation::report::{self, Subject};
use crate::presentation::wording;
use anyhow::{Context, anyhow};
use std::path::{Path, PathBuf};
use std::slice;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let folder = one_estate(data, args)?;
    let has = |files: &[&str]| files.iter().all(|file| folder.join(file).is_file());
    let (buys, asks) = (has(&["candidates.csv", "budgets.csv"]), has(&["calibration.toml"]));
    let parts = 1 + usize::from(buys) + usize::from(asks);
    let limits = (args.replications, args.threads);
    progress::part(1, parts, "the forecast");
    let mut played = play(data, slice::from_ref(&args.scenario), Extent::Whole, limits)?;
    let (mut inputs, runs) = forecasts(played.whole)?;
    let mut waiting = Vec::new();
    if let Some(named) = &args.waiting {
        let beside = play(data, slice::from_ref(named), Extent::Whole, limits)?;
        let (more, told) = forecasts(beside.whole)?;
        forecast::take_up(&mut inputs, more);
        played.scenarios.extend(beside.scenarios);
        waiting = told;
    }
    let estate = played.estates.first().context("the scenario has no reading")?;
    let mut expansion = None;
    if buys {
        progress::part(2, parts, "what to add");
        let expand::Worked { report, manifest } = expand::work(data, &args.expand())?;
        forecast::take_up(&mut inputs, manifest.inputs);
        expansion = Some(report);
    }
    let mut calibration = None;
    if asks {
        progress::part(parts, parts, "what the records allow, and what to measure");
        let worked = calibrate::work(data, &args.scenario, (args.draws(), args.threads))?;
        forecast::take_up(&mut inputs, worked.manifest.inputs.clone());
        calibration = Some(worked);
    }
    let readings = calibration.as_ref().map_or(&[][..], |worked| &worked.readings);
    let outlines = runs.iter().chain(&waiting).map(|(outline, _)| outline.run.clone());
    let manifest = Manifest::of(inputs, outlines.collect());
    let shown: Vec<Forecast> = runs.iter().map(|(_, forecast)| forecast.clone()).collect();
    let pictures = pictures(&shown, expansion.as_ref(), (&args.scenario, readings))
        .map_err(anyhow::Error::from)?;
    let subject = Subject {
        estate,
        evidence: &played.evidence,
        scenarios: &played.scenarios,
        runs: &runs,
        waiting: &waiting,
        expansion: expansion.as_ref(),
        calibration: readings,
        unknowns: calibration.as_ref().map(|worked| &worked.calibration),
        is_quick: args.quick,
        pictures: &pictures,
        manifest: &manifest,
        command: &command(args),
    };
    let page = report::report(&subject).map_err(anyhow::Error::from)?;
    let mut contents = vec![("report.html".to_owned(), page.html)];
    contents.extend(page.data);
    let table = forecast::combine(&shown).map_err(anyhow::Error::from)?;
    contents.push(("forecast.csv".to_owned(), table));
    write(&args.out, &manifest, &mut contents)?;
    Ok(Said::done(said(&args.out, (&page.title, &page.left_out), &contents)))
}

const MANIFEST: &str = "report.manifest.json";

/// All files and, last, the manifest that names them; what an earlier page left behind goes.
fn write(
    out: &Path,
    manifest: &Manifest,
    contents: &mut Vec<(String, String)>,
) -> Result<(), Failure> {
    let bytes: Vec<(String, Vec<u8>)> =
        contents.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
    Folder::alone(out)?.write_set(MANIFEST, manifest, &bytes)?;
    contents.push((MANIFEST.to_owned(), String::new()));
    Ok(())
}

/// The folder of the estate that the page is about; a scenario told beside it must be of the same, with somebody who waits.
fn one_estate(data: &Path, args: &Args) -> Result<PathBuf, Failure> {
    let geography = files::geography(data)?;
    let open = |named: &str| -> Result<(PathBuf, bool), Failure> {
        let opened = scenarios::open(data, named, &geography)?;
        let first = opened.scenarios.first().ok_or_else(|| anyhow!("{named} has no reading"))?;
        let folder = files::scenario_estate(data, &first.estate, &opened.file)?;
        Ok((folder, opened.scenarios.iter().all(|scenario| scenario.waiting.is_some())))
    };
    let (folder, _) = open(&args.scenario)?;
    let Some(named) = &args.waiting else { return Ok(folder) };
    let (other, waits) = open(named)?;
    let whole = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if whole(&other) != whole(&folder) {
        return Err(Failure::Usage(format!(
            "--waiting {named} is about another estate than {} ({} and {}): name a scenario of the same estate",
            args.scenario,
            other.display(),
            folder.display()
        )));
    }
    if !waits {
        return Err(Failure::Usage(format!(
            "--waiting {named}: nobody waits in that scenario; name one with [waiting]"
        )));
    }
    Ok(folder)
}

/// Pictures of the forecast, of what to add and of what to measure.
fn pictures<'a>(
    forecasts: &'a [Forecast],
    expansion: Option<&'a expansion::ExpansionReport>,
    (scenario, calibration): (&str, &'a [Calibrated]),
) -> Result<Vec<Scene<'a>>, NoFigure> {
    let (mut scenes, _) = chart::of_forecasts(forecasts)?;
    scenes.extend(expansion.into_iter().flat_map(chart::of_expansion));
    if !calibration.is_empty() {
        scenes.push(chart::which_unknown_matters(scenario, calibration));
    }
    Ok(scenes)
}

type Inputs = std::collections::BTreeMap<String, String>;

/// Each run with its table.
fn forecasts(whole: Whole) -> Result<(Inputs, Vec<(Outline, Forecast)>), Failure> {
    let mut runs = Vec::new();
    for (outline, tables) in whole.runs {
        let forecast = Forecast::of(&outline, &tables).map_err(anyhow::Error::from)?;
        runs.push((outline, forecast));
    }
    if runs.is_empty() {
        return Err(anyhow!("the scenario has no reading").into());
    }
    Ok((whole.inputs, runs))
}

/// A scenario's name, where it was said with the way to it: no page repeats where files lie.
fn plain(named: &str) -> &str {
    if named.contains(['/', '\\']) {
        Path::new(named).file_stem().and_then(|stem| stem.to_str()).unwrap_or(named)
    } else {
        named
    }
}

/// What makes the same page again.
fn command(args: &Args) -> String {
    let mut words = vec!["lintel report".to_owned(), plain(&args.scenario).to_owned()];
    words.extend(args.waiting.iter().map(|waiting| format!("--waiting {}", plain(waiting))));
    words.extend(args.replications.map(|replications| format!("--replications {replications}")));
    words.extend(args.quick.then(|| "--quick".to_owned()));
    words.push("--out report".to_owned());
    words.join(" ")
}

fn said(out: &Path, (title, left_out): (&str, &[String]), contents: &[(String, String)]) -> String {
    let page = out.join("report.html").display().to_string();
    let others: Vec<&str> = contents.iter().skip(1).map(|(name, _)| name.as_str()).collect();
    terminal::render(&wording::files::page(title, &page, &others, left_out))
}
