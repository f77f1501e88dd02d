//! What a forecast leaves behind: tables, pictures and manifest in a folder, and a summary.
//!
//! One run and merged shards pass through here alike.

use super::args::Format;
use super::{Failure, Said, layout};
use crate::chart::{self, Picture};
use crate::forecast::{self, Forecast, Manifest, Outline, Reached, Whole};
use anyhow::Context;
use serde::Serialize;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Writes everything and says what came out.
pub(super) fn publish(out: &Path, format: Format, whole: Whole) -> Result<Said, Failure> {
    let Whole { inputs, runs } = whole;
    let mut forecasts = Vec::new();
    for (outline, tables) in &runs {
        let (run, days) = (&outline.run, outline.quarter_days.clone());
        let rows = tables.rows(outline);
        let forecast = Forecast::new(&run.scenario, &run.reading, days, &rows);
        forecasts.push(forecast.map_err(anyhow::Error::from)?);
    }
    let outlines: Vec<Outline> = runs.into_iter().map(|(outline, _)| outline).collect();
    let manifest = Manifest::of(inputs, outlines.iter().map(|o| o.run.clone()).collect());
    let written = write(out, &forecasts, &manifest)?;
    let text = match format {
        Format::Json => layout::json(&told(&outlines, &forecasts, &written)),
        Format::Csv => combined(&forecasts)?,
        Format::Table => table(&outlines, &forecasts, out, &written),
    };
    Ok(Said::done(text))
}

fn combined(forecasts: &[Forecast]) -> Result<String, Failure> {
    Ok(forecast::combine(forecasts).map_err(anyhow::Error::from)?)
}

fn pictures(forecasts: &[Forecast]) -> Result<[Picture; 2], Failure> {
    let fan = chart::unmet_need_by_quarter(forecasts).map_err(anyhow::Error::from)?;
    let who = chart::who_is_turned_away(forecasts).map_err(anyhow::Error::from)?;
    Ok([fan, who])
}

fn write(out: &Path, forecasts: &[Forecast], manifest: &Manifest) -> Result<Vec<String>, Failure> {
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
    make_folder(out)?;
    write_all(out, &contents)?;
    Ok(contents.into_iter().map(|(name, _)| name).collect())
}

/// Makes the folder for results, if it is not there.
pub(super) fn make_folder(out: &Path) -> Result<(), Failure> {
    Ok(fs::create_dir_all(out).with_context(|| {
        format!("the folder {} cannot be made; choose another --out", out.display())
    })?)
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
        // On the disk before it has its name: no machine that dies leaves half of it under that name.
        let mut file = File::create(beside(name)).with_context(cannot)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).with_context(cannot)
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
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Reached>,
    summary: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    forecasts: Vec<Told>,
    files: &'a [String],
}

fn told<'a>(outlines: &[Outline], forecasts: &[Forecast], files: &'a [String]) -> Answer<'a> {
    let forecasts = outlines
        .iter()
        .zip(forecasts)
        .map(|(outline, forecast)| Told {
            scenario: outline.run.scenario.clone(),
            reading: outline.run.reading.clone(),
            precision: outline.run.precision.clone(),
            summary: forecast::summary(outline, forecast),
        })
        .collect();
    Answer { forecasts, files }
}

fn table(outlines: &[Outline], forecasts: &[Forecast], out: &Path, written: &[String]) -> String {
    let mut text = String::new();
    for (outline, forecast) in outlines.iter().zip(forecasts) {
        text += &layout::wrapped("", &forecast.title());
        for sentence in forecast::summary(outline, forecast) {
            text += &layout::wrapped("  ", &sentence);
        }
        text.push('\n');
    }
    if outlines.iter().any(|outline| !outline.run.reading.is_empty()) {
        text += &layout::wrapped(
            "",
            "The readings stand side by side because the evidence disagrees; their average means nothing, and the truth may lie outside both.",
        );
        text.push('\n');
    }
    text += &layout::wrapped("", &format!("Written to {}: {}.", out.display(), written.join(", ")));
    text
}
