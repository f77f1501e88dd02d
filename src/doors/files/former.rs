//! Files of an earlier page in the same folder: they would pass for this page's.
//!
//! The manifest names every file that the page came with, by its hash. What the next page does not come with is removed if it
//! is still what was written; whatever else lies in the folder is the user's own.

use crate::doors::failure::Failure;
use crate::planning::forecast::{self, Manifest};
use anyhow::Context;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where a page says what made it, and what it came with.
pub(in crate::doors) const MANIFEST: &str = "manifest.json";

/// A manifest with the files that were written.
#[derive(Debug, Serialize)]
pub(in crate::doors) struct Made<'a> {
    #[serde(flatten)]
    manifest: &'a Manifest,
    /// SHA-256 of each file, by its name.
    files: BTreeMap<String, String>,
}

impl<'a> Made<'a> {
    pub(in crate::doors) fn of(manifest: &'a Manifest, contents: &[(String, String)]) -> Self {
        let files = contents.iter().map(|(name, text)| (name.clone(), text.as_str()));
        Self { manifest, files: forecast::hashes(files) }
    }
}

/// Files of an earlier page, by what its manifest says of them.
#[derive(Debug, Default)]
pub(in crate::doors) struct Former(BTreeMap<String, String>);

impl Former {
    /// What lies in the folder from before; nothing where there is no manifest that says so.
    pub(in crate::doors) fn of(out: &Path) -> Self {
        let found = fs::read_to_string(out.join(MANIFEST)).ok();
        let told = found.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
        let files = told.and_then(|mut told| serde_json::from_value(told["files"].take()).ok());
        Self(files.unwrap_or_default())
    }

    /// Removes those that are not among the new ones, as far as nobody has changed them.
    pub(in crate::doors) fn remove(
        &self,
        out: &Path,
        contents: &[(String, String)],
    ) -> Result<(), Failure> {
        for (name, hash) in &self.0 {
            let is_new = name == MANIFEST || contents.iter().any(|(new, _)| new == name);
            let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
            if is_new || !is_plain {
                continue;
            }
            let path = out.join(name);
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let now = forecast::hashes(std::iter::once((name.clone(), text.as_str())));
            if now.get(name) == Some(hash) {
                fs::remove_file(&path).with_context(|| {
                    format!("{} is of an earlier page; remove it", path.display())
                })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), format!("{name}, as it was"))).collect()
    }

    fn write(out: &Path, contents: &[(String, String)]) {
        for (name, text) in contents {
            fs::write(out.join(name), text).unwrap();
        }
        let manifest = Manifest::of(BTreeMap::new(), Vec::new());
        let made = serde_json::to_string(&Made::of(&manifest, contents)).unwrap();
        fs::write(out.join(MANIFEST), made).unwrap();
    }

    #[test]
    fn files_of_an_earlier_page_go_and_everything_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        write(out, &page(&["report.html", "old.csv", "changed.csv"]));
        fs::write(out.join("changed.csv"), "somebody's own").unwrap();
        fs::write(out.join("notes.txt"), "somebody's own").unwrap();
        Former::of(out).remove(out, &page(&["report.html"])).unwrap();
        let left = |name| out.join(name).exists();
        assert!(!left("old.csv"));
        assert!(left("report.html") && left("changed.csv") && left("notes.txt"));
    }

    #[test]
    fn no_manifest_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (out, outside) = (folder.path().join("page"), folder.path().join("outside.csv"));
        fs::create_dir(&out).unwrap();
        fs::write(&outside, "../outside.csv, as it was").unwrap();
        let manifest = Manifest::of(BTreeMap::new(), Vec::new());
        let made = Made::of(&manifest, &page(&["../outside.csv"]));
        fs::write(out.join(MANIFEST), serde_json::to_string(&made).unwrap()).unwrap();
        Former::of(&out).remove(&out, &[]).unwrap();
        assert!(outside.exists());
    }
}
