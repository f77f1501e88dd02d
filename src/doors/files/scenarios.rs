//! Opening scenarios: a name in `scenarios/` or a path, with every file it builds on.

use super::data_location;
use super::estate::{Inputs, estate, estates_in, scenario_estate};
use super::text::Text;
use crate::base::geography::{Geography, Viewpoint};
use crate::base::parse::{At, Code, Issues, Sink, Source};
use crate::doors::failure::Failure;
use crate::inputs::estate::Estate;
use crate::inputs::evidence::{self, Evidence};
use crate::inputs::scenario::{self, DrawsByReading, FromPosterior, Scenario};
use anyhow::anyhow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Scenarios build on others; a longer chain has lost its way, most likely in a circle.
const LONGEST_CHAIN: usize = 8;

/// A scenario in each of its readings, the texts it was read from, and what it may cite.
#[derive(Debug, Clone)]
pub(in crate::doors) struct Opened {
    pub(in crate::doors) file: String,
    pub(in crate::doors) scenarios: Vec<Scenario>,
    pub(in crate::doors) texts: Vec<Text>,
    pub(in crate::doors) cited: Cited,
    /// Posteriors that readings take their numbers from, each with its role.
    posteriors: Vec<(String, Text)>,
}

impl Opened {
    /// Scenario, evidence and posteriors, each by its role with its hash.
    pub(in crate::doors) fn inputs(&self) -> Inputs {
        let name = |text: &Text| {
            let name = Path::new(&text.file).file_name();
            name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        };
        let scenarios = self.texts.iter().map(|text| (format!("scenarios/{}", name(text)), text));
        let others = self.cited.texts.iter().chain(&self.posteriors);
        scenarios
            .chain(others.map(|(role, text)| (role.clone(), text)))
            .map(|(role, text)| (role, text.sha256.clone()))
            .collect()
    }

    /// With the draws that its readings take.
    fn calibrated(mut self, posteriors: Posteriors) -> Self {
        let draws_of = |scenario: &Scenario| {
            let kept = posteriors.get(&scenario.posterior.as_ref()?.name)?;
            kept.draws.get(&scenario.reading).cloned()
        };
        let drawn = |scenario: Scenario| match draws_of(&scenario) {
            Some(draws) => scenario.with_draws(draws),
            None => scenario,
        };
        self.scenarios = self.scenarios.into_iter().map(drawn).collect();
        let texts = posteriors.into_iter().map(|(name, kept)| (role_of(&name), kept.text));
        self.posteriors = texts.collect();
        self
    }

    /// Simulated so often instead of each its own number.
    #[must_use]
    pub(in crate::doors) fn replicated(mut self, replications: u32) -> Self {
        for scenario in &mut self.scenarios {
            scenario.replications = replications;
        }
        self
    }

    /// The folder of the estate of its first reading.
    pub(in crate::doors) fn estate_folder(&self, data: &Path) -> Result<PathBuf, Failure> {
        let named = self.scenarios.first().map_or("", |scenario| &*scenario.estate);
        scenario_estate(data, named, &self.file)
    }
}

/// Figures that may be cited, and the files they stand in, each with its role.
#[derive(Debug, Clone, Default)]
pub(in crate::doors) struct Cited {
    pub(in crate::doors) evidence: Evidence,
    pub(in crate::doors) texts: Vec<(String, Text)>,
}

/// `evidence/evidence.csv` of a data folder, and `evidence.csv` of an estate, which stands before it. Without either,
/// nothing can be cited.
pub(in crate::doors) fn evidence(data: &Path, estate: Option<&Path>) -> Result<Cited, Failure> {
    let common =
        Some((data.join("evidence").join("evidence.csv"), "evidence/evidence.csv".to_owned()));
    let own = estate.map(|folder| (folder.join("evidence.csv"), own_role(folder)));
    let mut cited = Cited::default();
    let mut issues = Issues::default();
    for (path, role) in [common, own].into_iter().flatten() {
        let Some(text) = Text::read_if_there(&path)? else { continue };
        match evidence::read(text.source()) {
            Ok(read) => cited.evidence = cited.evidence.with_own(read),
            Err(found) => issues.extend(found),
        }
        cited.texts.push((role, text));
    }
    Ok(issues.or_value(Some(cited))?)
}

