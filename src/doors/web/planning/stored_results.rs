//! Results that are kept: a folder a result, whole or not at all, and shown to commissioners only where a strategist says so.

use crate::doors::failure::Failure;
use crate::doors::files::{self, Folder, KeptSet, numbered};
use crate::doors::tasks::planning::pictures::Contents;
use crate::planning::forecast::Manifest;
use anyhow::anyhow;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a result is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) kind: Kind,
    pub(super) title: String,
    /// The scenarios, by name.
    pub(super) scenarios: Vec<String>,
    /// It begins from who lived there by the register: for strategists alone.
    pub(super) from_tonight: bool,
    #[serde(default)]
    pub(super) by: String,
    /// When it was asked for, in UTC.
    #[serde(default)]
    pub(super) at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Forecast,
    Comparison,
    Expansion,
    Report,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Forecast => "Forecast",
            Self::Comparison => "Comparison",
            Self::Expansion => "What to add",
            Self::Report => "Report",
        }
    }
}

/// What came of a run: what it is about, the answer as HTML that the program wrote, its files, and what made it.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) about: About,
    pub(super) answer: String,
    pub(super) contents: Contents,
    pub(super) manifest: Manifest,
}

/// Where results are kept; none: nowhere, and nothing is run.
#[derive(Debug, Clone)]
pub(super) struct Shelf(Option<PathBuf>);

const MANIFEST: &str = "manifest.json";
const ANSWER: &str = "answer.html";
const ABOUT: &str = "about.json";

/// A result that is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) number: u32,
    pub(super) about: About,
    set: KeptSet,
    pub(super) is_shown: bool,
}

impl Shelf {
    pub(super) fn of(folder: Option<&Path>) -> Self {
        Self(folder.map(Path::to_owned))
    }

    pub(super) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Keeps what came of a run, whole or not at all; the number it is kept under.
    pub(super) fn keep(&self, made: Made, (by, at): (&str, Timestamp)) -> Result<u32, Failure> {
        let folder = self.0.as_ref().ok_or_else(|| anyhow!("no folder for results was named"))?;
        let number = numbered(folder).first().map_or(1, |last| last.saturating_add(1));
        let about = About {
            by: by.to_owned(),
            at: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            ..made.about
        };
        let about = serde_json::to_vec_pretty(&about).map_err(anyhow::Error::from)?;
        let mut contents = made.contents;
        contents.push((ANSWER.to_owned(), made.answer.into_bytes()));
        contents.push((ABOUT.to_owned(), about));
        let own = folder.join(number.to_string());
        Folder::alone(&own)?.write_set(MANIFEST, &made.manifest, &contents)?;
        Ok(number)
    }

    /// All of them, the newest first.
    pub(super) fn all(&self) -> Vec<Kept> {
        let Some(folder) = &self.0 else { return Vec::new() };
        numbered(folder).into_iter().filter_map(|number| self.get(number)).collect()
    }

    pub(super) fn get(&self, number: u32) -> Option<Kept> {
        let folder = self.0.as_ref()?.join(number.to_string());
        let set = KeptSet::open(&folder, MANIFEST)?;
        let about: About = serde_json::from_slice(&set.file(ABOUT)?).ok()?;
        let is_shown = files::is_shown(&folder) && about.may_be_shown();
        Some(Kept { number, about, set, is_shown })
    }

    /// Shows a result to commissioners, or no more.
    pub(super) fn show(&self, kept: &Kept, shows: bool, by: &str) -> Result<(), Failure> {
        let Some(folder) = &self.0 else { return Ok(()) };
        files::show(&folder.join(kept.number.to_string()), shows, by)
    }
}

#[cfg(test)]
#[test]
fn a_manifest_names_no_household() {
    let written = serde_json::json!({"program": "lintel", "inputs": {
        "stoke-on-trent/units.csv": "1", "stoke-on-trent/residents/R-0301.toml": "2",
    }});
    let shown = without_households(written.to_string().as_bytes());
    let shown: serde_json::Value = serde_json::from_slice(&shown).unwrap();
    assert_eq!(shown["inputs"], serde_json::json!({"stoke-on-trent/units.csv": "1"}));
    assert_eq!(shown["program"], "lintel");
}

/// A manifest without files that are called after households: whoever sees a result sees none.
fn without_households(manifest: &[u8]) -> Vec<u8> {
    const OF_HOUSEHOLDS: [&str; 3] = ["residents", "waiting", "referrals"];
    let Ok(mut read) = serde_json::from_slice::<serde_json::Value>(manifest) else {
        return Vec::new();
    };
    if let Some(inputs) = read.get_mut("inputs").and_then(|of| of.as_object_mut()) {
        inputs.retain(|role, _| !role.split('/').any(|part| OF_HOUSEHOLDS.contains(&part)));
    }
    serde_json::to_vec_pretty(&read).unwrap_or_default()
}

/// The whole tables of a forecast: they count every class of household, however few, and are for strategists.
const WHOLE_TABLES: [&str; 2] = ["forecast.csv", "forecast.xlsx"];

impl About {
    /// What begins from who lived there says how many they were, and they may be few.
    pub(super) fn may_be_shown(&self) -> bool {
        !self.from_tonight
    }
}

impl Kept {
    /// The answer, as it was written.
    pub(super) fn answer(&self) -> String {
        let bytes = self.set.file(ANSWER).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// What can be downloaded.
    pub(super) fn files(&self) -> Vec<&str> {
        let names = self.set.names().filter(|name| ![ANSWER, ABOUT].contains(name));
        names.chain([MANIFEST]).collect()
    }

    /// What commissioners can download of it.
    pub(super) fn files_shown(&self) -> Vec<&str> {
        self.files().into_iter().filter(|name| !WHOLE_TABLES.contains(name)).collect()
    }

    /// A file that commissioners can download.
    pub(super) fn file_shown(&self, name: &str) -> Option<Vec<u8>> {
        if WHOLE_TABLES.contains(&name) { None } else { self.file(name) }
    }

    pub(super) fn file(&self, name: &str) -> Option<Vec<u8>> {
        if name == MANIFEST {
            return self.set.manifest().map(|manifest| without_households(&manifest));
        }
        if [ANSWER, ABOUT].contains(&name) { None } else { self.set.file(name) }
    }

    /// The scenario that was written for it; none: it rests on a scenario of its own name.
    pub(super) fn scenario(&self) -> Option<String> {
        let name = format!("{}.toml", self.about.scenarios.first()?);
        String::from_utf8(self.set.file(&name)?).ok()
    }
}
