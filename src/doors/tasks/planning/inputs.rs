//! The scenario, its estate, `calibration.toml` beside it, and the estates that were surveyed.

use crate::base::geography::Geography;
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::Opened;
use crate::doors::files::{self, DataFolder, Text};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::scenario::Scenario;
use crate::planning::calibration::{self, Calibration, EvidenceReading, Place, WaitLever};
use crate::planning::expansion;
use crate::planning::forecast::{self, Manifest, Run};
use anyhow::anyhow;
use std::path::{Path, PathBuf};

/// Everything that was told.
pub(in crate::doors) struct Told<'a> {
    geography: &'a Geography,
    /// The map as an input.
    map: files::Inputs,
    opened: Opened,
    text: Text,
    calibration: Calibration,
    pub(in crate::doors) scenario: Scenario,
    /// What was read of the estates.
    read: files::Inputs,
    homes: OccupiedEstate,
    surveyed: Vec<OccupiedEstate>,
    /// The folders of these.
    folders: Vec<PathBuf>,
    only: Vec<String>,
}

impl<'a> Told<'a> {
    /// Opens it all.
    pub(in crate::doors) fn open(
        data: &'a DataFolder,
        named: &str,
        only: &[String],
    ) -> Result<Self, Failure> {
        Self::open_with(data, (named, None), only)
    }

    /// The same with records besides those of calibration.toml.
    pub(in crate::doors) fn open_with(
        data: &'a DataFolder,
        (named, records): (&str, Option<Text>),
        only: &[String],
    ) -> Result<Self, Failure> {
        let opened = data.uncalibrated(named)?;
        let folder = opened.estate_folder(&data.path)?;
        let path = folder.join("calibration.toml");
        if !path.is_file() {
            return Err(anyhow!(
                "{} is not there: it says what is not known and what was counted (lintel schema calibration describes it, data/stoke-on-trent has one)",
                path.display()
            )
            .into());
        }
        let mut text = Text::read(&path)?;
        if let Some(records) = records {
            let both = format!("{}\n{}", text.text, records.text);
            text = Text::of(format!("{} and {}", text.file, records.file), both);
        }
        let calibration = calibration::read(text.source(), &opened.cited.evidence)?;
        let (homes, mut read) = data.estate(&folder)?;
        let (calibration, more) =
            with_levers(calibration, &folder, (&homes.estate, &data.geography))?;
        read.extend(more);
        let scenario = calibration::one_scenario(&calibration, &opened.scenarios)
            .map_err(anyhow::Error::from)?
            .ok_or_else(|| anyhow!("{named} has no reading"))?;
        let (mut surveyed, mut folders) = (Vec::new(), Vec::new());
        for observation in &calibration.observations {
            let folder = files::scenario_estate(&data.path, &observation.estate, &text.file)?;
            let (own, more) = data.estate(&folder)?;
            surveyed.push(own);
            folders.push(folder);
            read.extend(more);
        }
        refuse_unknown(&calibration, only)?;
        Ok(Self {
            geography: &data.geography,
            map: data.map(),
            opened,
            text,
            calibration,
            scenario,
            read,
            homes,
            surveyed,
            folders,
            only: only.to_vec(),
        })
    }

    /// One reading with its own records, and nothing to choose between: what a forecast of its own needs.
    pub(super) fn alone(mut self, reading: &str) -> Option<Self> {
        let (calibration, kept) = self.calibration.of_reading(reading)?;
        self.surveyed = kept.iter().filter_map(|of| self.surveyed.get(*of).cloned()).collect();
        self.calibration = calibration;
        Some(self)
    }

    /// Where it takes place.
    pub(in crate::doors) fn place(&self) -> Place<'_> {
        Place {
            file: &self.opened.file,
            calibration: &self.calibration,
            scenario: &self.scenario,
            homes: &self.homes,
            surveyed: &self.surveyed,
            geography: self.geography,
        }
    }

    /// The readings asked for, with their numbers in the file.
    pub(in crate::doors) fn readings(&self) -> impl Iterator<Item = (usize, &EvidenceReading)> {
        let wanted = |name: &String| self.only.is_empty() || self.only.contains(name);
        self.calibration
            .readings
            .iter()
            .enumerate()
            .filter(move |(_, reading)| wanted(&reading.name))
    }

    /// Whether an estate is one of those that were surveyed.
    pub(super) fn surveyed(&self, folder: &Path) -> bool {
        self.folders.iter().any(|own| files::is_same(own, folder))
    }

    /// `calibration.toml` as an input.
    pub(super) fn input(&self) -> (String, String) {
        (format!("{}/calibration.toml", self.estate_name()), self.text.sha256.clone())
    }

    /// What was told of the calibration.
    pub(super) fn into_calibration(self) -> Calibration {
        self.calibration
    }

    /// The estate's name.
    pub(in crate::doors) fn estate_name(&self) -> String {
        Run::of(&self.scenario).estate
    }

    /// What made it: every input, and a run for each reading with every number that it rests on.
    pub(in crate::doors) fn manifest(&self, draws: u32) -> Manifest {
        let mut inputs = self.opened.inputs();
        inputs.extend(self.read.clone());
        inputs.extend(self.map.clone());
        inputs.push(self.input());
        let hashes = forecast::hashes(inputs);
        let own = self.opened.scenarios.first().map(|first| first.assumptions.clone());
        let assumptions = [own.unwrap_or_default(), self.calibration.assumptions.clone()].concat();
        let run = |reading: &EvidenceReading| Run {
            reading: reading.name.clone(),
            replications: draws,
            assumptions: assumptions.clone(),
            ..Run::of(&self.scenario)
        };
        Manifest::of(hashes, self.readings().map(|(_, reading)| run(reading)).collect())
    }
}

/// The levers that alternatives name are defined once, in `candidates.csv` beside the estate.
pub(in crate::doors) fn with_levers(
    calibration: Calibration,
    folder: &Path,
    (estate, geography): (&Estate, &Geography),
) -> Result<(Calibration, files::Inputs), Failure> {
    if calibration.alternatives.iter().all(|one| one.levers.is_empty()) {
        return Ok((calibration, Vec::new()));
    }
    let text = Text::read(&folder.join("candidates.csv"))?;
    let candidates = expansion::read_candidates(text.source(), estate, geography)?;
    let lever = |name: &str| {
        let found = candidates.iter().find(|candidate| candidate.name == name)?;
        Some(WaitLever { factor: found.wait_factor()?, a_year: found.price()[0] })
    };
    let calibration = calibration.with_levers(lever).map_err(anyhow::Error::from)?;
    Ok((calibration, vec![("candidates.csv".to_owned(), text.sha256)]))
}

fn refuse_unknown(calibration: &Calibration, only: &[String]) -> Result<(), Failure> {
    let is_known =
        |name: &&String| calibration.readings.iter().any(|reading| reading.name == **name);
    match only.iter().find(|name| !is_known(name)) {
        None => Ok(()),
        Some(name) => {
            let known: Vec<&str> = calibration.readings.iter().map(|r| r.name.as_str()).collect();
            let known = known.join(", ");
            Err(Failure::Usage(format!("there is no reading \"{name}\"; there are: {known}")))
        }
    }
}
