//! The commissioner's page: a scenario played, what to add, what the records allow, and all of it on one page.

use super::forecast::{Extent, Played, play};
use super::{Part, Watch, calibrate, expand};
use crate::doors::failure::Failure;
use crate::doors::files::{self, DataFolder};
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::evidence::Evidence;
use crate::inputs::scenario::Scenario;
use crate::planning::calibration::{Calibrated, Mismatch};
use crate::planning::expansion::{Aim, ExpansionReport};
use crate::planning::forecast::{self, Forecast, Manifest, NoFigure, Outline, Whole};
use crate::presentation::chart::{self, Scene};
use crate::presentation::document::Section;
use crate::presentation::report::{self, Again, Subject};
use anyhow::{Context, anyhow};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::slice;

/// A page, the files that lie beside it, and what made it.
pub(in crate::doors) struct Page {
    pub(in crate::doors) title: String,
    /// What stands on it, for a page of the desk.
    pub(in crate::doors) body: String,
    /// What could not be worked out for want of a file.
    pub(in crate::doors) left_out: Vec<String>,
    /// Names and texts, the page first.
    pub(in crate::doors) files: Vec<(String, String)>,
    pub(in crate::doors) manifest: Manifest,
}

/// Why a scenario cannot be told beside another.
pub(in crate::doors) enum Refused {
    /// It is about another estate.
    AnotherEstate { other: PathBuf, own: PathBuf },
    /// Nobody waits in it.
    NobodyWaits,
    /// Something else.
    Failure(Failure),
}

impl<F: Into<Failure>> From<F> for Refused {
    fn from(why: F) -> Self {
        Self::Failure(why.into())
    }
}

