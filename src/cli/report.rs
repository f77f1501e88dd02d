//! `lintel report`: the commissioner's page, with the data of every picture and table beside it.

use super::args::Report as Args;
use super::expand::{self, Worked};
use super::forecast::{Extent, play};
use super::publish::{make_folder, write_all};
use super::{Failure, Said, calibrate, layout};
use crate::calibration::Calibrated;
use crate::chart::{self, Picture, Tornado};
use crate::expansion;
use crate::forecast::{self, Forecast, Manifest, Outline, Whole};
use crate::report::{self, Subject};
use anyhow::{Context, anyhow};
use std::path::Path;
use std::slice;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let limits = (args.replications, args.threads);
    let played = play(data, slice::from_ref(&args.scenario), Extent::Whole, limits)?;
    let (mut inputs, runs) = forecasts(played.whole)?;
    let mut waiting = Vec::new();
    if let Some(named) = &args.waiting {
        let beside = play(data, slice::from_ref(named), Extent::Whole, limits)?;
        let (more, told) = forecasts(beside.whole)?;
        forecast::take_up(&mut inputs, more);
        waiting = told;
    }
    let estate = played.estates.first().context("the scenario has no reading")?;
    let folder = played.folders.first().context("the scenario has no reading")?;
    let has = |files: &[&str]| files.iter().all(|file| folder.join(file).is_file());
    let mut expansion = None;
    if has(&["candidates.csv", "budgets.csv"]) {
        let Worked { report, manifest } = expand::work(data, &args.expand())?;
        forecast::take_up(&mut inputs, manifest.inputs);
        expansion = Some(report);
    }
    let mut calibration = Vec::new();
    if has(&["calibration.toml"]) {
        let how = (args.draws(), args.threads);
        let (readings, manifest) = calibrate::work(data, &args.scenario, how)?;
        forecast::take_up(&mut inputs, manifest.inputs);
        calibration = readings;
    }
    let outlines = runs.iter().chain(&waiting).map(|(outline, _)| outline.run.clone());
    let manifest = Manifest::of(inputs, outlines.collect());
    let shown: Vec<Forecast> = runs.iter().map(|(_, forecast)| forecast.clone()).collect();
    let pictures = pictures(&shown, expansion.as_ref(), (&args.scenario, &calibration))?;
    let subject = Subject {
        estate,
        evidence: &played.evidence,
        runs: &runs,
        waiting: &waiting,
        expansion: expansion.as_ref(),
        calibration: &calibration,
        is_quick: args.quick,
        pictures: &pictures,
        manifest: &manifest,
        command: &command(args),
    };
    let page = report::report(&subject).map_err(anyhow::Error::from)?;
    let mut contents = vec![("report.html".to_owned(), page.html.into_bytes())];
    contents.extend(page.data.into_iter().map(|(name, csv)| (name, csv.into_bytes())));
    let table = forecast::combine(&shown).map_err(anyhow::Error::from)?;
    contents.push(("forecast.csv".to_owned(), table.into_bytes()));
    contents.push(("manifest.json".to_owned(), layout::json(&manifest).into_bytes()));
    make_folder(&args.out)?;
    write_all(&args.out, &contents)?;
    Ok(Said::done(said(&args.out, &page.title, &contents)))
}

/// Pictures of the forecast, of what to add and of what to measure.
fn pictures(
    forecasts: &[Forecast],
    expansion: Option<&expansion::Report>,
    (scenario, calibration): (&str, &[Calibrated]),
) -> Result<Vec<Picture>, Failure> {
    let (mut pictures, _) = chart::pictures(forecasts).map_err(anyhow::Error::from)?;
    if let Some(report) = expansion {
        pictures.extend(chart::expansion_pictures(report).map_err(anyhow::Error::from)?);
    }
    if !calibration.is_empty() {
        let tornado = Tornado { scenario, readings: calibration };
        pictures.push(tornado.draw().map_err(anyhow::Error::from)?);
    }
    Ok(pictures)
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

/// What makes the same page again.
fn command(args: &Args) -> String {
    let mut words = vec!["lintel report".to_owned(), args.scenario.clone()];
    words.extend(args.waiting.iter().map(|waiting| format!("--waiting {waiting}")));
    words.extend(args.replications.map(|replications| format!("--replications {replications}")));
    words.extend(args.quick.then(|| "--quick".to_owned()));
    words.push("--out report".to_owned());
    words.join(" ")
}

fn said(out: &Path, title: &str, contents: &[(String, Vec<u8>)]) -> String {
    let page = out.join("report.html");
    let others: Vec<&str> = contents.iter().skip(1).map(|(name, _)| name.as_str()).collect();
    let mut text = layout::wrapped("", title);
    text += &layout::wrapped(
        "",
        &format!("The page: {}. It needs no network and no scripts.", page.display()),
    );
    text + &layout::wrapped("Its figures, beside it: ", &others.join(", "))
}
