//! The files of an estate, found and read together, and a referral set beside them.

use super::text::Text;
use crate::base::domain::{Referral, calendar};
use crate::base::geography::{Geography, OwnPlace, Places};
use crate::base::parse::{At, Code, Issues, Sink};
use crate::doors::failure::Failure;
use crate::inputs::estate::{self, Aside, Estate, OccupiedEstate};
use crate::inputs::{occupancy, referral};
use anyhow::{Context, anyhow};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// `defaults.toml` of a data folder: what a command takes when nothing is said.
#[derive(Debug, Deserialize)]
struct Defaults {
    estate: String,
}

/// The folder of an estate: a name in the data folder, a path, or the data folder's default.
pub(in crate::doors) fn estate_folder(
    data: &Path,
    named: Option<&str>,
) -> Result<PathBuf, Failure> {
    let named = match named {
        Some(name) => name.to_owned(),
        // Whoever works inside an estate's folder means that estate.
        None if Path::new("provider.toml").is_file() => ".".to_owned(),
        None => default_estate(data)?,
    };
    find_estate(data, &named, None)
}

/// The folder of a scenario's estate: a name in the data folder, or a path from here or from the scenario.
pub(in crate::doors) fn scenario_estate(
    data: &Path,
    named: &str,
    scenario: &str,
) -> Result<PathBuf, Failure> {
    find_estate(data, named, Path::new(scenario).parent())
}

fn find_estate(data: &Path, named: &str, beside: Option<&Path>) -> Result<PathBuf, Failure> {
    let mut candidates =
        [Some(data.join(named)), Some(PathBuf::from(named)), beside.map(|b| b.join(named))];
    if named.starts_with('.') && beside.is_some() {
        // A scenario's "." or ".." is its own folder or the one above, wherever the program runs.
        candidates.rotate_right(1);
    }
    let is_estate = |folder: &PathBuf| folder.join("provider.toml").is_file();
    if let Some(folder) = candidates.into_iter().flatten().find(is_estate) {
        return Ok(folder);
    }
    let known = any_of(data);
    Err(anyhow!(
        "there is no estate \"{named}\": give --estate {known} of a folder with provider.toml"
    )
    .into())
}

/// "one of a, b, or the path"; of a data folder without an estate "the path".
fn any_of(data: &Path) -> String {
    match &estates_in(data)[..] {
        [] => "the path".to_owned(),
        known => format!("one of {}, or the path", known.join(", ")),
    }
}

