//! What a forecast leaves behind: tables, pictures and manifest in a folder, and a summary.
//!
//! One run and merged shards pass through here alike.

use super::args::Format;
use super::data_source::made_from;
use super::outputs::FORECAST;
use super::{Failure, Said, layout};
use crate::doors::files::Folder;
use crate::doors::tasks::planning::pictures::{self, Drawn};
use crate::planning::forecast::{
    self, Figures, Forecast, Manifest, NoFigure, Outline, Reached, Whole,
};
use crate::presentation::chart::Skipped;
use crate::presentation::render::terminal;
use crate::presentation::wording::{self, files::Pictured};
use crate::service::vault::Mark;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// Writes everything and says what came out.
pub(super) fn publish(
    (out, format): (&Path, Format),
    whole: Whole,
    head: Option<&Mark>,
) -> Result<Said, Failure> {
    let Whole { inputs, runs } = whole;
    let (mut forecasts, mut outlines) = (Vec::new(), Vec::new());
    for (outline, tables) in runs {
        forecasts.push(Forecast::of(&outline, &tables).map_err(anyhow::Error::from)?);
        outlines.push(outline);
    }
    let manifest = Manifest::of(inputs, outlines.iter().map(|o| o.run.clone()).collect());
    let written = write(out, &forecasts, &manifest)?;
    let text = match format {
        Format::Json => {
            let answer = told(&outlines, &forecasts, &written).map_err(anyhow::Error::from)?;
            layout::json(&Answer { register: head, ..answer })
        }
        Format::Csv => combined(&forecasts)?,
        Format::Table => {
            table(&outlines, &forecasts, out, &written).map_err(anyhow::Error::from)?
                + &made_from(head)
        }
    };
    Ok(Said::done(text))
}

fn combined(forecasts: &[Forecast]) -> Result<String, Failure> {
    Ok(forecast::combine(forecasts).map_err(anyhow::Error::from)?)
}

/// What lies in the folder afterwards.
#[derive(Debug)]
struct Written {
    files: Vec<String>,
    /// Names of pictures, without their endings.
    pictures: Vec<&'static str>,
    skipped: Vec<Skipped>,
}

fn write(out: &Path, forecasts: &[Forecast], manifest: &Manifest) -> Result<Written, Failure> {
    let Drawn { contents, scenes, skipped } = pictures::of_forecasts(forecasts)?;
    let pictures = scenes.iter().map(|scene| scene.name).collect();
    Folder::alone(out)?.write_set(FORECAST.manifest, manifest, &contents)?;
    let mut files: Vec<String> = contents.into_iter().map(|(name, _)| name).collect();
    files.insert(1, FORECAST.manifest.to_owned());
    Ok(Written { files, pictures, skipped })
}

/// The summary as other software reads it.
#[derive(Debug, Serialize, JsonSchema)]
struct Told {
    scenario: String,
    reading: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Reached>,
    figures: Figures,
    summary: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Answer<'a> {
    forecasts: Vec<Told>,
    files: &'a [String],
    pictures_left_out: Vec<LeftOut>,
    /// The register that it was made from, and how far that had come.
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<&'a Mark>,
}

/// A picture for which there was nothing to show.
#[derive(Debug, Serialize, JsonSchema)]
struct LeftOut {
    picture: &'static str,
    why: &'static str,
}

fn told<'a>(
    outlines: &[Outline],
    forecasts: &[Forecast],
    written: &'a Written,
) -> Result<Answer<'a>, NoFigure> {
    let told = |(outline, forecast): (&Outline, &Forecast)| {
        Ok(Told {
            scenario: outline.run.scenario.clone(),
            reading: outline.run.reading.clone(),
            precision: outline.run.precision.clone(),
            figures: forecast::figures(outline, forecast)?,
            summary: summary(outline, forecast)?,
        })
    };
    let forecasts = outlines.iter().zip(forecasts).map(told).collect::<Result<_, _>>()?;
    let left_out = |skipped: &Skipped| LeftOut { picture: skipped.name, why: skipped.why };
    let pictures_left_out = written.skipped.iter().map(left_out).collect();
    Ok(Answer { forecasts, files: &written.files, pictures_left_out, register: None })
}

/// The sentences of a forecast, for other software as for a person.
fn summary(outline: &Outline, forecast: &Forecast) -> Result<Vec<String>, NoFigure> {
    let said = wording::forecast::summary(outline, forecast)?;
    Ok(said.iter().map(|text| text.words(&terminal::command)).collect())
}

fn table(
    outlines: &[Outline],
    forecasts: &[Forecast],
    out: &Path,
    written: &Written,
) -> Result<String, NoFigure> {
    let runs: Vec<(&Outline, &Forecast)> = outlines.iter().zip(forecasts).collect();
    let skipped: Vec<_> =
        written.skipped.iter().map(|skipped| (skipped.name, skipped.why)).collect();
    let files = Pictured {
        folder: &out.display().to_string(),
        files: &[FORECAST.files[0], FORECAST.manifest],
        pictures: &written.pictures,
        skipped: &skipped,
    };
    Ok(terminal::render(&wording::forecast::forecast(&runs, &files)?))
}