/// What a manifest calls an estate's own evidence.
fn own_role(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    format!("{}/evidence.csv", name.unwrap_or_default())
}

/// Opens a scenario by name or path, with the estate that it names looked for.
pub(in crate::doors) fn open(
    data: &Path,
    named: &str,
    geography: &Geography,
) -> Result<Opened, Failure> {
    open_near(data, named, None, geography)
}

/// Opens a scenario that may lie in the folder of an estate.
pub(in crate::doors) fn open_near(
    data: &Path,
    named: &str,
    estate: Option<&Path>,
    geography: &Geography,
) -> Result<Opened, Failure> {
    read_chain(data, first(data, named, estate)?, geography, Numbers::Drawn)
}

/// The same with every number as its file says it, whatever a posterior does.
pub(in crate::doors) fn open_uncalibrated(
    data: &Path,
    named: &str,
    estate: Option<&Path>,
    geography: &Geography,
) -> Result<Opened, Failure> {
    read_chain(data, first(data, named, estate)?, geography, Numbers::AsSaid)
}

/// The scenario's own text.
fn first(data: &Path, named: &str, estate: Option<&Path>) -> Result<Text, Failure> {
    let found = find(data, named, estate).map_err(|known| {
        let path = Path::new(named);
        let is_path = path.extension().is_some() || path.components().count() > 1;
        let there_is_no = if is_path { "there is no file" } else { "there is no scenario" };
        anyhow!("{there_is_no} \"{named}\": give one of {known}, or the path of a file")
    })?;
    found.text()
}

/// The names of all scenarios that are found by name.
pub(in crate::doors) fn names(data: &Path) -> Vec<String> {
    let folders = scenario_folders(data);
    let listed =
        folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let mut known: Vec<String> = listed
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
        .chain(BROUGHT.iter().map(|(name, _)| (*name).to_owned()))
        .collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// Opens a scenario that is no file yet, with the files it builds on.
pub(in crate::doors) fn open_text(
    data: &Path,
    first: Text,
    geography: &Geography,
) -> Result<Opened, Failure> {
    read_chain(data, first, geography, Numbers::Drawn)
}

/// Where a scenario's numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// From posteriors, where its readings name them.
    Drawn,
    /// From its file.
    AsSaid,
}

fn read_chain(
    data: &Path,
    first: Text,
    geography: &Geography,
    numbers: Numbers,
) -> Result<Opened, Failure> {
    let mut texts = vec![first];
    while let Some(next) = base_of(data, &texts)? {
        texts.push(next);
    }
    let chain: Vec<Source<'_>> = texts.iter().map(Text::source).collect();
    let own = own_estate(data, &texts);
    let cited = evidence(data, own.as_deref())?;
    let mut unknown = check_estate(data, &texts);
    let (posteriors, not_drawn) = match numbers {
        Numbers::Drawn => posteriors(data, &texts)?,
        Numbers::AsSaid => Default::default(),
    };
    unknown.extend(not_drawn);
    let read = scenario::read(&chain, &cited.evidence);
    let scenarios = match (read, unknown.issues.is_empty()) {
        (Ok(scenarios), true) => scenarios,
        (read, _) => {
            let mut issues = read.err().unwrap_or_default();
            issues.extend(unknown);
            issues.extend_new(unknown_places(data, &chain, geography));
            return Err(issues.into());
        }
    };
    let file = texts[0].file.clone();
    Ok(Opened { file, scenarios, texts, cited, posteriors: Vec::new() }.calibrated(posteriors))
}