/// An estate's helplines, as far as they can be read: for whoever gets no other answer.
pub(in crate::doors) fn helplines(data: &Path, named: Option<&str>) -> Vec<String> {
    let provider = provider_as_written(data, named).unwrap_or_default();
    let listed = provider.get("contacts").and_then(|contacts| contacts.get("helplines"));
    let lines = listed.and_then(toml::Value::as_array).into_iter().flatten();
    lines.filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

/// What a provider calls itself, as far as that can be read.
pub(in crate::doors) fn provider_name(data: &Path, named: Option<&str>) -> Option<String> {
    provider_as_written(data, named)?.get("name")?.as_str().map(ToOwned::to_owned)
}

/// An estate's provider.toml, whatever it says.
fn provider_as_written(data: &Path, named: Option<&str>) -> Option<toml::Table> {
    let folder = estate_folder(data, named).ok()?;
    Text::read(&folder.join("provider.toml")).ok()?.text.parse().ok()
}

/// Whether two paths lead to one folder.
pub(in crate::doors) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

fn default_estate(data: &Path) -> Result<String, Failure> {
    let path = data.join("defaults.toml");
    let Some(text) = Text::read_if_there(&path)? else {
        return Err(anyhow!(
            "say which estate: --estate {} of a folder with provider.toml (no {} names a default)",
            any_of(data),
            path.display()
        )
        .into());
    };
    let defaults: Defaults = toml::from_str(&text.text)
        .with_context(|| format!("{} must say estate = \"NAME\"", text.file))?;
    Ok(defaults.estate)
}

/// The estates of a data folder, by name.
pub(in crate::doors) fn estates_in(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().join("provider.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

/// What was read: the role of each text, with its hash.
pub(in crate::doors) type Inputs = Vec<(String, String)>;

/// Reads an estate, with the files it names: bank holidays, and the referrals of residents who could be
/// moved.
pub(in crate::doors) fn estate(
    folder: &Path,
    geography: &Geography,
) -> Result<OccupiedEstate, Failure> {
    Ok(estate_read(folder, geography)?.0)
}

/// The same, with what was read.
pub(in crate::doors) fn estate_read(
    folder: &Path,
    geography: &Geography,
) -> Result<(OccupiedEstate, Inputs), Failure> {
    let (estate, list, inputs) = estate_as_far(folder, geography)?;
    Ok((list.or_value(Some(estate))?, inputs))
}

/// How much of the list of who lives where must be in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum List {
    /// All of it.
    Whole,
    /// As much as can be read, for a screen that says so: the units of other rows count as lived in.
    AsFar,
}

/// An estate, with as much of the list as is asked for.
pub(in crate::doors) fn estate_with(
    list: List,
    folder: &Path,
    geography: &Geography,
) -> Result<OccupiedEstate, Failure> {
    match list {
        List::Whole => estate(folder, geography),
        List::AsFar => estate_as_far(folder, geography).map(|(estate, ..)| estate),
    }
}

/// An estate whoever lives there: the list is not read, for the register says it.
pub(in crate::doors) fn estate_without_a_list(
    folder: &Path,
    geography: &Geography,
) -> Result<Estate, Failure> {
    let (homes, list, _) = estate_of(folder, geography, None)?;
    Ok(list.or_value(Some(homes.estate))?)
}

/// An estate, what is wrong with rows of who lives where, and what was read.
fn estate_as_far(
    folder: &Path,
    geography: &Geography,
) -> Result<(OccupiedEstate, Issues, Inputs), Failure> {
    let path = folder.join("occupancy.csv");
    if !path.try_exists().unwrap_or(true) {
        return estate_of(folder, geography, None);
    }
    let (text, saved) = Text::read_list(&path, &occupancy::columns_of_the_list())?;
    let (mut homes, list, inputs) = estate_of(folder, geography, Some(&text))?;
    homes.occupancy.saved_as(saved);
    Ok((homes, list, inputs))
}

fn estate_of(
    folder: &Path,
    geography: &Geography,
    occupancy: Option<&Text>,
) -> Result<(OccupiedEstate, Issues, Inputs), Failure> {
    let provider = Text::read(&folder.join("provider.toml"))?;
    let settings = Text::read(&folder.join("settings.csv"))?;
    let units = Text::read(&folder.join("units.csv"))?;
    let texts = estate::Texts {
        provider: provider.source(),
        settings: settings.source(),
        units: units.source(),
        occupancy: occupancy.map(Text::source),
    };
    let tables = [Some(&provider), Some(&settings), Some(&units), occupancy];
    let mut inputs = inputs(folder, tables.into_iter().flatten());
    let mut issues = Issues::default();
    let read = estate::read_as_far(texts, geography).map_err(|found| issues.extend(found)).ok();
    let (mut homes, list) = read.unzip();
    let (mut aside, mut without) = (Issues::default(), Vec::new());
    let mut set_aside = |what, found| {
        aside.extend(found);
        without.push(what);
    };
    match places(folder, &Geography::default()) {
        Ok((own_places, text)) => {
            inputs.extend(text.as_ref().map(|text| input(folder, "", text)));
            if let Some(homes) = &mut homes {
                homes.estate.own_places = own_places;
            }
        }
        Err(Failure::Issues(found)) => issues.extend(found),
        Err(other) => return Err(other),
    }
    let named = estate::files_named(texts);
    match named.bank_holidays.map(|name| bank_holidays(folder, &provider.file, name)).transpose() {
        Ok(days) => {
            let hours =
                homes.as_mut().and_then(|homes| homes.estate.provider.office_hours.as_mut());
            inputs.extend(days.as_ref().map(|(_, text)| input(folder, "", text)));
            if let (Some(hours), Some((days, _))) = (hours, days) {
                hours.holidays = days;
            }
        }
        Err(Failure::Issues(found)) => set_aside(Aside::BankHolidays, found),
        Err(other) => return Err(other),
    }
    let occupancy_file = occupancy.map_or("", |text| &text.file);
    for (reference, line) in named.movable {
        match movable_referral(folder, (occupancy_file, line), &reference) {
            Ok((referral, text)) => {
                inputs.push(input(folder, "residents/", &text));
                if let Some(homes) = &mut homes {
                    homes.occupancy.add_movable(referral);
                }
            }
            Err(Failure::Issues(found)) => set_aside(Aside::MovableForm, found),
            Err(other) => return Err(other),
        }
    }
    let mut beside = list.unwrap_or_default();
    beside.extend(aside);
    if let Some(homes) = &mut homes {
        homes.estate.set_aside = without;
    }
    if !issues.is_empty() {
        issues.extend(std::mem::take(&mut beside));
    }
    Ok((issues.or_value(homes)?, beside, inputs))
}

/// Texts of a folder by their role.
fn inputs<'a>(folder: &Path, texts: impl Iterator<Item = &'a Text>) -> Inputs {
    texts.map(|text| input(folder, "", text)).collect()
}

/// A text's role, which is the folder's name and its own, and its hash.
fn input(folder: &Path, within: &str, text: &Text) -> (String, String) {
    let name = |path: &Path| {
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    (format!("{}/{within}{}", name(folder), name(Path::new(&text.file))), text.sha256.clone())
}

/// The days of the file that provider.toml names, and the file.
fn bank_holidays(
    folder: &Path,
    provider: &str,
    name: String,
) -> Result<(Vec<Date>, Text), Failure> {
    let path = folder.join(&name);
    if path.is_file() {
        let text = Text::read(&path)?;
        return Ok((estate::read_bank_holidays(text.source())?, text));
    }
    let mut sink = Sink::new(provider);
    let allowed = "no such file lies beside provider.toml";
    let action = "add the file, correct its name, or leave it out";
    let at = At::new("office_hours.bank_holidays", None);
    sink.add(Code::NotFound, at, name, allowed, action);
    Err(sink.into_issues().into())
}

/// What a provider calls places, where it says so.
///
/// Whether the map knows what they stand for is looked at by whoever checks the estate: at the desk it would mean
/// reading every name of Great Britain each time.
pub(in crate::doors) fn own_places(folder: &Path) -> Result<Vec<OwnPlace>, Failure> {
    checked_places(folder, &Geography::default())
}

/// The same, each looked up.
pub(in crate::doors) fn checked_places(
    folder: &Path,
    geography: &Geography,
) -> Result<Vec<OwnPlace>, Failure> {
    Ok(places(folder, geography)?.0)
}

fn places(folder: &Path, geography: &Geography) -> Result<(Vec<OwnPlace>, Option<Text>), Failure> {
    let text = Text::read_if_there(&folder.join("places.csv"))?;
    let read = text.as_ref().map(|text| estate::read_places(text.source(), geography));
    Ok((read.transpose()?.unwrap_or_default(), text))
}

/// Reads an estate with what was counted there in the past, for a forecast; the duty desk does without.
pub(in crate::doors) fn estate_with_history(
    folder: &Path,
    geography: &Geography,
) -> Result<(OccupiedEstate, Inputs), Failure> {
    with_history(folder, estate_read(folder, geography))
}

/// The same whoever lives there: the register says it.
pub(in crate::doors) fn estate_with_history_alone(
    folder: &Path,
    geography: &Geography,
) -> Result<(Estate, Inputs), Failure> {
    let read = estate_of(folder, geography, None)
        .and_then(|(homes, list, inputs)| Ok((list.or_value(Some(homes))?, inputs)));
    with_history(folder, read).map(|(homes, inputs)| (homes.estate, inputs))
}

/// An estate that was read, with what was counted there in the past.
pub(super) fn with_history(
    folder: &Path,
    read: Result<(OccupiedEstate, Inputs), Failure>,
) -> Result<(OccupiedEstate, Inputs), Failure> {
    let text = Text::read_if_there(&folder.join("history.csv"));
    let history = match &text {
        Ok(text) => text.as_ref().map_or_else(
            || Ok(Vec::new()),
            |text| estate::read_history(text.source()).map_err(Failure::from),
        ),
        Err(Failure::Issues(found)) => Err(found.clone().into()),
        Err(_) => Ok(Vec::new()),
    };
    let text = match text {
        Err(other @ (Failure::Usage(_) | Failure::Other(_))) => return Err(other),
        text => text.ok().flatten(),
    };
    let (read, history) = both(read, history)?;
    let (mut homes, mut known) = read;
    known.extend(inputs(folder, text.iter()));
    homes.estate.history = history;
    Ok((on_its_day(homes), known))
}

/// The estate on the day of its list, from which every run begins: whoever had left by then lives there no more.
pub(super) fn on_its_day(homes: OccupiedEstate) -> OccupiedEstate {
    match homes.occupancy.snapshot.as_of.map(calendar::london_day) {
        Some(day) => homes.on(day),
        None => homes,
    }
}

/// Both, or everything that is wrong in either.
fn both<A, B>(one: Result<A, Failure>, other: Result<B, Failure>) -> Result<(A, B), Failure> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Failure::Issues(mut issues)), Err(Failure::Issues(found))) => {
            issues.extend(found);
            Err(issues.into())
        }
        (Err(why), _) | (Ok(_), Err(why)) => Err(why),
    }
}

