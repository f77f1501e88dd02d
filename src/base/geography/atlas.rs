//! Where the files of the map come from: a folder that is read when a file is first needed, or memory.

use std::collections::BTreeMap;
use std::fmt;

/// The files of the map, by name.
pub trait Atlas: fmt::Debug + Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// In words for whoever keeps the files: it is not there, or cannot be read.
    fn open(&self, name: &str) -> Result<Vec<u8>, String>;
}

/// Files held in memory: what `build` makes, and the maps of tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Atlas for Files {
    fn open(&self, name: &str) -> Result<Vec<u8>, String> {
        self.0.get(name).cloned().ok_or_else(|| format!("there is no {name}"))
    }
}
