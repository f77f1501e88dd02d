//! Public copies that were made before, read from the folders in which they lie.

use super::Which;
use crate::base::parse::sha256;
use crate::doors::failure::Failure;
use crate::doors::files::manifest_names;
use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
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
    pub(super) shown: BTreeMap<[String; 4], u32>,
    pub(super) sha256: String,
}

/// What a public copy's manifest says of it.
#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "return")]
    which: String,
    period: String,
    #[serde(default)]
    public: bool,
}

/// Every table of every public copy in some folders.
pub(in crate::doors) fn published<'a>(
    folders: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<Vec<Published>, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        for name in manifest_names(folder) {
            let text = fs::read(folder.join(&name)).unwrap_or_default();
            let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { continue };
            if manifest.public {
                found.extend(tables(folder, &manifest)?);
            }
        }
    }
    Ok(found)
}

fn tables(folder: &Path, manifest: &Manifest) -> Result<Vec<Published>, Failure> {
    let which = Which::named(&manifest.which);
    let parts = which.map_or(&[][..], Which::parts);
    parts.iter().map(|part| table(folder, (part.word(), &manifest.period))).collect()
}

fn table(folder: &Path, (of, period): (&str, &str)) -> Result<Published, Failure> {
    let path = folder.join(format!("{of}.csv"));
    let unread = || format!("{} was published before and cannot be read", path.display());
    let bytes = fs::read(&path).with_context(unread)?;
    let mut shown = BTreeMap::new();
    for record in csv::Reader::from_reader(bytes.as_slice()).records() {
        let record = record.with_context(unread)?;
        let cell = |k: usize| record.get(k).unwrap_or_default().to_owned();
        if let Ok(value) = cell(4).parse() {
            shown.insert([cell(0), cell(1), cell(2), cell(3)], value);
        }
    }
    let (of, period) = (of.to_owned(), period.to_owned());
    Ok(Published { of, period, shown, sha256: sha256(&bytes) })
}
