//! Public copies that were made before, read from the folders in which they lie.
//!
//! Whatever cannot be trusted there stops the next copy: a count that was shown and is not known of could be given away.

use super::{Which, figures_of};
use crate::base::parse::sha256;
use crate::doors::failure::Failure;
use crate::doors::files::{KeptSet, manifest_names};
use crate::service::returns::Key;
use anyhow::Context;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A table that others were shown.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Published {
    /// Which return.
    pub(super) of: String,
    /// The period, as it is written.
    pub(super) period: String,
    /// The figures that were shown, by their keys.
    pub(super) shown: BTreeMap<Key, u32>,
    pub(super) sha256: String,
    /// The register it was made from.
    pub(super) origin: String,
    /// The folder, where somebody named it.
    pub(super) named: Option<PathBuf>,
}

/// What a copy's manifest says of it.
#[derive(Deserialize)]
struct Manifest {
    period: String,
    #[serde(default)]
    public: bool,
    register: Origin,
}

#[derive(Deserialize)]
struct Origin {
    origin: String,
}

/// Every table of every public copy in folders that somebody named: in each there is one.
pub(in crate::doors) fn published<'a>(
    folders: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<Vec<Published>, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        if !folder.is_dir() {
            return Err(refused(folder, "there is no such folder"));
        }
        let of_it = lying_in(folder)?;
        if of_it.is_empty() {
            return Err(refused(folder, "no public copy lies in it"));
        }
        let named = Some(folder.clone());
        found.extend(of_it.into_iter().map(|of| Published { named: named.clone(), ..of }));
    }
    Ok(found)
}

/// Every table of every public copy in a folder in which there need be none.
pub(in crate::doors) fn published_beside(folder: &Path) -> Result<Vec<Published>, Failure> {
    if folder.exists() { lying_in(folder) } else { Ok(Vec::new()) }
}

fn lying_in(folder: &Path) -> Result<Vec<Published>, Failure> {
    let mut found = Vec::new();
    let mut told_of = BTreeSet::new();
    for name in manifest_names(folder) {
        let changed = || refused(folder, &format!("{name} is not as it was written"));
        let bytes = fs::read(folder.join(&name)).map_err(|_| changed())?;
        let said: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| changed())?;
        let Some(which) = said["return"].as_str().and_then(Which::named) else { continue };
        let set = KeptSet::open(folder, &name).ok_or_else(changed)?;
        let manifest: Manifest = serde_json::from_value(said).map_err(|_| changed())?;
        told_of.extend(which.parts().iter().map(|part| part.word()));
        if manifest.public {
            for part in which.parts() {
                found.push(table((folder, &set), part.word(), &manifest)?);
            }
        }
    }
    let untold = Which::ALL
        .map(Which::word)
        .into_iter()
        .find(|word| !told_of.contains(word) && folder.join(format!("{word}.csv")).exists());
    match untold {
        Some(word) => Err(refused(folder, &format!("{word}.csv has no manifest beside it"))),
        None => Ok(found),
    }
}

fn table(
    (folder, set): (&Path, &KeptSet),
    of: &str,
    manifest: &Manifest,
) -> Result<Published, Failure> {
    let name = format!("{of}.csv");
    let bytes = set
        .file(&name)
        .ok_or_else(|| refused(folder, &format!("{name} is not as it was written")))?;
    let figures = figures_of(&bytes).with_context(|| format!("{name} cannot be read"))?;
    let count = |(key, [value, _]): (Key, [String; 2])| Some((key, value.parse().ok()?));
    let shown = figures.into_iter().filter_map(count).collect();
    let (of, period) = (of.to_owned(), manifest.period.clone());
    let origin = manifest.register.origin.clone();
    Ok(Published { of, period, shown, sha256: sha256(&bytes), origin, named: None })
}

/// Why what was published before cannot be told.
pub(super) fn refused(folder: &Path, why: &str) -> Failure {
    Failure::Refused(format!(
        "{}: {why}. No copy was made: what others were shown before must be known, or a hidden count could be worked out from both. Name the folder of each earlier public copy as it was written.",
        folder.display()
    ))
}
