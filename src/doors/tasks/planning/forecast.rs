//! Scenarios simulated side by side: whole, one share of them, or until they are precise enough.

use super::{Bar, Unit, Watch, pool};
use crate::base::geography::Geography;
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{self, DataFolder, Inputs, Text};
use crate::engine::demand;
use crate::engine::simulation::Model;
use crate::inputs::estate::Estate;
use crate::inputs::evidence::Evidence;
use crate::inputs::scenario::{Scenario, StartState};
use crate::planning::forecast::{
    self, Headline, MOST_BY_DEFAULT, Outline, Reached, Share, StoppingRule, Tables, Target, Whole,
};
use crate::service::register::Night;
use crate::service::vault::Mark;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Scenarios simulated, and where.
pub(in crate::doors) struct Played {
    pub(in crate::doors) whole: Whole,
    /// The estate of each run.
    pub(in crate::doors) estates: Vec<Estate>,
    /// What the first scenario may cite.
    pub(in crate::doors) evidence: Evidence,
    /// The scenario of each run.
    pub(in crate::doors) scenarios: Vec<Scenario>,
}

/// Simulates scenarios in all their readings.
pub(in crate::doors) fn play(
    data: &DataFolder,
    (named, tonight): (&[String], Option<&Tonight>),
    extent: Extent,
    (replications, threads): (Option<u32>, usize),
    watch: &dyn Watch,
) -> Result<Played, Failure> {
    let replications = extent.replications(replications);
    let mut opened = Vec::new();
    for named in named {
        let open = data.scenario(named)?;
        opened.push(match replications {
            Some(replications) => open.replicated(replications),
            None => open,
        });
    }
    let mut inputs = opened.iter().flat_map(Opened::inputs).collect::<Vec<_>>();
    let mut jobs = Vec::new();
    for open in &opened {
        for scenario in &open.scenarios {
            let folder = files::scenario_estate(&data.path, &scenario.estate, &open.file)?;
            let begins = tonight.filter(|tonight| tonight.begins(scenario, &folder));
            let (estate, read) = match begins {
                Some(tonight) => tonight.estate(&folder, &data.geography)?,
                None => data.estate_with_history(&folder)?,
            };
            inputs.extend(read);
            jobs.push(Job { scenario, file: &open.file, estate });
        }
    }
    refuse_namesakes(&jobs)?;
    let threads = pool(threads)?;
    let much = jobs.iter().map(|job| histories(job.scenario, extent)).sum();
    let bar = watch.begin(extent.unit(), Some(much));
    let geography = &data.geography;
    let runs = threads.install(|| run_jobs(&jobs, geography, extent, &*bar))?;
    inputs.extend(data.map());
    let inputs = forecast::hashes(inputs);
    let estates = jobs.into_iter().map(|job| job.estate).collect();
    let evidence = opened.first().map(|open| open.cited.evidence.clone()).unwrap_or_default();
    let scenarios = opened.into_iter().flat_map(|open| open.scenarios).collect();
    Ok(Played { whole: Whole { inputs, runs }, estates, evidence, scenarios })
}

/// A register's night, with which scenarios of its estate begin that start from who lives where.
pub(in crate::doors) struct Tonight {
    night: Night,
    /// How far the register had come: the hash of its last event.
    head: Option<String>,
    /// The folder of its estate.
    folder: PathBuf,
}

impl Tonight {
    /// Nothing of it can be read by whoever has it: it can only be begun from.
    pub(in crate::doors) fn of(night: Night, head: Mark, folder: &Path) -> Self {
        Self { night, head: head.hash, folder: folder.to_owned() }
    }

    fn begins(&self, scenario: &Scenario, folder: &Path) -> bool {
        scenario.start_state == StartState::Occupancy && files::is_same(folder, &self.folder)
    }

    /// The estate as it is then, and what it was made from: the states of its units among them.
    fn estate(&self, folder: &Path, geography: &Geography) -> Result<(Estate, Inputs), Failure> {
        let (estate, mut inputs) = files::estate_with_history_alone(folder, geography)?;
        let states = serde_json::to_string(&self.night.units).map_err(anyhow::Error::from)?;
        inputs.push(("register/state".to_owned(), Text::of("state".to_owned(), states).sha256));
        inputs.extend(self.head.clone().map(|hash| ("register/head".to_owned(), hash)));
        Ok((self.night.estate(estate, None), inputs))
    }
}

/// How many of a scenario's replications are simulated.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) enum Extent {
    /// All.
    Whole,
    /// One of several shares.
    Share(Share),
    /// As many as it takes.
    Until(Target),
}

impl Extent {
    /// The replications instead of the scenario's own number: a run that stops by itself has the most there
    /// may be.
    fn replications(self, said: Option<u32>) -> Option<u32> {
        match self {
            Self::Until(_) => Some(said.unwrap_or(MOST_BY_DEFAULT)),
            Self::Whole | Self::Share(_) => said,
        }
    }

    fn unit(self) -> Unit {
        match self {
            Self::Until(_) => Unit::HistoriesAtMost,
            Self::Whole | Self::Share(_) => Unit::Histories,
        }
    }
}

/// One scenario in one reading, with its estate.
struct Job<'a> {
    scenario: &'a Scenario,
    file: &'a str,
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

fn run_jobs(
    jobs: &[Job<'_>],
    geography: &Geography,
    extent: Extent,
    bar: &dyn Bar,
) -> Result<Vec<(Outline, Tables)>, Failure> {
    let mut runs = Vec::new();
    for job in jobs {
        let demand = demand::build(job.file, job.scenario, &job.estate, geography)?;
        let model = Model::new(job.scenario, &job.estate, geography, &demand);
        let apart = |scenario: &Scenario, histories| {
            let model = Model::new(scenario, &job.estate, geography, &demand);
            forecast::run(&model, 0..histories, || ())
        };
        let unsettled =
            forecast::unsettled(job.scenario, &model, apart).map_err(anyhow::Error::from)?;
        let (tables, reached) = simulate(&model, job.scenario.years, extent, bar)?;
        runs.push((Outline::of_run(job.scenario, &model, unsettled, reached), tables));
    }
    Ok(runs)
}

fn histories(scenario: &Scenario, extent: Extent) -> u64 {
    match extent {
        Extent::Share(share) => share.replications(scenario.replications).len() as u64,
        Extent::Whole | Extent::Until(_) => u64::from(scenario.replications),
    }
}

fn simulate(
    model: &Model<'_>,
    years: u16,
    extent: Extent,
    bar: &dyn Bar,
) -> Result<(Tables, Option<Reached>), Failure> {
    let most = model.replications;
    let some = |which| {
        forecast::run(model, which, || bar.step())
            .map_err(|why| Failure::from(anyhow::Error::from(why)))
    };
    let target = match extent {
        Extent::Whole => return Ok((some(0..most)?, None)),
        Extent::Share(share) => return Ok((some(share.replications(most))?, None)),
        Extent::Until(target) => target,
    };
    let mut all = Tables::default();
    let plan = StoppingRule { target, most, years };
    let reached = forecast::until(&plan, |which| -> Result<Headline, Failure> {
        all = std::mem::take(&mut all).merge(some(which)?);
        Ok(all.headline())
    })?;
    Ok((all, Some(reached)))
}
