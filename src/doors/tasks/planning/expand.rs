//! What to add within a budget: the whole study of an estate's candidates.

use super::{Bar, ToBuy, Unit, Watch, pool};
use crate::base::geography::Geography;
use crate::base::parse::{At, Code, Issues, Sink};
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{DataFolder, Text};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::planning::expansion::{
    self, Aim, Budget, Candidate, ExpansionReport, ModelParts, Models, STEPS, StudyError,
    StudyQuestion,
};
use crate::planning::forecast::Manifest;
use std::path::Path;

/// A study and what made it.
pub(in crate::doors) struct Worked {
    pub(in crate::doors) report: ExpansionReport,
    pub(in crate::doors) manifest: Manifest,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Asked<'a> {
    /// The scenario, by name or path.
    pub(in crate::doors) scenario: &'a str,
    /// What money could buy; none: the estate's own file.
    pub(in crate::doors) candidates: Option<&'a Path>,
    /// What may be spent; none: the estate's own file.
    pub(in crate::doors) budgets: Option<&'a Path>,
    pub(in crate::doors) aim: &'a Aim,
}

/// The whole study.
pub(in crate::doors) fn work(
    data: &DataFolder,
    asked: Asked<'_>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Worked, Failure> {
    let opened = data.scenario(asked.scenario)?.replicated(asked.aim.fresh);
    let folder = opened.estate_folder(&data.path)?;
    let known = opened.scenarios.first().and_then(|first| data.by_the_register(first, &folder));
    let (homes, read_of_it) = known.unwrap_or_else(|| data.estate(&folder))?;
    let to_buy = ToBuy::open(&folder, asked.candidates, asked.budgets)?;
    let (candidates, budgets) = read(&to_buy, &homes.estate, &data.geography, &opened)?;
    let question = StudyQuestion { candidates: &candidates, budgets: &budgets, aim: asked.aim };
    let bar = watch.begin(Unit::Steps, Some(STEPS * opened.scenarios.len() as u64));
    let place = (&homes, &data.geography);
    let report = pool(threads)?.install(|| report(&opened, place, question, &*bar))?;
    let mut inputs = opened.inputs();
    inputs.extend(read_of_it);
    inputs.extend(data.map());
    inputs.extend(to_buy.inputs());
    let manifest = Manifest::new(&opened.scenarios, inputs);
    Ok(Worked { report, manifest })
}

/// Reads both files; everything that is wrong in either, or between them and the scenario, is said at once.
fn read(
    to_buy: &ToBuy,
    estate: &Estate,
    geography: &Geography,
    opened: &Opened,
) -> Result<(Vec<Candidate>, Vec<Budget>), Failure> {
    let (candidates, budgets, mut issues) = to_buy.read(estate, geography);
    issues.extend(unknown_funding(&to_buy.budgets, budgets.as_deref().unwrap_or_default(), opened));
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

fn report(
    opened: &Opened,
    (homes, geography): (&OccupiedEstate, &Geography),
    question: StudyQuestion<'_>,
    bar: &dyn Bar,
) -> Result<ExpansionReport, Failure> {
    let (parts, models) = (ModelParts::new(), Models::new());
    let place = (&*opened.file, homes, geography);
    let kept = (&parts, &models);
    let evaluators = expansion::evaluators(&opened.scenarios, place, question.candidates, kept)?;
    let readings =
        expansion::study(&evaluators, question, &|| bar.step()).map_err(|why| match why {
            StudyError::Issues(issues) => Failure::Issues(issues),
            other @ StudyError::Solver(_) => Failure::Other(other.into()),
        })?;
    Ok(expansion::report(env!("CARGO_PKG_VERSION"), &readings, question))
}
