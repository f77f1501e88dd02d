//! Scenarios simulated side by side: whole, one share of them, or until they are precise enough.

use super::given_back::{Check, calibrations, check_of, given_back};
use super::{Bar, Told, Unit, Watch, namesakes, pool};
use crate::base::geography::Geography;
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{self, DataFolder};
use crate::engine::demand;
use crate::engine::simulation::{DrawnModels, Model};
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::evidence::Evidence;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast::{
    self, Headline, MOST_BY_DEFAULT, Outline, Reached, Share, StoppingRule, Tables, Target, Whole,
};

/// Scenarios simulated, and where.
pub(in crate::doors) struct Played {
    pub(in crate::doors) whole: Whole,
    /// The estate of each run.
    pub(in crate::doors) homes: Vec<OccupiedEstate>,
    /// What the first scenario may cite.
    pub(in crate::doors) evidence: Evidence,
    /// The scenario of each run.
    pub(in crate::doors) scenarios: Vec<Scenario>,
}

/// Simulates scenarios in all their readings.
pub(in crate::doors) fn play(
    data: &DataFolder,
    named: &[String],
    extent: Extent,
    (replications, threads): (Option<u32>, usize),
    watch: &dyn Watch,
) -> Result<Played, Failure> {
    let replications = extent.replications(replications);
    let (mut opened, mut failed) = (Vec::new(), Vec::new());
    for named in named {
        match data.scenario(named) {
            Ok(open) => opened.push(match replications {
                Some(replications) => open.replicated(replications),
                None => open,
            }),
            Err(why) => failed.push(why),
        }
    }
    if let Some(failed) = Failure::all_of(failed) {
        return Err(failed);
    }
    let mut inputs = opened.iter().flat_map(Opened::inputs).collect::<Vec<_>>();
    let told = calibrations(data, &opened);
    let mut jobs = Vec::new();
    for open in &opened {
        for scenario in &open.scenarios {
            let folder = files::scenario_estate(&data.path, &scenario.estate, &open.file)?;
            let (homes, read) = data.estate_of(scenario, &folder)?;
            inputs.extend(read);
            let check = check_of(&told, scenario, &folder);
            inputs.extend(check.told().map(Told::input));
            jobs.push(Job { scenario, file: &open.file, homes, check });
        }
    }
    namesakes::refuse(jobs.iter().map(|job| job.scenario))?;
    let threads = pool(threads)?;
    let much = jobs.iter().map(|job| histories(job.scenario, extent)).sum();
    let bar = watch.begin(extent.unit(), Some(much));
    let geography = &data.geography;
    let runs = threads.install(|| run_jobs(&jobs, geography, extent, &*bar))?;
    inputs.extend(data.map());
    let inputs = forecast::hashes(inputs);
    let homes = jobs.into_iter().map(|job| job.homes).collect();
    let evidence = opened.first().map(|open| open.cited.evidence.clone()).unwrap_or_default();
    let scenarios = opened.into_iter().flat_map(|open| open.scenarios).collect();
    Ok(Played { whole: Whole { inputs, runs }, homes, evidence, scenarios })
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
    homes: OccupiedEstate,
    /// The calibration whose records its reading has to give back here.
    check: Check<'a>,
}

fn run_jobs(
    jobs: &[Job<'_>],
    geography: &Geography,
    extent: Extent,
    bar: &dyn Bar,
) -> Result<Vec<(Outline, Tables)>, Failure> {
    let mut runs = Vec::new();
    let checks: Vec<_> = jobs.iter().map(|job| (job.scenario, job.check.told())).collect();
    for (job, given_back) in jobs.iter().zip(given_back(&checks)?) {
        let demand = demand::build(job.file, job.scenario, &job.homes.estate, geography)?;
        let model = Model::new(job.scenario, job.homes.both(), geography, &demand);
        let apart = |scenario: &Scenario, histories| {
            let model = Model::new(scenario, job.homes.both(), geography, &demand);
            forecast::run(&model, 0..histories, || ())
        };
        let unsettled =
            forecast::unsettled(job.scenario, &model, apart).map_err(anyhow::Error::from)?;
        let drawn = DrawnModels::new(job.scenario, &model);
        let (tables, reached) = simulate(&drawn, job.scenario.years, extent, bar)?;
        let outline = Outline::of_run(job.scenario, &model, unsettled, reached);
        let not_held_as = job.check.otherwise().to_vec();
        runs.push((Outline { given_back, not_held_as, ..outline }, tables));
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
    models: &DrawnModels<'_>,
    years: u16,
    extent: Extent,
    bar: &dyn Bar,
) -> Result<(Tables, Option<Reached>), Failure> {
    let most = models.plain().replications;
    let some = |which| {
        forecast::run_drawn(models, which, || bar.step())
            .map_err(|why| Failure::from(anyhow::Error::from(why)))
    };
    let target = match extent {
        Extent::Whole => return Ok((some(0..most)?, None)),
        Extent::Share(share) => return Ok((some(share.replications(most))?, None)),
        Extent::Until(target) => target,
    };
    let mut all = Tables::default();
    let draws = u32::try_from(models.draws()).unwrap_or(u32::MAX);
    let plan = StoppingRule { target, most, years, draws };
    let reached = forecast::until(&plan, |which| -> Result<Headline, Failure> {
        all = std::mem::take(&mut all).merge(some(which)?);
        Ok(all.headline())
    })?;
    Ok((all, Some(reached)))
}
