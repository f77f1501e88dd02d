//! Opening scenarios: a name in `scenarios/` or a path, with every file it builds on.

use super::Failure;
use super::files::{self, Text};
use crate::estate::Estate;
use crate::evidence::{self, Evidence};
use crate::geography::{Geography, Viewpoint};
use crate::reading::{At, Code, Issues, Sink, Source};
use crate::scenario::{self, Scenario};
use anyhow::anyhow;
use std::fs;
use std::path::{Path, PathBuf};

/// Scenarios build on others; a longer chain has lost its way, most likely in a circle.
const LONGEST_CHAIN: usize = 8;

/// A scenario in each of its readings, and the texts it was read from.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: String,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) texts: Vec<Text>,
}

/// Reads `evidence/evidence.csv` of a data folder; without one, nothing can be cited.
pub(super) fn evidence(data: &Path) -> Result<(Evidence, Option<Text>), Failure> {
    let path = data.join("evidence").join("evidence.csv");
    if !path.exists() {
        return Ok((Evidence::default(), None));
    }
    let text = Text::read(&path)?;
    Ok((evidence::read(text.source())?, Some(text)))
}

/// Opens a scenario by name or path, with the estate that it names looked for.
pub(super) fn open(
    data: &Path,
    named: &str,
    evidence: &Evidence,
    geography: &Geography,
) -> Result<Opened, Failure> {
    let first = find(data, named, None).map_err(|known| {
        let path = Path::new(named);
        let is_path = path.extension().is_some() || path.components().count() > 1;
        let there_is_no = if is_path { "there is no file" } else { "there is no scenario" };
        anyhow!("{there_is_no} \"{named}\": give one of {known}, or the path of a file")
    })?;
    let mut texts = vec![Text::read(&first)?];
    while let Some(next) = base_of(data, &texts)? {
        texts.push(next);
    }
    let chain: Vec<Source<'_>> = texts.iter().map(Text::source).collect();
    let estate = check_estate(data, &texts);
    let read = scenario::read(&chain, evidence);
    let scenarios = match (read, estate.issues.is_empty()) {
        (Ok(scenarios), true) => scenarios,
        (read, _) => {
            let mut issues = read.err().unwrap_or_default();
            issues.extend(estate);
            issues.extend_new(unknown_places(data, &chain, geography));
            return Err(issues.into());
        }
    };
    Ok(Opened { file: texts[0].file.clone(), scenarios, texts })
}

/// The text that the last one builds on, if it does.
fn base_of(data: &Path, texts: &[Text]) -> Result<Option<Text>, Failure> {
    let Some(last) = texts.last() else { return Ok(None) };
    let Some((base, line)) = scenario::name_in(&last.text, "base") else { return Ok(None) };
    let found = find(data, &base, Path::new(&last.file).parent());
    let known = match found {
        Ok(path) if texts.len() < LONGEST_CHAIN => return Ok(Some(Text::read(&path)?)),
        Ok(_) => None,
        Err(known) => Some(known),
    };
    let (code, allowed, action) = match known {
        Some(known) => (
            Code::NotFound,
            format!("there is no such scenario; there are {known}"),
            "correct the name, give the path of a file, or leave base out",
        ),
        None => (
            Code::Contradiction,
            "scenarios build on each other without end".to_owned(),
            "remove one base",
        ),
    };
    let mut sink = Sink::new(&*last.file);
    sink.add(code, At::new("base", line), base, allowed, action);
    Err(sink.into_issues().into())
}

/// Says so where the file that names the estate names one that is not there.
fn check_estate(data: &Path, texts: &[Text]) -> Issues {
    let naming = texts.iter().find_map(|text| {
        let (named, line) = scenario::name_in(&text.text, "estate")?;
        Some((text, named, line))
    });
    let first = texts.first().map_or("", |text| &*text.file);
    let Some((text, named, line)) = naming else { return Issues::default() };
    if named.trim().is_empty() || files::scenario_estate(data, &named, first).is_ok() {
        return Issues::default();
    }
    let mut sink = Sink::new(&*text.file);
    let known = files::estates_in(data).join(", ");
    let allowed = format!("there is no such estate; there are {known}");
    let action = "correct the name, or give the path of a folder with provider.toml";
    sink.add(Code::NotFound, At::new("estate", line), named, allowed, action);
    sink.into_issues()
}

/// Places that a scenario with other issues names and nobody knows, if its estate can be read.
fn unknown_places(data: &Path, chain: &[Source<'_>], geography: &Geography) -> Issues {
    let file = chain.first().map_or("", |source| source.file);
    let mut sink = Sink::new(file);
    if let Some(named) = scenario::named_places(chain) {
        let folder = files::scenario_estate(data, &named.estate, file);
        let estate = folder.and_then(|folder| files::estate(&folder, geography));
        let estate = estate.ok();
        let home = estate.as_ref().map(Estate::home_sectors).unwrap_or_default();
        let from =
            estate.as_ref().map_or_else(Viewpoint::default, |estate| estate.viewpoint(&home));
        for (key, name) in named.places {
            let area = geography.resolve(&name, from);
            area.note_unknown(&name, At::new(&key, None), &mut sink);
        }
    }
    sink.into_issues()
}

/// A path as it is; a name beside the scenario that builds on it, in `scenarios/` here, or beside the data folder.
/// Where there is none, the names there are.
fn find(data: &Path, named: &str, beside: Option<&Path>) -> Result<PathBuf, String> {
    let here = Path::new("scenarios");
    let beside_data = data.parent().unwrap_or(Path::new("")).join("scenarios");
    let folder = if here.is_dir() { here } else { &beside_data };
    let file = format!("{named}.toml");
    let candidates = [
        beside.map(|beside| beside.join(&file)),
        beside.map(|beside| beside.join(named)),
        Some(PathBuf::from(named)),
        Some(folder.join(&file)),
        Some(beside_data.join(&file)),
    ];
    if let Some(found) = candidates.into_iter().flatten().find(|path| path.is_file()) {
        return Ok(found);
    }
    let mut known: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    known.sort_unstable();
    Err(known.join(", "))
}