/// The folder of the estate that a scenario names, if it is there.
fn own_estate(data: &Path, texts: &[Text]) -> Option<PathBuf> {
    let (named, _) = texts.iter().find_map(|text| scenario::name_in(&text.text, "estate"))?;
    scenario_estate(data, &named, texts.first().map_or("", |text| &*text.file)).ok()
}

/// The text that the last one builds on, if it does.
fn base_of(data: &Path, texts: &[Text]) -> Result<Option<Text>, Failure> {
    let Some(last) = texts.last() else { return Ok(None) };
    let Some((base, line)) = scenario::name_in(&last.text, "base") else { return Ok(None) };
    let found = find(data, &base, Path::new(&last.file).parent());
    let known = match found {
        Ok(found) if texts.len() < LONGEST_CHAIN => return Ok(Some(found.text()?)),
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
    if named.trim().is_empty() || scenario_estate(data, &named, first).is_ok() {
        return Issues::default();
    }
    let mut sink = Sink::new(&*text.file);
    let known = estates_in(data).join(", ");
    let allowed = format!("there is no such estate; there are {known}");
    let action = "correct the name, or give the path of a folder with provider.toml";
    sink.add(Code::NotFound, At::new("estate", line), named, allowed, action);
    sink.into_issues()
}

/// A posterior that is kept.
struct Kept {
    text: Text,
    draws: DrawsByReading,
}

/// Posteriors by their names.
type Posteriors = BTreeMap<String, Kept>;

/// The posteriors that readings name, and what is wrong with them: they are not there, or have no draws of the reading.
fn posteriors(data: &Path, texts: &[Text]) -> Result<(Posteriors, Issues), Failure> {
    let (mut known, mut issues) = (Posteriors::new(), Issues::default());
    let listing =
        texts.iter().find_map(|text| Some((text, scenario::from_posteriors_in(&text.text)?)));
    let Some((text, readings)) = listing else { return Ok((known, issues)) };
    let mut sink = Sink::new(&*text.file);
    let names: BTreeSet<&String> = readings.iter().map(|reading| &reading.posterior.0).collect();
    let mut unreadable = BTreeSet::new();
    for name in names {
        let path = posterior_folder(data, name).join(KEPT);
        let Some(text) = Text::read_if_there(&path)? else { continue };
        match scenario::read_posteriors(text.source()) {
            Ok(draws) => drop(known.insert(name.clone(), Kept { text, draws })),
            Err(found) => {
                issues.extend(found);
                unreadable.insert(name.clone());
            }
        }
    }
    for FromPosterior { place, reading, posterior } in readings {
        let (name, line) = posterior;
        if unreadable.contains(&name) {
            continue;
        }
        let Some(kept) = known.get(&name) else {
            let place = format!("reading[{place}].posterior");
            let known = posteriors_in(data).join(", ");
            let allowed = format!("no draws are kept of such a calibration; there are {known}");
            let action = "correct the name, or let lintel calibrate --keep make it";
            sink.add(Code::NotFound, At::new(&place, line), name, allowed, action);
            continue;
        };
        if kept.draws.get(&reading.0).is_none_or(|draws| draws.is_empty()) {
            let known: Vec<&str> = kept.draws.keys().map(String::as_str).collect();
            let place = format!("reading[{place}].name");
            let allowed =
                format!("{} has draws of the readings {}", role_of(&name), known.join(", "));
            let action = "call the reading as it is called there, or take another posterior";
            sink.add(Code::NotFound, At::new(&place, reading.1), reading.0, allowed, action);
        }
    }
    issues.extend(sink.into_issues());
    Ok((known, issues))
}

/// The calibrations of which draws are kept.
fn posteriors_in(data: &Path) -> Vec<String> {
    let listed = fs::read_dir(data.join(POSTERIORS)).into_iter().flatten().flatten();
    let kept = listed.filter(|entry| entry.path().join(KEPT).is_file());
    let mut names: Vec<String> =
        kept.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// Places that a scenario with other issues names and nobody knows, if its estate can be read.
fn unknown_places(data: &Path, chain: &[Source<'_>], geography: &Geography) -> Issues {
    let file = chain.first().map_or("", |source| source.file);
    let mut sink = Sink::new(file);
    if let Some(named) = scenario::named_places(chain) {
        let folder = scenario_estate(data, &named.estate, file);
        let estate = folder.and_then(|folder| estate(&folder, geography)).ok();
        let estate = estate.map(|homes| homes.estate);
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

/// Where posteriors are kept.
const POSTERIORS: &str = "posteriors";

/// The file of its draws.
pub(in crate::doors) const KEPT: &str = "posterior.csv";

/// The folder of a posterior in a data folder.
pub(in crate::doors) fn posterior_folder(data: &Path, name: &str) -> PathBuf {
    data.join(POSTERIORS).join(name)
}

/// What a manifest calls a posterior.
fn role_of(name: &str) -> String {
    format!("{POSTERIORS}/{name}/{KEPT}")
}

/// A scenario that was found: a file, or one that the program brings with it.
enum Found {
    File(PathBuf),
    Brought(&'static str, &'static str),
}

impl Found {
    fn text(&self) -> Result<Text, Failure> {
        match self {
            Self::File(path) => Text::read(path),
            Self::Brought(name, text) => {
                Ok(Text::of(format!("scenarios/{name}.toml"), (*text).to_owned()))
            }
        }
    }
}

/// The project's own scenarios, so that the program and a copied data folder are enough.
const BROUGHT: [(&str, &str); 8] = [
    ("plymouth", include_str!("../../../scenarios/plymouth.toml")),
    ("plymouth-funding", include_str!("../../../scenarios/plymouth-funding.toml")),
    ("stoke-37", include_str!("../../../scenarios/stoke-37.toml")),
    ("stoke-37-course", include_str!("../../../scenarios/stoke-37-course.toml")),
    ("stoke-37-erlang", include_str!("../../../scenarios/stoke-37-erlang.toml")),
    ("stoke-37-short-stays-end", include_str!("../../../scenarios/stoke-37-short-stays-end.toml")),
    ("stoke-37-slow-move-on", include_str!("../../../scenarios/stoke-37-slow-move-on.toml")),
    ("today", include_str!("../../../scenarios/today.toml")),
];

/// A path as it is; a name beside the scenario that builds on it or in `scenarios/` of an estate's folder, in
/// `scenarios/` here, beside the data folder or in it, in an estate of the data folder, or brought with the program.
/// Where there is none, the names there are.
fn find(data: &Path, named: &str, beside: Option<&Path>) -> Result<Found, String> {
    let file = format!("{named}.toml");
    let own = beside.into_iter().flat_map(|beside| {
        [beside.join(&file), beside.join(named), beside.join("scenarios").join(&file)]
    });
    let folders = scenario_folders(data);
    let common = folders.iter().map(|folder| folder.join(&file));
    let candidates = own.chain([PathBuf::from(named)]).chain(common);
    if let Some(found) = candidates.into_iter().find(|path| path.is_file()) {
        return Ok(Found::File(found));
    }
    if let Some((name, text)) = BROUGHT.iter().find(|(name, _)| *name == named) {
        return Ok(Found::Brought(name, text));
    }
    Err(names(data).join(", "))
}

/// Where scenarios lie by name.
fn scenario_folders(data: &Path) -> Vec<PathBuf> {
    let estates = estates_in(data).into_iter();
    let of_estates = estates.map(|name| data.join(name).join("scenarios"));
    data_location::scenario_folders(data).into_iter().chain(of_estates).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_project_is_brought_with_the_program() {
        let mut lying: Vec<String> = fs::read_dir("scenarios")
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        lying.sort_unstable();
        assert_eq!(lying, BROUGHT.map(|(name, _)| name));
    }
}
