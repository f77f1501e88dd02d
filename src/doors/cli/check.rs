//! `lintel check`: says everything that is wrong with files, and uses none of them.

use super::args::{AnswerFormat, Check, FileKind};
use super::batch::Ground;
use super::data_source::{door, named};
use super::{Failure, Said, layout, remaining};
use crate::base::domain::{Referral, calendar};
use crate::base::geography::{Geography, Places, Viewpoint};
use crate::base::parse::{At, Code, Issues, Sink};
use crate::desk::allocation::Household;
use crate::doors::files::scenarios;
use crate::doors::files::{self, List};
use crate::doors::tasks::planning::{ToBuy, with_levers};
use crate::doors::tasks::{Door, asked_at};
use crate::engine::demand;
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::evidence;
use crate::inputs::occupancy::Occupancy;
use crate::inputs::referral;
use crate::inputs::scenario;
use crate::planning::calibration::{self, Calibration};
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use crate::presentation::wording::checked::{InOrder, SetFound, in_order};
use crate::service::register::Night;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, args: &Check) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let mut issues = Issues::default();
    let (mut good, mut unread) = (String::new(), Vec::new());
    for path in &args.files {
        let checked = match kind_of(path, args.kind) {
            FileKind::Set => check_set(path),
            FileKind::Estate => check_estate(data, (path, now), &geography),
            FileKind::Evidence => check_evidence(path),
            FileKind::Scenario => check_scenario(data, path, &geography),
            FileKind::Batch => check_batch(data, args, (path, now), &geography),
            FileKind::Referral => check_referral(data, args, (path, now), &geography),
        };
        match checked {
            Ok(news) => good += &terminal::render(&news),
            Err(Failure::Issues(found)) => issues.extend_new(found),
            Err(Failure::Usage(why) | Failure::Refused(why) | Failure::NotRecorded(why)) => {
                unread.push((path.display().to_string(), anyhow::Error::msg(why)));
            }
            Err(Failure::Other(error)) => unread.push((path.display().to_string(), error)),
        }
    }
    if !issues.is_empty() {
        for (file, error) in unread {
            let mut sink = Sink::new(file);
            let action = "check its name and your right to read it";
            sink.add(Code::NotFound, At::new("", None), "", format!("{error:#}"), action);
            issues.extend(sink.into_issues());
        }
        return Err(issues.into());
    }
    if let Some((_, error)) = unread.into_iter().next() {
        return Err(error.into());
    }
    let json = args.answer.format == AnswerFormat::Json;
    Ok(Said::done(if json { layout::json(&issues) } else { good }))
}

/// By what it is called, or else by what it says.
fn kind_of(path: &Path, said: Option<FileKind>) -> FileKind {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let looks_like_scenario =
        || files::Text::read(path).is_ok_and(|text| scenario::looks_like_one(&text.text));
    said.unwrap_or_else(|| match name.as_str() {
        _ if !path.join("provider.toml").exists() && files::is_set(path) => FileKind::Set,
        _ if is_batch(path) => FileKind::Batch,
        _ if path.is_dir() || is_of_an_estate(path) => FileKind::Estate,
        "evidence.csv" => FileKind::Evidence,
        _ if path.extension().is_some_and(|e| e == "toml") && looks_like_scenario() => {
            FileKind::Scenario
        }
        _ => FileKind::Referral,
    })
}

/// A file of lines, or a folder of forms that are no scenarios beside no table of an estate.
fn is_batch(path: &Path) -> bool {
    let Ok(listed) = std::fs::read_dir(path) else { return files::is_called_forms_by_line(path) };
    let found: Vec<_> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let is_other = |file: &std::path::PathBuf| {
        is_of_an_estate(file)
            || files::Text::read(file).is_ok_and(|text| scenario::looks_like_one(&text.text))
    };
    found.iter().any(|file| files::is_called_a_form(file)) && !found.iter().any(is_other)
}

fn is_of_an_estate(path: &Path) -> bool {
    let parts = [
        "provider.toml",
        "settings.csv",
        "units.csv",
        "occupancy.csv",
        "history.csv",
        "candidates.csv",
        "budgets.csv",
        "calibration.toml",
    ];
    path.is_file() && path.file_name().is_some_and(|name| parts.iter().any(|part| name == *part))
}

/// Whether the outputs in a folder are all there, as they were written.
fn check_set(path: &Path) -> Result<Document, Failure> {
    let found = files::inspect(path);
    found.issues.or_value(Some(()))?;
    let (whole, shards, of_no_set) = (found.whole, found.shards, found.of_no_set);
    Ok(said(path, InOrder::Set(&SetFound { whole, shards, of_no_set })))
}

fn said(path: &Path, what: InOrder<'_>) -> Document {
    in_order(&path.display().to_string(), what)
}

fn check_evidence(path: &Path) -> Result<Document, Failure> {
    let text = files::Text::read(path)?;
    Ok(said(path, InOrder::Evidence(evidence::read(text.source())?.iter().count())))
}

