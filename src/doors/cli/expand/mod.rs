//! `lintel expand`: what to add within a budget, as a table for a person, CSV or JSON, with pictures.

mod csv;
mod texts;

pub(super) use texts::Texts;

use super::args::{Expand as Args, Format};
use super::forecast::scenario_inputs;
use super::publish::forms;
use super::scenarios::{self, Opened};
use super::threads::pool;
use super::{Failure, Said, layout, progress};
use crate::base::geography::Geography;
use crate::base::parse::{At, Code, Issues, Sink};
use crate::doors::files::Folder;
use crate::doors::files::{self, Text};
use crate::inputs::estate::Estate;
use crate::planning::expansion::{
    self, Aim, Budget, Candidate, ExpansionReport, ModelParts, Models, Question, STEPS, StudyError,
};
use crate::planning::forecast::Manifest;
use crate::presentation::chart;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use std::path::{Path, PathBuf};

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let Worked { report, manifest } = work(data, args)?;
    let table = csv::table(&report)?;
    if let Some(out) = &args.out {
        write(out, &report, &table, &manifest)?;
    }
    let text = match args.format {
        Format::Json => layout::json(&report),
        Format::Csv => table,
        Format::Table => {
            let out = args.out.as_ref().map(|out| out.display().to_string());
            terminal::render(&wording::expansion::expansion(&report, out.as_deref()))
        }
    };
    Ok(Said::done(text))
}

/// A study and what made it.
pub(super) struct Worked {
    pub(super) report: ExpansionReport,
    pub(super) manifest: Manifest,
}

/// The whole study.
pub(super) fn work(data: &Path, args: &Args) -> Result<Worked, Failure> {
    let geography = files::geography(data)?;
    let mut opened = scenarios::open(data, &args.scenario, &geography)?;
    for scenario in &mut opened.scenarios {
        scenario.replications = args.replications;
    }
    let folder = folder(data, &opened)?;
    let (estate, read_of_it) = files::estate_read(&folder, &geography)?;
    let texts = Texts::open(&folder, args.candidates.as_deref(), args.budgets.as_deref())?;
    let (candidates, budgets) = read(&texts, &estate, &geography, &opened)?;
    let aim = aim(args);
    let question = Question { candidates: &candidates, budgets: &budgets, aim: &aim };
    let report =
        pool(args.threads)?.install(|| report(&opened, (&estate, &geography), question))?;
    let mut inputs = scenario_inputs(&opened);
    inputs.extend(read_of_it);
    inputs.extend(files::map_read(&geography));
    inputs.extend(texts.inputs());
    let manifest = Manifest::new(&opened.scenarios, inputs);
    Ok(Worked { report, manifest })
}

/// The one estate of all readings.
fn folder(data: &Path, opened: &Opened) -> Result<PathBuf, Failure> {
    let first = opened.scenarios.first();
    let named = first.map(|scenario| &*scenario.estate).unwrap_or_default();
    files::scenario_estate(data, named, &opened.file)
}

/// Reads both files; everything that is wrong in either, or between them and the scenario, is said at once.
fn read(
    texts: &Texts,
    estate: &Estate,
    geography: &Geography,
    opened: &Opened,
) -> Result<(Vec<Candidate>, Vec<Budget>), Failure> {
    let (candidates, budgets, mut issues) = texts.read(estate, geography);
    issues.extend(unknown_funding(&texts.budgets, budgets.as_deref().unwrap_or_default(), opened));
    Ok(issues.or_value(candidates.zip(budgets))?)
}

/// A scenario with funding must have every funding on which a budget rests; in one without any all is taken as lasting, and
/// the answer says so.
fn unknown_funding(text: &Text, budgets: &[Budget], opened: &Opened) -> Issues {
    let mut sink = Sink::new(&*text.file);
    let funding: Vec<&str> = opened
        .scenarios
        .first()
        .map(|scenario| scenario.funding.iter().map(|funding| &*funding.name).collect())
        .unwrap_or_default();
    for budget in budgets {
        let Some(name) = &budget.funding else { continue };
        if !funding.is_empty() && !funding.contains(&&**name) {
            let place = format!("line {}, funding", budget.line);
            let allowed = format!("the scenario has funding named: {}", funding.join(", "));
            let action = "name one of them, or add it to the scenario's [[funding]]";
            sink.add(
                Code::NotFound,
                At::new(&place, Some(budget.line)),
                name.clone(),
                allowed,
                action,
            );
        }
    }
    sink.into_issues()
}

fn aim(args: &Args) -> Aim {
    Aim {
        tapes: args.search,
        fresh: args.replications,
        most: args.most,
        indifference: args.indifference,
        size: args.size,
        refusals: args.refusals / 100.0,
        sure: args.sure / 100.0,
        check_tapes: args.check,
        least_worth: 0.05,
    }
}

fn report(
    opened: &Opened,
    (estate, geography): (&Estate, &Geography),
    question: Question<'_>,
) -> Result<ExpansionReport, Failure> {
    let bar = progress::bar(Some(STEPS * opened.scenarios.len() as u64), progress::STEPS);
    let (parts, models) = (ModelParts::new(), Models::new());
    let place = (&*opened.file, estate, geography);
    let kept = (&parts, &models);
    let evaluators = expansion::evaluators(&opened.scenarios, place, question.candidates, kept)?;
    let readings =
        expansion::study(&evaluators, question, &|| bar.inc(1)).map_err(|why| match why {
            StudyError::Issues(issues) => Failure::Issues(issues),
            other @ StudyError::Solver(_) => Failure::Other(other.into()),
        })?;
    bar.finish_and_clear();
    Ok(expansion::report(env!("CARGO_PKG_VERSION"), &readings, question))
}

/// Tables, answer, pictures and what made them, or none of them.
fn write(
    out: &Path,
    report: &ExpansionReport,
    table: &str,
    manifest: &Manifest,
) -> Result<(), Failure> {
    let mut contents = vec![
        ("expand.csv".to_owned(), table.as_bytes().to_vec()),
        ("expand.json".to_owned(), layout::json(report).into_bytes()),
    ];
    for scene in chart::of_expansion(report) {
        contents.extend(forms(&scene)?);
    }
    Folder::alone(out)?.write_set("expand.manifest.json", manifest, &contents)
}
