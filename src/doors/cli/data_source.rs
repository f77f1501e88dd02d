//! What a command of the desk stands on: an estate's files, or the register where there is one.

use super::Failure;
use super::register::args::{OfRegister, Whereabouts};
use crate::base::domain::Referral;
use crate::base::geography::{Geography, Places};
use crate::doors::files::{self, DataFolder, List, Text};
use crate::doors::tasks::planning::Tonight;
use crate::doors::tasks::{Door, asked_at};
use crate::presentation::render::terminal;
use crate::presentation::wording;
use crate::service::register::{Household, Night, utc};
use crate::service::vault::Mark;
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What a command names beside whom it asks about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    /// The estate.
    pub(super) estate: Option<&'a str>,
    /// How much of forms, and of a list of who lives where, must be in order.
    pub(super) list: List,
    /// The register, if there is one.
    pub(super) register: &'a Whereabouts,
    /// The moment at which it is asked.
    pub(super) at: Option<&'a str>,
}

/// What it stands on.
pub(super) enum Footing {
    Files { geography: Box<Geography>, folder: PathBuf },
    Register(Box<Door>, Night),
}

impl Footing {
    /// Opens what was named.
    pub(super) fn open(data: &Path, named: &Named<'_>, now: Timestamp) -> Result<Self, Failure> {
        if let Some(mut door) = door(data, named.register, named.estate)? {
            let night = door.night(asked_at(named.at, now)?, now)?;
            return Ok(Self::Register(Box::new(door), night));
        }
        let geography = Box::new(files::geography(data)?);
        Ok(Self::Files { geography, folder: files::estate_folder(data, named.estate)? })
    }

    pub(super) fn geography(&self) -> &Geography {
        match self {
            Self::Files { geography, .. } => geography,
            Self::Register(door, _) => &door.geography,
        }
    }

    /// The estate's folder.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Files { folder, .. } => folder,
            Self::Register(door, _) => &door.folder,
        }
    }

    /// The register, where there is one, and the night it was asked about.
    pub(super) fn register(&self) -> Option<(&Door, &Night)> {
        match self {
            Self::Files { .. } => None,
            Self::Register(door, night) => Some((door, night)),
        }
    }

    /// The same, to record in.
    pub(super) fn register_mut(&mut self) -> Option<(&mut Door, &Night)> {
        match self {
            Self::Files { .. } => None,
            Self::Register(door, night) => Some((door, night)),
        }
    }

    /// The moment at which the register was asked, as answers print it.
    pub(super) fn printed_at(&self) -> Option<String> {
        self.register().map(|(_, night)| utc(night.at))
    }
}

/// The register with its estate; none: none was named.
pub(super) fn door(
    data: &Path,
    whereabouts: &Whereabouts,
    estate: Option<&str>,
) -> Result<Option<Door>, Failure> {
    whereabouts.is_named().then(|| Door::open(data, whereabouts.open()?, estate)).transpose()
}

/// The data folder for a run of the next years, with what the register says of its estate where there is one; and how far
/// that had come.
pub(super) fn opened(
    data: &Path,
    of: &OfRegister,
    now: Timestamp,
) -> Result<(DataFolder, Option<Mark>), Failure> {
    let at = of.moment()?;
    let mut folder = DataFolder::open(data)?;
    let Some(mut door) = door(data, &of.whereabouts, None)? else { return Ok((folder, None)) };
    let tonight = Tonight::of(&mut door, asked_at(at, now)?, now)?;
    tonight.join(&mut folder)?;
    Ok((folder, Some(tonight.head)))
}

/// How far the register had come from which a run was made, as its last lines; nothing where there was none.
pub(super) fn made_from(head: Option<&Mark>) -> String {
    head.map_or_else(String::new, |head| terminal::render(&wording::files::head(head)))
}

/// A form of a file, or the one in force of a reference that the register knows.
pub(super) fn form_of(
    door: &Door,
    night: &Night,
    path: &Path,
) -> Result<(Referral, Places), Failure> {
    match named(night, path)? {
        Some(household) => door.referral_of(night, household),
        None => door.read(&Text::read(path)?, night.at),
    }
}

/// The household that is meant by its reference; none: a file is meant.
pub(super) fn named<'n>(night: &'n Night, path: &Path) -> Result<Option<&'n Household>, Failure> {
    if path.as_os_str() == "-" || path.exists() {
        return Ok(None);
    }
    let said = path.to_string_lossy();
    let household = night.household(&said).ok_or_else(|| {
        anyhow!("{said} is neither a file nor a referral that the register knew then; lintel tonight says who waits")
    })?;
    if household.standing.is_active() {
        return Ok(Some(household));
    }
    let why = household.standing.word().replace('_', " ");
    Err(anyhow!(
        "{said} is closed ({why}): if they ask again, record a new form with repeat_of = \"{said}\" by lintel refer"
    )
    .into())
}
