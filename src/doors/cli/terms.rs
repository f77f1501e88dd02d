//! What persons have said of a batch, as lists of theirs are read.

use super::Failure;
use super::args::Answers;
use super::batch::Opened;
use crate::base::domain::{Resident, calendar};
use crate::base::geography::Geography;
use crate::base::parse::printable;
use crate::desk::allocation::{Decided, Terms, admit, still_of_use};
use crate::doors::files::{List, Text};
pub(super) use crate::doors::tasks::waiting_list::batch_of;
use crate::presentation::wording::{Unusable, list_read_although, nothing_granted, passed_over};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A list of references and units, however a spreadsheet saved it; that it was read all the same is said.
pub(super) fn list_of_pairs(path: &Path) -> Result<Text, Failure> {
    let (text, saved) = Text::read_list(path, &["reference", "unit"])?;
    if !saved.is_empty() {
        tell(&list_read_although(&text.file, saved));
    }
    Ok(text)
}

/// What persons have said, where so many residents may be moved and lists are first read in a way of one's own.
pub(super) fn terms_of(
    opened: &Opened,
    geography: &Geography,
    (moves, granted): (usize, List),
    args: &Answers,
    own: impl Fn(Text) -> Text,
) -> Result<Terms, Failure> {
    let read = |path: &Option<PathBuf>| {
        Ok::<_, Failure>(path.as_deref().map(list_of_pairs).transpose()?.map(&own))
    };
    // Software is given no answer to half a list; whoever sits at the desk is, and what was passed over is said.
    let granted = match granted {
        List::Whole => read(&args.granted)?,
        List::AsFar => {
            let list = args.granted.as_deref().and_then(granted_list).map(&own);
            list.map(|list| of_the_batch(&list, opened))
        }
    };
    let (accepted, declined) = (read(&args.accepted)?, read(&args.declined)?);
    let decided = Decided {
        granted: granted.as_ref().map(Text::source),
        accepted: accepted.as_ref().map(Text::source),
        declined: declined.as_ref().map(Text::source),
    };
    let undecided = Terms::default();
    Ok(admit(&batch_of(opened, geography, &undecided), moves, decided)?)
}

/// What was granted; a list that cannot be used is said and grants nothing, for it must silence no good form.
pub(super) fn granted_list(path: &Path) -> Option<Text> {
    let unusable = |why: &Unusable<'_>| tell(&nothing_granted(&path.display().to_string(), why));
    let Ok(list) = list_of_pairs(path) else {
        unusable(&match path {
            path if path.is_dir() => Unusable::Folder,
            path if path.exists() => Unusable::Unreadable,
            _ => Unusable::NotThere,
        });
        return None;
    };
    match header_of(&list) {
        Some(header) if names_its_columns(header) => return Some(list),
        Some(header) => unusable(&Unusable::FirstLine(header)),
        None => unusable(&Unusable::Empty),
    }
    None
}

fn header_of(list: &Text) -> Option<&str> {
    let text = list.source().text.trim_start_matches('\u{feff}');
    text.lines().map(str::trim).find(|line| !line.is_empty())
}

fn names_its_columns(header: &str) -> bool {
    let named: Vec<&str> = header.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
    ["reference", "unit"].iter().all(|column| named.contains(column))
}

/// Of what was granted the lines about households of the batch and units that are vacant still; others are said.
fn of_the_batch(list: &Text, opened: &Opened) -> Text {
    let households = opened.households.iter();
    let references: Vec<&str> =
        households.map(|household| household.referral.reference.as_str()).collect();
    let (estate, occupancy) = opened.homes.both();
    let day = opened.households.first().map(|first| calendar::london_day(first.referral.received));
    let is_vacant = |named: &str| {
        let at = estate.units.iter().position(|unit| unit.name.eq_ignore_ascii_case(named))?;
        let is_anothers = |resident: &Resident| {
            resident.unit == at && !references.contains(&resident.reference.as_str())
        };
        let is_open = day.is_none_or(|day| estate.units[at].can_be_offered_on(day));
        Some(is_open && !occupancy.residents.iter().any(is_anothers))
    };
    lines_of(list, &references, is_vacant)
}

/// The lines of a night's list that are about these households and still of use; what was passed over is said.
pub(super) fn lines_of(
    list: &Text,
    references: &[&str],
    is_vacant: impl Fn(&str) -> Option<bool>,
) -> Text {
    let (text, passed) = still_of_use(list.source(), references, is_vacant);
    if !passed.is_empty() {
        tell(&passed_over(&list.file, &passed));
    }
    Text::of(list.file.clone(), text)
}

/// Says it beside the answer.
fn tell(said: &str) {
    drop(writeln!(io::stderr(), "{}", printable(said)));
}
