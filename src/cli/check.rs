//! `lintel check`: says everything that is wrong with files, and uses none of them.

use super::args::{Check, FileKind};
use super::{Failure, Said, files, layout, scenarios};
use crate::demand;
use crate::estate::Estate;
use crate::evidence::Evidence;
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

fn kind_of(path: &Path, said: Option<FileKind>) -> FileKind {
    said.unwrap_or_else(|| {
        let looks_like_scenario =
            || files::Text::read(path).is_ok_and(|text| scenario::looks_like_one(&text.text));
        match path {
            folder if folder.is_dir() => FileKind::Estate,
            file if file.extension().is_some_and(|e| e == "toml") && looks_like_scenario() => {
                FileKind::Scenario
            }
            _ => FileKind::Referral,
        }
    })
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

fn check_estate(path: &Path, geography: &Geography) -> Result<String, Failure> {
    let estate = files::estate(path, geography)?;
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
