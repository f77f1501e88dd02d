//! Opening a batch: a folder of referrals or a file of one a line, with its estate and its residents.

use super::Failure;
use super::data_source::named;
use crate::base::domain::{Referral, Resident, calendar};
use crate::base::geography::{Geography, Viewpoint};
use crate::base::parse::{At, Code, Issues, Sink};
use crate::desk::allocation::Household;
use crate::doors::files::{self, List, Text, is_called_a_form, is_called_forms_by_line};
use crate::doors::tasks::Door;
pub(super) use crate::doors::tasks::waiting_list::Opened;
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::occupancy::Occupancy;
use crate::inputs::referral::{self, Form, Read};
use crate::service::register::Night;
use anyhow::{Context, anyhow};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// Who says who lives where.
#[derive(Clone, Copy)]
pub(super) enum Ground<'a> {
    /// The files of an estate's folder.
    Files(&'a Path),
    /// The register, over the estate as the files have it.
    Register(&'a Door, &'a Night),
}

impl Ground<'_> {
    /// The texts of a batch, or the form of a reference that the register knows, where no file is called so.
    fn texts(self, path: &Path) -> Result<Texts, Failure> {
        let household = match self {
            Self::Register(_, night) => named(night, path)?.map(|of| (night, of)),
            Self::Files(_) => None,
        };
        let Some((night, household)) = household else { return texts(path) };
        let form = night.form(household).unwrap_or_default().to_string();
        let text = Text::of(format!("{} in the register", household.reference), form);
        Ok(Texts { readable: vec![text], ..Texts::default() })
    }

    /// The estate as it is tonight by the register, or as the files have it.
    fn estate(self, list: List, geography: &Geography) -> Result<OccupiedEstate, Failure> {
        match self {
            Self::Files(folder) => files::estate_with(list, folder, geography),
            Self::Register(door, night) => Ok(night.estate(door.estate.clone(), None)),
        }
    }

    /// The same when a household asks.
    fn as_it_is(self, homes: OccupiedEstate, first: Option<&Household>) -> OccupiedEstate {
        match (self, first) {
            (Self::Files(_), Some(first)) => {
                homes.on(calendar::london_day(first.referral.received))
            }
            (Self::Files(_), None) | (Self::Register(..), _) => homes,
        }
    }
}

/// Opens a batch, every form of it, or as far as it can be read: one broken form keeps no other from an answer.
pub(super) fn open(
    (list, ground): (List, Ground<'_>),
    asked: (&Path, Timestamp),
    geography: &Geography,
) -> Result<Opened, Failure> {
    let opened = opened((list, ground), asked, geography)?;
    let may_be_broken = list == List::AsFar;
    if may_be_broken || opened.left_out.is_empty() {
        Ok(opened)
    } else {
        Err(opened.left_out.into())
    }
}

fn opened(
    (list, ground): (List, Ground<'_>),
    (path, now): (&Path, Timestamp),
    geography: &Geography,
) -> Result<Opened, Failure> {
    let Texts { readable, passed_over, unreadable } = ground.texts(path)?;
    let forms = forms(path, &readable);
    if forms.is_empty() && unreadable.is_empty() {
        return Err(nobody_asks(path));
    }
    let homes = match ground.estate(list, geography) {
        Ok(homes) => homes,
        Err(Failure::Issues(mut issues)) => {
            // Places are looked up beside an estate; everything else can be said now.
            for form in &forms {
                if let Err(found) = referral::read(form.source, now) {
                    issues.extend(found);
                }
            }
            return Err(issues.into());
        }
        Err(other) => return Err(other),
    };
    let home = homes.estate.home_sectors();
    let read = referral::read_batch(&forms, now, geography, homes.estate.viewpoint(&home))?;
    let mut left_out = unreadable;
    left_out.extend(read.left_out);
    if read.households.is_empty() {
        return Err(left_out.into());
    }
    let household = |(referral, places)| Household { referral, places };
    let households: Vec<Household> = read.households.into_iter().map(household).collect();
    let homes = ground.as_it_is(homes, households.first());
    let movable = movable(homes.both(), geography);
    let slips = referral::batch_slips(&forms);
    Ok(Opened { homes, households, movable, passed_over, slips, left_out })
}

/// Every place of a batch's forms that nothing known is called, as the issues they are.
pub(super) fn unknown_places(
    path: &Path,
    geography: &Geography,
    from: Viewpoint<'_>,
) -> Result<Issues, Failure> {
    let Texts { readable, .. } = texts(path)?;
    Ok(referral::batch_unknown_places(&forms(path, &readable), geography, from))
}

/// What of a batch's forms is wrong and would be answered without, as the issues it is.
pub(super) fn slips(path: &Path) -> Result<Issues, Failure> {
    let Texts { readable, .. } = texts(path)?;
    Ok(referral::batch_slips(&forms(path, &readable)))
}

/// Those who wait at a moment, of a folder of referrals or a file of one a line, and what is wrong with forms that cannot
/// be read; there may be nobody.
pub(super) fn waiting(
    path: &Path,
    geography: &Geography,
    from: Viewpoint<'_>,
    now: Timestamp,
) -> Result<Read, Failure> {
    let Texts { readable, mut unreadable, .. } = texts(path)?;
    let read = referral::read_waiting(&forms(path, &readable), (geography, from), now);
    unreadable.extend(read.left_out);
    Ok(Read { left_out: unreadable, ..read })
}

/// Residents who could be moved; their forms were in order when the estate was read.
fn movable((estate, occupancy): (&Estate, &Occupancy), geography: &Geography) -> Vec<Household> {
    let home = estate.home_sectors();
    let household = |referral: &Referral| {
        let places = referral::locate(referral, geography, estate.viewpoint(&home));
        Household { referral: referral.clone(), places }
    };
    let residents = &occupancy.residents;
    // A unit of two rows is not vacant when one of them leaves.
    let leaves_it_vacant =
        |own: &Resident| residents.iter().filter(|other| other.unit == own.unit).count() == 1;
    let may_move = |referral: &&Referral| {
        residents.iter().filter(|own| own.reference == referral.reference).all(leaves_it_vacant)
    };
    occupancy.movable.values().filter(may_move).map(household).collect()
}

/// The texts of a batch, in file-name order.
#[derive(Default)]
struct Texts {
    readable: Vec<Text>,
    /// The names of files that are no referrals.
    passed_over: Vec<String>,
    /// What is wrong with files that cannot be read as text.
    unreadable: Issues,
}

fn texts(path: &Path) -> Result<Texts, Failure> {
    if !path.is_dir() {
        return Ok(Texts { readable: vec![Text::read(path)?], ..Texts::default() });
    }
    let said = path.display();
    let listed = fs::read_dir(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("the folder {said} cannot be read"))?;
    let mut files: Vec<PathBuf> = listed.into_iter().map(|entry| entry.path()).collect();
    files.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    let is_form = |file: &PathBuf| is_called_a_form(file) && file.is_file() && !is_hidden(file);
    let (forms, others): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_form);
    let mut found = Texts::default();
    for file in forms {
        match Text::read(&file) {
            Ok(text) => found.readable.push(text),
            Err(Failure::Issues(issues)) => found.unreadable.extend(issues),
            Err(other) => return Err(other),
        }
    }
    let name = |file: &PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned());
    let (forms, others): (Vec<PathBuf>, Vec<PathBuf>) =
        others.into_iter().filter(|file| !is_hidden(file)).partition(|file| somebody_asks_in(file));
    for form in &forms {
        found.unreadable.extend(not_read(form));
    }
    found.passed_over = others.iter().filter_map(name).collect();
    Ok(found)
}