/// The whole page.
pub(in crate::doors) fn page(
    data: &DataFolder,
    asked: &Again,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Page, Refused> {
    page_with(data, (asked, &[]), threads, watch)
}

/// The same with sections of its own behind the headline.
pub(super) fn page_with(
    data: &DataFolder,
    (asked, own): (&Again, &[Section]),
    threads: usize,
    watch: &dyn Watch,
) -> Result<Page, Refused> {
    let folder = one_estate(data, asked)?;
    let has = |files: &[&str]| files.iter().all(|file| folder.join(file).is_file());
    let buys = has(&["candidates.csv", "budgets.csv"]);
    let asks = own.is_empty() && has(&["calibration.toml"]);
    let parts = 1 + usize::from(buys) + usize::from(asks);
    watch.part(1, parts, Part::Forecast);
    let mut told = Told::of(data, asked, threads, watch)?;
    if let Some(tonight) = data.lived_in_tonight(&folder) {
        told.homes = tonight.clone();
    }
    if !data.tells_who_lives_there() {
        told.homes.occupancy.residents.clear();
    }
    if buys {
        watch.part(2, parts, Part::WhatToAdd);
        told.add_what_to_add(data, asked, threads, watch)?;
    }
    if asks {
        watch.part(parts, parts, Part::WhatToMeasure);
        let draws = if asked.quick { 2_000 } else { 10_000 };
        match calibrate::work(data, &asked.scenario, (draws, threads), watch) {
            Ok(worked) => {
                forecast::take_up(&mut told.inputs, worked.manifest.inputs.clone());
                told.calibration = Some(worked);
            }
            // The rest of the page needs none.
            Err(Failure::Other(why)) if why.is::<Mismatch>() => {
                told.no_calibration = Some(why.to_string());
            }
            Err(why) => return Err(why.into()),
        }
    }
    Ok(told.page(asked, own)?)
}

/// Everything that a page tells.
struct Told {
    inputs: Inputs,
    homes: OccupiedEstate,
    evidence: Evidence,
    scenarios: Vec<Scenario>,
    runs: Vec<(Outline, Forecast)>,
    waiting: Vec<(Outline, Forecast)>,
    expansion: Option<ExpansionReport>,
    calibration: Option<calibrate::Worked>,
    /// Why the estate's does not go with the scenario, where it does not.
    no_calibration: Option<String>,
}

impl Told {
    /// The forecast, and that of the scenario beside it.
    fn of(
        data: &DataFolder,
        asked: &Again,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<Self, Failure> {
        let play = |named: &String| {
            let limits = (asked.replications, threads);
            play(data, slice::from_ref(named), Extent::Whole, limits, watch)
        };
        let Played { whole, homes, evidence, mut scenarios } = play(&asked.scenario)?;
        let homes = homes.into_iter().next().context("the scenario has no reading")?;
        let (mut inputs, runs) = forecasts(whole)?;
        let mut waiting = Vec::new();
        if let Some(named) = &asked.waiting {
            let beside = play(named)?;
            let (more, told) = forecasts(beside.whole)?;
            forecast::take_up(&mut inputs, more);
            scenarios.extend(beside.scenarios);
            waiting = told;
        }
        Ok(Self {
            inputs,
            homes,
            evidence,
            scenarios,
            runs,
            waiting,
            expansion: None,
            calibration: None,
            no_calibration: None,
        })
    }

    fn add_what_to_add(
        &mut self,
        data: &DataFolder,
        asked: &Again,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<(), Failure> {
        let (candidates, budgets, aim) = (None, None, aim(asked.quick));
        let question = expand::Asked { scenario: &asked.scenario, candidates, budgets, aim: &aim };
        let expand::Worked { report, manifest } = expand::work(data, question, threads, watch)?;
        forecast::take_up(&mut self.inputs, manifest.inputs);
        self.expansion = Some(report);
        Ok(())
    }

    fn page(self, asked: &Again, own: &[Section]) -> Result<Page, Failure> {
        let readings = self.calibration.as_ref().map_or(&[][..], |worked| &worked.readings);
        let outlines = self.runs.iter().chain(&self.waiting).map(|(o, _)| o.run.clone());
        let manifest = Manifest::of(self.inputs, outlines.collect());
        let shown: Vec<Forecast> = self.runs.iter().map(|(_, forecast)| forecast.clone()).collect();
        let expansion = self.expansion.as_ref();
        let pictures = pictures(&shown, expansion, (&asked.scenario, readings));
        let pictures = pictures.map_err(anyhow::Error::from)?;
        let subject = Subject {
            estate: &self.homes.estate,
            occupancy: &self.homes.occupancy,
            evidence: &self.evidence,
            scenarios: &self.scenarios,
            runs: &self.runs,
            waiting: &self.waiting,
            expansion,
            calibration: readings,
            no_calibration: self.no_calibration.as_deref(),
            unknowns: self.calibration.as_ref().map(|worked| &worked.calibration),
            pictures: &pictures,
            manifest: &manifest,
            again: asked,
            own,
        };
        let page = report::report(&subject).map_err(anyhow::Error::from)?;
        let mut files = vec![("report.html".to_owned(), page.html)];
        files.extend(page.data);
        let table = forecast::combine(&shown).map_err(anyhow::Error::from)?;
        files.push(("forecast.csv".to_owned(), table));
        let (title, body, left_out) = (page.title, page.body, page.left_out);
        Ok(Page { title, body, left_out, files, manifest })
    }
}

/// What to add is asked as it is where nothing else is said, or on few histories for a first look.
pub(in crate::doors) fn aim(quick: bool) -> Aim {
    let usual = Aim { check_tapes: 0, ..Aim::USUAL };
    if quick { Aim { tapes: 10, fresh: 60, most: 32, every: 2_000, ..usual } } else { usual }
}

/// The folder of the estate that the page is about; a scenario told beside it must be of the same, with somebody who waits.
fn one_estate(data: &DataFolder, asked: &Again) -> Result<PathBuf, Refused> {
    let open = |named: &str| -> Result<(PathBuf, bool), Failure> {
        let opened = data.scenario(named)?;
        let waits = opened.scenarios.iter().all(|scenario| scenario.waiting.is_some());
        Ok((opened.estate_folder(&data.path)?, waits))
    };
    let (own, _) = open(&asked.scenario)?;
    let Some(named) = &asked.waiting else { return Ok(own) };
    let (other, waits) = open(named)?;
    if !files::is_same(&other, &own) {
        return Err(Refused::AnotherEstate { other, own });
    }
    if waits { Ok(own) } else { Err(Refused::NobodyWaits) }
}

/// Pictures of the forecast, of what to add and of what to measure.
fn pictures<'a>(
    forecasts: &'a [Forecast],
    expansion: Option<&'a ExpansionReport>,
    (scenario, calibration): (&str, &'a [Calibrated]),
) -> Result<Vec<Scene<'a>>, NoFigure> {
    let (mut scenes, _) = chart::of_forecasts(forecasts)?;
    scenes.extend(expansion.into_iter().flat_map(chart::of_expansion));
    if !calibration.is_empty() {
        scenes.push(chart::which_unknown_matters(scenario, calibration));
    }
    Ok(scenes)
}

type Inputs = BTreeMap<String, String>;

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
