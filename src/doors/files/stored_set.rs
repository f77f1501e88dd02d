//! A set that was left in a folder, as its manifest says it was written.

use super::folder::Folder;
use super::manifest::{self, Listed};
use super::path_kind::is_plain_name;
use crate::base::parse::sha256;
use crate::doors::failure::Failure;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// A set whose manifest is as the program wrote it.
#[derive(Debug, Clone)]
pub(in crate::doors) struct KeptSet {
    folder: PathBuf,
    manifest: String,
    listed: Listed,
}

impl KeptSet {
    /// The set of this manifest; none where there is none, or not as it was written.
    pub(in crate::doors) fn open(folder: &Path, manifest: &str) -> Option<Self> {
        let listed = manifest::read(folder, manifest)?;
        Some(Self { folder: folder.to_owned(), manifest: manifest.to_owned(), listed })
    }

    /// A file of it, to the byte as it was written.
    pub(in crate::doors) fn file(&self, name: &str) -> Option<Vec<u8>> {
        let hash = self.listed.files.get(name)?;
        let bytes = fs::read(self.folder.join(name)).ok()?;
        (sha256(&bytes) == *hash).then_some(bytes)
    }

    /// What made it.
    pub(in crate::doors) fn manifest(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join(&self.manifest)).ok()
    }

    /// The names of its files, in order.
    pub(in crate::doors) fn names(&self) -> impl Iterator<Item = &str> {
        self.listed.files.keys().map(String::as_str)
    }
}

/// The mark beside a set that says whether others may see it.
const SHOWN: &str = "shown.manifest.json";
const SHOWN_BY: &str = "shown.txt";

/// Says of the set in a folder that others may see it, or no more.
///
/// # Errors
/// If it cannot be written.
pub(in crate::doors) fn show(folder: &Path, shows: bool, by: &str) -> Result<(), Failure> {
    let word = if shows { "shown" } else { "no longer shown" };
    let text = (SHOWN_BY.to_owned(), format!("{word} by {by}\n").into_bytes());
    let made_by = json!({"program": env!("CARGO_PKG_NAME")});
    Folder::alone(folder)?.write_set(SHOWN, &made_by, &[text])
}

/// Whether others may see the set in a folder.
pub(in crate::doors) fn is_shown(folder: &Path) -> bool {
    let mark = KeptSet::open(folder, SHOWN).and_then(|set| set.file(SHOWN_BY));
    mark.is_some_and(|said| said.starts_with(b"shown"))
}

/// The folders within a folder that are named by a number, the highest first.
pub(in crate::doors) fn numbered(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_number = |name: &String| is_plain_name(name) && !name.starts_with(['0', '+']);
    let mut found: Vec<u32> =
        names.filter(is_number).filter_map(|name| name.parse().ok()).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}