fn movable_referral(
    folder: &Path,
    (occupancy_file, line): (&str, usize),
    reference: &str,
) -> Result<(Referral, Text), Failure> {
    let is_file_name = !reference.contains(['/', '\\']) && reference != "." && reference != "..";
    let path = folder.join("residents").join(format!("{reference}.toml"));
    if !is_file_name || !path.is_file() {
        let mut sink = Sink::new(occupancy_file);
        let allowed = "a movable resident has a referral file residents/REFERENCE.toml";
        let place = format!("line {line}, movable");
        let action = "write that file, or movable false";
        sink.add(Code::NotFound, At::new(&place, Some(line)), reference, allowed, action);
        return Err(sink.into_issues().into());
    }
    let text = Text::read(&path)?;
    let read = referral::read(text.source(), Timestamp::UNIX_EPOCH);
    let mut sink = Sink::new(&*text.file);
    if let Some(other) = referral::reference_of(text.source()).filter(|other| other != reference) {
        let allowed = "the file's name and its reference are the same";
        let at = At::new("reference", None);
        sink.add(Code::Contradiction, at, other, allowed, "correct one of them");
    }
    let mut issues = sink.into_issues();
    match read {
        Ok(referral) => Ok((issues.or_value(Some(referral))?, text)),
        Err(found) => {
            issues.extend(found);
            Err(issues.into())
        }
    }
}

