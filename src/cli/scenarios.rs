//! Opening scenarios: a name in `scenarios/` or a path, with every file it builds on.

use super::Failure;
use super::files::{self, Text};
use crate::evidence::{self, Evidence};
use crate::geography::Geography;
use crate::reading::{At, Issues, Sink, Source};
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

/// Opens a scenario by name or path.
pub(super) fn open(
    data: &Path,
    named: &str,
    evidence: &Evidence,
    geography: &Geography,
) -> Result<Opened, Failure> {
    let mut texts = vec![Text::read(&path_of(data, named, None)?)?];
    while let Some(base) = texts.last().and_then(|text| scenario::base_of(&text.text)) {
        if texts.len() == LONGEST_CHAIN {
            return Err(anyhow!(
                "{named} builds on {base}, and so on without end: remove one \"base\""
            )
            .into());
        }
        let beside =
            texts.last().and_then(|text| Path::new(&text.file).parent()).map(Path::to_owned);
        let next = Text::read(&path_of(data, &base, beside.as_deref())?)?;
        texts.push(next);
    }
    let chain: Vec<Source<'_>> = texts.iter().map(Text::source).collect();
    let scenarios = scenario::read(&chain, evidence).map_err(|mut issues| {
        issues.extend_new(unknown_places(data, &chain, geography));
        issues
    })?;
    Ok(Opened { file: texts[0].file.clone(), scenarios, texts })
}

/// Places that a scenario with other issues names and nobody knows, if its estate can be read.
fn unknown_places(data: &Path, chain: &[Source<'_>], geography: &Geography) -> Issues {
    let file = chain.first().map_or("", |source| source.file);
    let mut sink = Sink::new(file);
    if let Some(named) = scenario::named_places(chain) {
        let folder = files::scenario_estate(data, &named.estate, file);
        let estate = folder.and_then(|folder| files::estate(&folder, geography));
        let home = estate.map(|estate| estate.home_sectors()).unwrap_or_default();
        for (key, name) in named.places {
            if let Err(why) = geography.resolve(&name, &home) {
                why.note(&name, At::new(&key, None), &mut sink);
            }
        }
    }
    sink.into_issues()
}

/// A path as it is; a name beside the scenario that builds on it, in `scenarios/` here, or beside the data folder.
fn path_of(data: &Path, named: &str, beside: Option<&Path>) -> Result<PathBuf, Failure> {
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
    Err(anyhow!(
        "there is no scenario \"{named}\": give one of {}, or the path of a file",
        known.join(", ")
    )
    .into())
}
