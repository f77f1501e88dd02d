//! A data folder while something is worked out: its map, estates and scenarios, each read once and hashed as read.

use super::estate::{Inputs, estate_read, is_same, on_its_day, with_history};
use super::map::{geography, map_read};
use super::scenarios::{self, Opened};
use super::text::Text;
use crate::base::domain::Past;
use crate::base::geography::Geography;
use crate::doors::failure::Failure;
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::{Scenario, StartState};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Estates with what was read of them, by folder.
type Estates = RefCell<BTreeMap<PathBuf, (OccupiedEstate, Inputs)>>;

/// A data folder that is open.
pub(in crate::doors) struct DataFolder {
    pub(in crate::doors) path: PathBuf,
    pub(in crate::doors) geography: Geography,
    scenarios: RefCell<BTreeMap<String, Opened>>,
    estates: Estates,
    with_history: Estates,
    register: Option<FromRegister>,
}

/// What a register says of its estate.
pub(in crate::doors) struct FromRegister {
    /// The estate's folder.
    pub(in crate::doors) folder: PathBuf,
    /// The estate as it is tonight, with what it was made from.
    pub(in crate::doors) tonight: (OccupiedEstate, Inputs),
    /// What was counted before.
    pub(in crate::doors) history: Vec<Past>,
    /// Whether a page may tell who lives there.
    pub(in crate::doors) is_told: bool,
    /// The hash of its last event.
    pub(in crate::doors) head: Option<String>,
}

impl DataFolder {
    /// Opens it.
    pub(in crate::doors) fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self {
            path: path.to_owned(),
            geography: geography(path)?,
            scenarios: RefCell::default(),
            estates: RefCell::default(),
            with_history: RefCell::default(),
            register: None,
        })
    }

    /// A scenario by name or path, in each of its readings.
    pub(in crate::doors) fn scenario(&self, named: &str) -> Result<Opened, Failure> {
        let open = || scenarios::open(&self.path, named, &self.geography);
        once(&self.scenarios, named.to_owned(), open)
    }

    /// The same with every number as its file says it: what a calibration begins from.
    pub(in crate::doors) fn uncalibrated(&self, named: &str) -> Result<Opened, Failure> {
        scenarios::open_uncalibrated(&self.path, named, None, &self.geography)
    }

    /// A scenario that is no file yet: from now on it is known by this name.
    pub(in crate::doors) fn take(&self, named: &str, text: String) -> Result<(), Failure> {
        let text = Text::of(format!("{named}.toml"), text);
        let opened = scenarios::open_text(&self.path, text, &self.geography)?;
        self.scenarios.borrow_mut().insert(named.to_owned(), opened);
        Ok(())
    }

    /// The estate of a folder as a run begins from it, with what was read.
    pub(in crate::doors) fn estate(
        &self,
        folder: &Path,
    ) -> Result<(OccupiedEstate, Inputs), Failure> {
        let read = || estate_read(folder, &self.geography);
        let on_its_day = |(homes, read)| (on_its_day(homes), read);
        once(&self.estates, folder.to_owned(), || read().map(on_its_day))
    }

    /// The same with what was counted there in the past, for a forecast; the duty desk does without.
    pub(in crate::doors) fn estate_with_history(
        &self,
        folder: &Path,
    ) -> Result<(OccupiedEstate, Inputs), Failure> {
        let read = || with_history(folder, self.estate(folder));
        once(&self.with_history, folder.to_owned(), read)
    }

    /// From now on a register says who lives in its estate, and what was counted there.
    pub(in crate::doors) fn take_register(&mut self, register: FromRegister) {
        self.register = Some(register);
    }

    /// The estate of a scenario with its past: as the register has it where it is the register's, and as it is tonight where
    /// the scenario begins from who lives there.
    pub(in crate::doors) fn estate_of(
        &self,
        scenario: &Scenario,
        folder: &Path,
    ) -> Result<(OccupiedEstate, Inputs), Failure> {
        match self.by_the_register(scenario, folder) {
            Some(known) => known,
            None => self.estate_with_history(folder),
        }
    }

    /// The same where the register says it; none where it says nothing of that estate.
    pub(in crate::doors) fn by_the_register(
        &self,
        scenario: &Scenario,
        folder: &Path,
    ) -> Option<Result<(OccupiedEstate, Inputs), Failure>> {
        let register = self.register.as_ref().filter(|of| is_same(folder, &of.folder))?;
        let is_tonight = scenario.start_state == StartState::Occupancy;
        let read = if is_tonight {
            Ok(register.tonight.clone())
        } else {
            self.estate_with_history(folder)
        };
        Some(read.map(|(mut homes, mut inputs)| {
            take_up_history(&mut homes.estate.history, &register.history);
            inputs.extend(register.head.clone().map(|hash| ("register/head".to_owned(), hash)));
            (homes, inputs)
        }))
    }

    /// Who lives there by the register, for a page that tells it; none where it says nothing of that estate.
    pub(in crate::doors) fn lived_in_tonight(&self, folder: &Path) -> Option<&OccupiedEstate> {
        let register = self.register.as_ref().filter(|of| is_same(folder, &of.folder))?;
        Some(&register.tonight.0)
    }

    /// Whether a page may tell who lives there: a register's counts may be told by its returns alone.
    pub(in crate::doors) fn tells_who_lives_there(&self) -> bool {
        self.register.as_ref().is_none_or(|register| register.is_told)
    }

    /// The map as an input.
    pub(in crate::doors) fn map(&self) -> Inputs {
        map_read(&self.geography)
    }
}

