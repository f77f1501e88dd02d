//! `lintel forecast`: scenarios run side by side, whole, one share of them, or until they are precise enough.

use super::args::Forecast as Args;
use super::publish::publish;
use super::scenarios::{self, Opened};
use super::threads::pool;
use super::{Failure, Said, progress, shards};
use crate::base::geography::Geography;
use crate::doors::files;
use crate::engine::demand;
use crate::engine::simulation::Model;
use crate::inputs::estate::Estate;
use crate::inputs::evidence::Evidence;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::{
    self, Headline, MOST_BY_DEFAULT, Outline, Shard, Share, StoppingRule, Tables, Target, Whole,
};
use indicatif::ProgressBar;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn run(data: &Path, args: &Args) -> Result<Said, Failure> {
    let extent = extent(args)?;
    let Played { whole, .. } =
        play(data, &args.scenarios, extent, (args.replications, args.threads))?;
    match extent {
        Extent::Share(share) => {
            let Whole { inputs, runs } = whole;
            shards::write(&args.out, args.format, &Shard { share, inputs, runs })
        }
        Extent::Whole | Extent::Until(_) => publish(&args.out, args.format, whole),
    }
}

/// Scenarios simulated, and where.
pub(super) struct Played {
    pub(super) whole: Whole,
    /// The estate of each run.
    pub(super) estates: Vec<Estate>,
    /// What the first scenario may cite.
    pub(super) evidence: Evidence,
    /// The scenario of each run.
    pub(super) scenarios: Vec<Scenario>,
}

/// Simulates scenarios in all their readings.
pub(super) fn play(
    data: &Path,
    named: &[String],
    extent: Extent,
    (replications, threads): (Option<u32>, usize),
) -> Result<Played, Failure> {
    let geography = files::geography(data)?;
    let mut opened = Vec::new();
    for named in named {
        opened.push(scenarios::open(data, named, &geography)?);
    }
    override_replications(&mut opened, extent.replications(replications));
    let mut inputs = opened.iter().flat_map(scenario_inputs).collect::<Vec<_>>();
    let mut jobs = Vec::new();
    for open in &opened {
        for scenario in &open.scenarios {
            let folder = files::scenario_estate(data, &scenario.estate, &open.file)?;
            let (estate, read) = files::estate_with_history(&folder, &geography)?;
            inputs.extend(read);
            jobs.push(Job { scenario, file: &open.file, estate });
        }
    }
    refuse_namesakes(&jobs)?;
    let threads = pool(threads)?;
    let runs = threads.install(|| run_jobs(&jobs, &geography, extent))?;
    inputs.extend(files::map_read(&geography));
    let inputs = forecast::hashes(inputs);
    let estates = jobs.into_iter().map(|job| job.estate).collect();
    let evidence = opened.first().map(|open| open.cited.evidence.clone()).unwrap_or_default();
    let scenarios = opened.into_iter().flat_map(|open| open.scenarios).collect();
    Ok(Played { whole: Whole { inputs, runs }, estates, evidence, scenarios })
}

/// How many of a scenario's replications are simulated.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    /// All.
    Whole,
    /// One of several shares.
    Share(Share),
    /// As many as it takes.
    Until(Target),
}

fn extent(args: &Args) -> Result<Extent, Failure> {
    match (&args.shard, args.precision) {
        (Some(flag), _) => Ok(Extent::Share(shards::share(*flag, args.format)?)),
        (None, Some(target)) => Ok(Extent::Until(target)),
        (None, None) => Ok(Extent::Whole),
    }
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

fn override_replications(opened: &mut [Opened], replications: Option<u32>) {
    if let Some(replications) = replications {
        for scenario in opened.iter_mut().flat_map(|open| &mut open.scenarios) {
            scenario.replications = replications;
        }
    }
}

fn run_jobs(
    jobs: &[Job<'_>],
    geography: &Geography,
    extent: Extent,
) -> Result<Vec<(Outline, Tables)>, Failure> {
    let bar = progress(jobs.iter().map(|job| histories(job.scenario, extent)).sum(), extent);
    let mut runs = Vec::new();
    for job in jobs {
        let demand = demand::build(job.file, job.scenario, &job.estate, geography)?;
        let model = Model::new(job.scenario, &job.estate, geography, &demand);
        let mut outline = Outline::of(job.scenario, &model);
        let apart = |scenario: &Scenario, histories| {
            let model = Model::new(scenario, &job.estate, geography, &demand);
            forecast::run(&model, 0..histories, || ())
        };
        outline.unsettled =
            forecast::unsettled(job.scenario, &model, apart).map_err(anyhow::Error::from)?;
        let tables = simulate(&model, &mut outline, extent, &bar)?;
        runs.push((outline, tables));
    }
    bar.finish_and_clear();
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
    outline: &mut Outline,
    extent: Extent,
    bar: &ProgressBar,
) -> Result<Tables, Failure> {
    let most = model.replications;
    let some = |which| {
        forecast::run(model, which, || bar.inc(1))
            .map_err(|why| Failure::from(anyhow::Error::from(why)))
    };
    let target = match extent {
        Extent::Whole => return some(0..most),
        Extent::Share(share) => return some(share.replications(most)),
        Extent::Until(target) => target,
    };
    let mut all = Tables::default();
    let plan = StoppingRule { target, most, years: outline.run.years };
    let reached = forecast::until(&plan, |which| -> Result<Headline, Failure> {
        all = std::mem::take(&mut all).merge(some(which)?);
        Ok(all.headline())
    })?;
    outline.run.replications = reached.histories;
    outline.run.precision = Some(reached);
    Ok(all)
}

fn progress(replications: u64, extent: Extent) -> ProgressBar {
    let template = match extent {
        Extent::Until(_) => "{pos} histories of at most {len}, {elapsed} so far",
        Extent::Whole | Extent::Share(_) => progress::HISTORIES,
    };
    progress::bar(Some(replications), template)
}

/// Scenario and evidence, each by its role with its hash.
pub(super) fn scenario_inputs(open: &Opened) -> files::Inputs {
    let name = |text: &files::Text| {
        Path::new(&text.file)
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let scenarios = open.texts.iter().map(|text| (format!("scenarios/{}", name(text)), text));
    let evidence = open.cited.texts.iter().map(|(role, text)| (role.clone(), text));
    scenarios.chain(evidence).map(|(role, text)| (role, text.sha256.clone())).collect()
}