/// Whether a file that is not called a form is one, or a folder has some.
fn somebody_asks_in(path: &Path) -> bool {
    if path.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        return entries
            .map(|entry| entry.path())
            .any(|file| is_called_a_form(&file) || is_called_forms_by_line(&file));
    }
    let has_people = |text: &str| text.contains("[[person]]") || text.contains("\"person\"");
    path.is_file() && Text::read(path).is_ok_and(|read| has_people(&read.text))
}

/// Somebody asks there, and is not in the answer.
fn not_read(path: &Path) -> Issues {
    let mut sink = Sink::new(path.display().to_string());
    let (allowed, action) = if path.is_dir() {
        (
            "only forms in the folder itself are read: WHOEVER ASKS IN THIS ONE IS NOT IN THE ANSWER",
            "move the forms beside the others, or give this folder too",
        )
    } else {
        (
            "a form's name ends in .toml or .json: WHOEVER ASKS HERE IS NOT IN THE ANSWER",
            "rename the file; one of several lines, .jsonl, is given by itself",
        )
    };
    sink.add(Code::NotFound, At::new("", None), "", allowed, action);
    sink.into_issues()
}

fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn forms<'a>(path: &Path, texts: &'a [Text]) -> Vec<Form<'a>> {
    if path.is_dir() {
        return texts.iter().map(|text| Form { source: text.source(), line: None }).collect();
    }
    // One referral by itself is a batch of one; anything else has one a line.
    let one = |text: &Text| {
        text.file.to_ascii_lowercase().ends_with(".toml")
            || (text.file.to_ascii_lowercase().ends_with(".json")
                && referral::reference_of(text.source()).is_some())
    };
    let of = |text: &'a Text| {
        if one(text) {
            vec![Form { source: text.source(), line: None }]
        } else {
            referral::lines(text.source())
        }
    };
    texts.iter().flat_map(of).collect()
}

fn nobody_asks(path: &Path) -> Failure {
    let file = path.display().to_string();
    if !path.exists() && file != "-" {
        return anyhow!("there is no {file}; give a folder of referrals, or a file of one a line")
            .into();
    }
    let mut sink = Sink::new(file);
    let allowed = "no referral is here; a batch is a folder of .toml or .json referrals, or a file with one JSON referral a line";
    sink.add(
        Code::Missing,
        At::new("", None),
        "",
        allowed,
        "add the referrals, or name another folder",
    );
    sink.into_issues().into()
}
