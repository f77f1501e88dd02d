//! `lintel init`: a provider that begins, in a folder of its own, written whole or not at all.
//!
//! Everything in it is a placeholder or from elsewhere, and says so; its first answer and its first forecast run at once.

mod figures;
mod homes;
mod money;
mod place;
mod texts;

use super::args::{Check, FileKind, Init as Args};
use super::{Failure, Said, check};
use crate::base::domain::calendar;
use crate::doors::files;
use crate::presentation::render::terminal;
use crate::presentation::wording;
use crate::presentation::wording::files::Begun;
use anyhow::{Context, anyhow};
use homes::Counts;
use jiff::Timestamp;
use place::Place;
use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};
use texts::Beginning;

pub(super) fn run(
    (data, is_found_anywhere): (&Path, bool),
    now: Timestamp,
    args: &Args,
) -> Result<Said, Failure> {
    let counts =
        Counts { refuge: args.refuge, safe_place: args.safe_place, dispersed: args.dispersed };
    if counts.all() == 0 {
        let why = "a provider needs a unit: give --refuge, --safe-place or --dispersed";
        return Err(Failure::Usage(why.to_owned()));
    }
    let folder = free(&args.folder)?;
    let geography = files::geography(data)?;
    let mut place = Place::of(&geography, place::district(&geography, &args.district)?)?;
    if let Some(population) = args.population {
        place.population = population;
        "as given to lintel init".clone_into(&mut place.population_is);
    }
    let now = Timestamp::from_second(now.as_second()).unwrap_or_default();
    let slug = slug(&args.name);
    let beginning = Beginning {
        name: &args.name,
        slug: &slug,
        place: &place,
        counts,
        now,
        today: calendar::london_day(now),
    };
    let contents = texts::files(&beginning, &geography)?;
    whole(&folder, &contents, |draft| in_order((data, now), draft, &slug))?;
    Ok(Said::done(next(data, is_found_anywhere, &folder, &beginning)))
}

/// Lower-case letters and digits with hyphens between, for file names.
fn slug(name: &str) -> String {
    let plain = name.to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "provider".to_owned() } else { slug }
}

/// The folder with all that leads to it, if nothing is in it yet.
fn free(folder: &Path) -> Result<PathBuf, Failure> {
    let said = folder.display();
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(_) => false,
    };
    if !is_free {
        return Err(anyhow!(
            "{said} is there already, and nothing is written over it: name a folder that is not there yet"
        )
        .into());
    }
    Ok(absolute(folder).with_context(|| format!("{said} is no path to a folder"))?)
}

/// Writes all the files beside the folder, and moves them there once they are in order.
fn whole(
    folder: &Path,
    contents: &[(String, String)],
    in_order: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let above =
        folder.parent().ok_or_else(|| anyhow!("{} has no folder above", folder.display()))?;
    let cannot = || format!("{} cannot be written", folder.display());
    fs::create_dir_all(above).with_context(cannot)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let draft = above.join(format!(".{name}.{}.draft", std::process::id()));
    fs::create_dir(&draft).with_context(cannot)?;
    let written = write(&draft, contents).with_context(cannot).map_err(Failure::from);
    let moved = written.and_then(|()| in_order(&draft)).and_then(|()| {
        // An empty folder may stand where this one goes.
        drop(fs::remove_dir(folder));
        fs::rename(&draft, folder).with_context(cannot).map_err(Failure::from)
    });
    if moved.is_err() {
        drop(fs::remove_dir_all(&draft));
    }
    moved
}

fn write(folder: &Path, contents: &[(String, String)]) -> io::Result<()> {
    fs::create_dir_all(folder.join("scenarios"))?;
    contents.iter().try_for_each(|(path, text)| fs::write(folder.join(path), text))
}

/// Whether everything that was written is what the readers read.
fn in_order((data, now): (&Path, Timestamp), draft: &Path, slug: &str) -> Result<(), Failure> {
    let scenario = draft.join("scenarios").join(format!("{slug}.toml"));
    let check = |files: Vec<PathBuf>, kind: Option<FileKind>| {
        let estate = Some(draft.display().to_string());
        check::run(data, now, &Check::of(files, kind, estate)).map(drop)
    };
    check(vec![draft.to_owned(), scenario], None)?;
    check(vec![draft.join("sample-referral.toml")], Some(FileKind::Referral))
}

/// What was begun, and the next three commands, which run from any folder.
fn next(data: &Path, is_found_anywhere: bool, folder: &Path, beginning: &Beginning<'_>) -> String {
    let place = beginning.place;
    let at = |inside: &str| shell(&folder.join(inside));
    let estate = shell(folder);
    let flag = absolute(data).ok().filter(|_| !is_found_anywhere);
    let flag = flag.map_or_else(String::new, |data| format!(" --data {}", shell(&data)));
    let scenario = at(&format!("scenarios/{}.toml", beginning.slug));
    let next = [
        format!("lintel check {estate}{flag}"),
        format!("lintel recommend {} --estate {estate}{flag}", at("sample-referral.toml")),
        format!("lintel forecast {scenario} --out {}{flag}", at("forecast")),
    ];
    let begun = Begun {
        name: beginning.name,
        folder: &folder.display().to_string(),
        units: beginning.counts.all(),
        district: (&place::plain(&place.district.name), &place.district.code),
    };
    terminal::render(&wording::files::begun(begun, &next))
}

/// A path as a shell takes it.
pub(super) fn shell(path: &Path) -> String {
    let said = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if said.chars().all(plain) { said } else { format!("'{}'", said.replace('\'', "'\\''")) }
}
