//! `lintel check`: says everything that is wrong with files, and uses none of them.

use super::args::{Check, FileKind};
use super::{Failure, Said, files, layout, scenarios};
use crate::demand;
use crate::estate::Estate;
use crate::evidence::{self, Evidence};
use crate::geography::Geography;
use crate::reading::Issues;
use crate::scenario;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Check) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let (evidence, _) = scenarios::evidence(data)?;
    let mut issues = Issues::default();
    let mut said = String::new();
    let mut home: Option<Estate> = None;
    for path in &args.files {
        let checked = match kind_of(path, args.kind) {
            FileKind::Estate => check_estate(path, &geography),
            FileKind::Evidence => check_evidence(path),
            FileKind::Scenario => check_scenario(data, path, &geography, &evidence),
            FileKind::Referral => {
                if home.is_none() {
                    let folder = files::estate_folder(data, args.estate.as_deref())?;
                    home = Some(files::estate(&folder, &geography)?);
                }
                home.as_ref().map_or_else(
                    || Ok(String::new()),
                    |estate| check_referral(path, estate, &geography),
                )
            }
        };
        match checked {
            Ok(line) => said += &line,
            Err(Failure::Issues(found)) => issues.extend(found),
            Err(other) => return Err(other),
        }
    }
    if issues.is_empty() {
        let none = layout::json(&issues);
        let json = args.format == super::args::AnswerFormat::Json;
        return Ok(Said::done(if json { none } else { said }));
    }
    Err(issues.into())
}

/// By what it is called, or else by what it says.
fn kind_of(path: &Path, said: Option<FileKind>) -> FileKind {
    const OF_AN_ESTATE: [&str; 4] = ["provider.toml", "settings.csv", "units.csv", "occupancy.csv"];
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let looks_like_scenario =
        || files::Text::read(path).is_ok_and(|text| scenario::looks_like_one(&text.text));
    said.unwrap_or_else(|| match name.as_str() {
        name if path.is_dir() || OF_AN_ESTATE.contains(&name) => FileKind::Estate,
        "evidence.csv" => FileKind::Evidence,
        _ if path.extension().is_some_and(|e| e == "toml") && looks_like_scenario() => {
            FileKind::Scenario
        }
        _ => FileKind::Referral,
    })
}

fn check_evidence(path: &Path) -> Result<String, Failure> {
    let text = files::Text::read(path)?;
    let figures = evidence::read(text.source())?.iter().count();
    let figures = layout::count(figures, "figure", "figures");
    Ok(format!("{}: in order; {figures} with their sources\n", path.display()))
}

fn check_scenario(
    data: &Path,
    path: &Path,
    geography: &Geography,
    evidence: &Evidence,
) -> Result<String, Failure> {
    let opened = scenarios::open(&path.display().to_string(), evidence)?;
    for scenario in &opened.scenarios {
        let folder = files::scenario_estate(data, &scenario.estate, &opened.file)?;
        let estate = files::estate(&folder, geography)?;
        demand::build(&opened.file, scenario, &estate, geography)?;
    }
    let runs = layout::count(opened.scenarios.len(), "run", "runs");
    Ok(format!("{}: in order; a scenario of {runs}\n", path.display()))
}

/// The whole estate, also where one of its files is named: they only make sense together.
fn check_estate(path: &Path, geography: &Geography) -> Result<String, Failure> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let estate = files::estate(folder, geography)?;
    let (units, residents) = (estate.units.len(), estate.residents.len());
    Ok(format!(
        "{}: in order; an estate of {} with {}\n",
        path.display(),
        layout::count(units, "unit", "units"),
        layout::count(residents, "household living there", "households living there"),
    ))
}

fn check_referral(path: &Path, estate: &Estate, geography: &Geography) -> Result<String, Failure> {
    let (referral, _) = files::referral(path, estate, geography)?;
    let people = layout::count(referral.people.len(), "person", "people");
    Ok(format!("{}: in order; a referral for {people}\n", path.display()))
}
