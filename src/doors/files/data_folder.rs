//! A data folder while something is worked out: its map, estates and scenarios, each read once and hashed as read.

use super::estate::{Inputs, estate_read, with_history};
use super::map::{geography, map_read};
use super::scenarios::{self, Opened};
use super::text::Text;
use crate::base::geography::Geography;
use crate::doors::failure::Failure;
use crate::inputs::estate::Estate;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Estates with what was read of them, by folder.
type Estates = RefCell<BTreeMap<PathBuf, (Estate, Inputs)>>;

/// A data folder that is open.
pub(in crate::doors) struct DataFolder {
    pub(in crate::doors) path: PathBuf,
    pub(in crate::doors) geography: Geography,
    scenarios: RefCell<BTreeMap<String, Opened>>,
    estates: Estates,
    with_history: Estates,
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
        })
    }

    /// A scenario by name or path, in each of its readings.
    pub(in crate::doors) fn scenario(&self, named: &str) -> Result<Opened, Failure> {
        let open = || scenarios::open(&self.path, named, &self.geography);
        once(&self.scenarios, named.to_owned(), open)
    }

    /// A scenario that is no file yet: from now on it is known by this name.
    pub(in crate::doors) fn take(&self, named: &str, text: String) -> Result<(), Failure> {
        let text = Text::of(format!("{named}.toml"), text);
        let opened = scenarios::open_text(&self.path, text, &self.geography)?;
        self.scenarios.borrow_mut().insert(named.to_owned(), opened);
        Ok(())
    }

    /// The estate of a folder, with what was read.
    pub(in crate::doors) fn estate(&self, folder: &Path) -> Result<(Estate, Inputs), Failure> {
        once(&self.estates, folder.to_owned(), || estate_read(folder, &self.geography))
    }

    /// The same with what was counted there in the past, for a forecast; the duty desk does without.
    pub(in crate::doors) fn estate_with_history(
        &self,
        folder: &Path,
    ) -> Result<(Estate, Inputs), Failure> {
        let read = || with_history(folder, self.estate(folder));
        once(&self.with_history, folder.to_owned(), read)
    }

    /// The map as an input.
    pub(in crate::doors) fn map(&self) -> Inputs {
        map_read(&self.geography)
    }
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