/// Reads a referral and looks its places up beside an estate.
pub(in crate::doors) fn referral(
    (path, now): (&Path, Timestamp),
    estate: &Estate,
    geography: &Geography,
) -> Result<(Referral, Places), Failure> {
    let text = Text::read(path)?;
    let home = estate.home_sectors();
    Ok(referral::read_and_locate(text.source(), now, geography, estate.viewpoint(&home))?)
}

/// An estate and a referral, with the issues of both together if either has any.
pub(in crate::doors) fn estate_and_referral(
    (list, folder): (List, &Path),
    (path, now): (&Path, Timestamp),
    geography: &Geography,
) -> Result<(OccupiedEstate, Referral, Places), Failure> {
    estate_and_form((list, folder), (&Text::read(path)?, now), geography)
}

/// The same of a form that has been opened.
pub(in crate::doors) fn estate_and_form(
    (list, folder): (List, &Path),
    (form, now): (&Text, Timestamp),
    geography: &Geography,
) -> Result<(OccupiedEstate, Referral, Places), Failure> {
    match estate_with(list, folder, geography) {
        Ok(homes) => {
            let home = homes.estate.home_sectors();
            let from = homes.estate.viewpoint(&home);
            let (referral, places) =
                referral::read_and_locate(form.source(), now, geography, from)?;
            Ok((homes.on(calendar::london_day(referral.received)), referral, places))
        }
        Err(Failure::Issues(mut issues)) => {
            if let Err(found) = referral::read(form.source(), now) {
                issues.extend(found);
            }
            Err(issues.into())
        }
        Err(other) => Err(other),
    }
}
