//! The manifest of a set: what made it, and every file of it by its hash.
//!
//! It is written last, and carries its own hash. A file is the program's own only where a manifest beside it names it
//! with the hash that it has; whatever else lies in the folder is somebody's.

use super::path_kind::{Found, found, is_plain_name};
use super::signed::{is_as_written, sign};
use crate::base::geography::INDEX;
use crate::base::parse::sha256;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// SHA-256 of files, by name.
pub(super) type Hashes = BTreeMap<String, String>;

const ENDING: &str = "manifest.json";

/// Which program made a set.
#[derive(Debug, Clone, Copy, Serialize)]
pub(in crate::doors) struct Program {
    program: &'static str,
    version: &'static str,
}

impl Program {
    /// This one.
    pub(in crate::doors) const THIS: Self =
        Self { program: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

/// What made a set: these facts, and which program.
pub(in crate::doors) fn made_by(mut facts: Value) -> Value {
    let Program { program, version } = Program::THIS;
    if let Value::Object(facts) = &mut facts {
        facts.insert("program".to_owned(), program.into());
        facts.insert("version".to_owned(), version.into());
    }
    facts
}

/// A manifest as it is written.
#[derive(Serialize)]
struct Written<'a, M: Serialize> {
    #[serde(flatten)]
    made_by: &'a M,
    files: Hashes,
    sha256: &'static str,
}

/// The text of a set's manifest.
pub(super) fn text<M: Serialize>(made_by: &M, contents: &[(String, Vec<u8>)]) -> String {
    let files = contents.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect();
    let written = Written { made_by, files, sha256: "" };
    sign(&(serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"))
}

/// What a manifest in a folder says.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::doors) struct Listed {
    /// Its files, by name: none leads out of the folder.
    pub(in crate::doors) files: Hashes,
}

/// A manifest of this program, as it was written; none where there is no such one.
pub(in crate::doors) fn read(folder: &Path, name: &str) -> Option<Listed> {
    // The hash of every file that any command writes takes a hundred bytes.
    const LARGEST: u64 = 64 << 20;
    let path = folder.join(name);
    let meta =
        path.symlink_metadata().ok().filter(|meta| meta.is_file() && meta.len() < LARGEST)?;
    let bytes = fs::read(&path).ok().filter(|bytes| bytes.len() as u64 == meta.len())?;
    let listed: Listed = serde_json::from_slice(&bytes).ok()?;
    let leads_nowhere = listed.files.keys().all(|name| is_plain_name(name));
    (leads_nowhere && is_as_written(&bytes)).then_some(listed)
}

/// The names in a folder that a manifest may have, in order.
pub(in crate::doors) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name == ENDING || name.ends_with(&format!(".{ENDING}")))
        .collect();
    names.sort();
    names
}

/// The files of a map as the index in its folder lists them, and the index itself; none where it is no index.
pub(in crate::doors) fn listed_by_index(folder: &Path) -> Hashes {
    #[derive(Deserialize)]
    struct Row {
        file: String,
        sha256: String,
    }
    let path = folder.join(INDEX);
    let Found::File(own) = found(&path) else { return Hashes::default() };
    let text = fs::read(&path).unwrap_or_default();
    let rows: Result<Vec<Row>, csv::Error> =
        csv::Reader::from_reader(text.as_slice()).deserialize().collect();
    let Ok(rows) = rows else { return Hashes::default() };
    let mut listed: Hashes = rows
        .into_iter()
        .filter(|row| is_plain_name(&row.file))
        .map(|row| (row.file, row.sha256))
        .collect();
    if !listed.is_empty() {
        listed.insert(INDEX.to_owned(), own);
    }
    listed
}