fn check_scenario(data: &Path, path: &Path, geography: &Geography) -> Result<Document, Failure> {
    let opened = scenarios::open(data, &path.display().to_string(), geography)?;
    for scenario in &opened.scenarios {
        let folder = files::scenario_estate(data, &scenario.estate, &opened.file)?;
        let (homes, _) = files::estate_with_history(&folder, geography)?;
        demand::build(&opened.file, scenario, &homes.estate, geography)?;
    }
    Ok(said(path, InOrder::Scenario(opened.scenarios.len())))
}

/// The whole estate, also where one of its files is named: they only make sense together.
fn check_estate(
    data: &Path,
    (path, now): (&Path, Timestamp),
    geography: &Geography,
) -> Result<Document, Failure> {
    let folder = if is_of_an_estate(path) { path.parent().unwrap_or(path) } else { path };
    let read = files::estate_with_history(folder, geography).map(|(homes, _)| homes);
    let residents = check_residents(folder, geography);
    let checked = match (check_calibration(data, folder), residents) {
        (Err(Failure::Issues(mut issues)), Err(Failure::Issues(found))) => {
            issues.extend(found);
            Err(issues.into())
        }
        (Ok(calibration), residents) => residents.map(|()| calibration),
        (checked, _) => checked,
    };
    let (homes, calibration) = match (read, checked) {
        (Ok(homes), Ok(calibration)) => (homes, calibration),
        (Err(Failure::Issues(mut issues)), Err(Failure::Issues(found))) => {
            issues.extend(found);
            return Err(issues.into());
        }
        (Err(other), _) | (Ok(_), Err(other)) => return Err(other),
    };
    let (estate, occupancy) = homes.both();
    if folder.join("candidates.csv").is_file() && folder.join("budgets.csv").is_file() {
        let (_, _, issues) = ToBuy::open(folder, None, None)?.read(estate, geography);
        issues.or_value(Some(()))?;
    }
    if let Some(calibration) = calibration {
        with_levers(calibration, folder, (estate, geography))?;
    }
    check_list(folder, occupancy)?;
    check_moves(folder, (estate, occupancy), now)?;
    check_waiting(folder, estate, now, geography)?;
    Ok(said(path, InOrder::Estate(&homes, now, &remaining::remaining(folder))))
}

/// Forms of those who wait, which the outlook counts.
fn check_waiting(
    folder: &Path,
    estate: &Estate,
    now: Timestamp,
    geography: &Geography,
) -> Result<(), Failure> {
    let Some(path) = super::outlook::usual_list(folder) else { return Ok(()) };
    let home = estate.home_sectors();
    let from = estate.viewpoint(&home);
    let mut issues = super::batch::waiting(&path, geography, from, now)?.left_out;
    issues.extend_new(super::batch::unknown_places(&path, geography, from)?);
    issues.extend_new(super::batch::slips(&path)?);
    Ok(issues.or_value(Some(()))?)
}

/// A list of who lives where that is shorter or longer than its own word was saved by halves, or not brought up to date.
fn check_list(folder: &Path, occupancy: &Occupancy) -> Result<(), Failure> {
    let list = occupancy.list();
    if list.complete != Some(false) {
        return Ok(());
    }
    let said = list.households.unwrap_or_default().to_string();
    let mut sink = Sink::new(folder.join("provider.toml").display().to_string());
    let rows = wording::count(list.rows, "row", "rows");
    let action =
        "save the whole list again, or correct the number, before anybody is offered a home";
    let (code, allowed) = if list.is_there {
        let more = list
            .households
            .is_some_and(|said| usize::try_from(said).is_ok_and(|said| list.rows > said));
        let allowed = if more {
            format!(
                "occupancy.csv has {rows}, more than that: whoever has left may still stand there, or the number is old"
            )
        } else {
            format!("occupancy.csv has {rows}: homes that are lived in may look vacant")
        };
        (Code::Contradiction, allowed)
    } else {
        let allowed = "there is no occupancy.csv: homes that are lived in look vacant".to_owned();
        (Code::NotFound, allowed)
    };
    sink.add(code, At::new("occupancy.households", None), said, allowed, action);
    Err(sink.into_issues().into())
}

/// Somebody who is listed as living in a unit from a day still to come: a slip in the year, or one who is only expected.
fn check_moves(
    folder: &Path,
    (estate, occupancy): (&Estate, &Occupancy),
    now: Timestamp,
) -> Result<(), Failure> {
    let today = calendar::london_day(now);
    let mut sink = Sink::new(folder.join("occupancy.csv").display().to_string());
    for resident in &occupancy.residents {
        let Some(moved_in) = resident.moved_in.filter(|day| *day > today) else { continue };
        let unit = &estate.units[resident.unit].name;
        let place = format!("the row of {unit}, moved_in");
        sink.add(
            Code::Contradiction,
            At::new(&place, None),
            moved_in.to_string(),
            format!("a day up to today, {today}: the list has whoever lives there already"),
            "correct the day; take out a household that has not come yet",
        );
    }
    Ok(sink.into_issues().or_value(Some(()))?)
}