/// What the register counted stands instead of what was written down of the same days.
fn take_up_history(written: &mut Vec<Past>, counted: &[Past]) {
    let overlaps = |one: &Past, other: &Past| {
        one.measure == other.measure && one.from <= other.to && other.from <= one.to
    };
    written.retain(|past| !counted.iter().any(|other| overlaps(past, other)));
    written.extend_from_slice(counted);
}

/// What is known under a key, or else is made and kept.
fn once<K: Ord, V: Clone>(
    known: &RefCell<BTreeMap<K, V>>,
    key: K,
    make: impl FnOnce() -> Result<V, Failure>,
) -> Result<V, Failure> {
    if let Some(found) = known.borrow().get(&key) {
        return Ok(found.clone());
    }
    let made = make()?;
    known.borrow_mut().insert(key, made.clone());
    Ok(made)
}

#[cfg(test)]
#[test]
fn every_run_begins_from_the_estate_on_the_day_of_its_list() {
    let own = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir("data/stoke-on-trent").unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, own.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let list = std::fs::read_to_string("data/stoke-on-trent/occupancy.csv").unwrap();
    // Nobody may be moved: their forms are not here.
    let stays = |line: &str| line.strip_suffix(",true").map(|of| format!("{of},false"));
    let left = |(k, line): (usize, &str)| match (k, stays(line).unwrap_or_else(|| line.to_owned()))
    {
        (0, line) => format!("{line},left\n"),
        (1..=12, line) => format!("{line},2026-11-19\n"),
        (_, line) => format!("{line},\n"),
    };
    let listed: String = list.lines().enumerate().map(left).collect();
    std::fs::write(own.path().join("occupancy.csv"), listed).unwrap();
    let data = DataFolder::open(Path::new("data")).unwrap();
    let (estate, _) = data.estate(own.path()).unwrap();
    let (with_history, _) = data.estate_with_history(own.path()).unwrap();
    assert_eq!(estate.occupancy.residents.len(), list.lines().count() - 13);
    assert_eq!(estate.occupancy.residents.len(), with_history.occupancy.residents.len());
    let states = |of: &OccupiedEstate| {
        of.estate.units.iter().map(|unit| (unit.state, unit.from)).collect::<Vec<_>>()
    };
    assert_eq!(states(&estate), states(&with_history));
}