/// Places that the provider's own names stand for, or that residents who could be moved name, and nobody knows: the
/// desk answers with them.
fn check_residents(folder: &Path, geography: &Geography) -> Result<(), Failure> {
    let own = files::checked_places(folder, geography)?;
    let from = Viewpoint { home: &[], own: &own };
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("residents"))
        .map(|listed| listed.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let mut issues = Issues::default();
    for path in paths {
        // A file that cannot be read is told with the rest of the estate.
        if let Ok(form) = files::Text::read(&path) {
            issues.extend(referral::unknown_places(form.source(), geography, from));
        }
    }
    Ok(issues.or_value(Some(()))?)
}

/// What is not known and what was counted, where an estate says so.
fn check_calibration(data: &Path, folder: &Path) -> Result<Option<Calibration>, Failure> {
    let cited = scenarios::evidence(data, Some(folder))?;
    let path = folder.join("calibration.toml");
    if !path.is_file() {
        return Ok(None);
    }
    Ok(Some(calibration::read(files::Text::read(&path)?.source(), &cited.evidence)?))
}

fn check_batch(
    data: &Path,
    args: &Check,
    (path, now): (&Path, Timestamp),
    geography: &Geography,
) -> Result<Document, Failure> {
    let folder = files::estate_folder(data, args.estate.as_deref())?;
    let own = files::own_places(&folder).unwrap_or_default();
    let from = Viewpoint { home: &[], own: &own };
    let mut issues = super::batch::unknown_places(path, geography, from)?;
    let ground = (List::Whole, Ground::Files(&folder));
    let opened = match super::batch::open(ground, (path, now), geography) {
        Err(Failure::Issues(found)) => {
            issues.extend_new(found);
            return Err(issues.in_order().into());
        }
        read => read?,
    };
    issues.extend(opened.slips);
    issues.or_value(Some(()))?;
    let (estate, occupancy) = opened.homes.both();
    let asking = opened.households.iter().map(|Household { referral, places }| {
        wording::Household { referral, places, estate, occupancy, geography, now }
    });
    let households: Vec<wording::Household<'_>> = asking.collect();
    Ok(wording::forms(&path.display().to_string(), &households))
}

fn check_referral(
    data: &Path,
    args: &Check,
    (path, now): (&Path, Timestamp),
    geography: &Geography,
) -> Result<Document, Failure> {
    let register = Registered::of(data, args, (path, now))?;
    let form = match register.as_ref().and_then(|register| register.form.clone()) {
        Some(form) => form,
        None => files::Text::read(path)?,
    };
    let folder = match &register {
        Some(register) => register.door.folder.clone(),
        None => files::estate_folder(data, args.estate.as_deref())?,
    };
    let mut issues = referral::slips(form.source());
    let own = files::own_places(&folder).unwrap_or_default();
    let from = Viewpoint { home: &[], own: &own };
    issues.extend(referral::unknown_places(form.source(), geography, from));
    let read = match &register {
        Some(register) => register.read(&form, now),
        None => files::estate_and_form((List::Whole, &folder), (&form, now), geography),
    };
    let (homes, referral, places) = match read {
        Err(Failure::Issues(found)) => {
            issues.extend_new(found);
            return Err(issues.in_order().into());
        }
        read => read?,
    };
    issues.or_value(Some(()))?;
    let (referral, places) = (&referral, &places);
    let (estate, occupancy) = homes.both();
    let household = wording::Household { referral, places, estate, occupancy, geography, now };
    Ok(wording::form(&path.display().to_string(), &household))
}

/// The register beside which a form is checked, and the form of the reference that was named, if one was.
struct Registered {
    door: Door,
    night: Night,
    form: Option<files::Text>,
}

impl Registered {
    fn of(
        data: &Path,
        args: &Check,
        (path, now): (&Path, Timestamp),
    ) -> Result<Option<Self>, Failure> {
        let Some(mut door) = door(data, &args.whereabouts, args.estate.as_deref())? else {
            return Ok(None);
        };
        let night = door.night(asked_at(None, now)?, now)?;
        let form = named(&night, path)?.and_then(|of| {
            let form = night.form(of)?.to_string();
            Some(files::Text::of(format!("{} in the register", of.reference), form))
        });
        Ok(Some(Self { door, night, form }))
    }

    fn read(
        &self,
        form: &files::Text,
        now: Timestamp,
    ) -> Result<(OccupiedEstate, Referral, Places), Failure> {
        let (referral, places) = self.door.read(form, now)?;
        Ok((self.night.estate(self.door.estate.clone(), Some(&referral)), referral, places))
    }
}
