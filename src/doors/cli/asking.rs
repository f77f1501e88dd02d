//! One household before its estate, as a command of the desk opens it: from files, or from the register where there is one.

use super::Failure;
use super::granted::granted;
use super::register::args::Whereabouts;
use crate::base::domain::{Referral, calendar};
use crate::base::geography::{Geography, Places};
use crate::doors::files::{self, List, Text};
use crate::doors::tasks::{Door, asked_at};
use crate::engine::eligibility::Case;
use crate::engine::placement::Grants;
use crate::inputs::estate::Estate;
use crate::service::register::{Household, Night, utc};
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// A household that asks, and the estate as it meets it.
pub(super) struct Asking {
    pub(super) geography: Geography,
    pub(super) folder: PathBuf,
    pub(super) estate: Estate,
    pub(super) referral: Referral,
    pub(super) places: Places,
    /// What the register knows besides; none: there is no register.
    pub(super) known: Option<Known>,
}

/// What the register knows of a moment.
pub(super) struct Known {
    /// The moment.
    pub(super) at: Timestamp,
    /// Decisions granted to this household.
    grants: Grants,
    /// Who else waits, no unit claimed for them.
    pub(super) waiting: Vec<(Referral, Places)>,
}

/// Whom and what a command asks about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// A form, or a reference that the register knows.
    pub(super) referral: &'a Path,
    /// The estate, as it was named.
    pub(super) estate: Option<&'a str>,
    /// How much of a list of who lives where must be in order.
    pub(super) list: List,
    /// The register, if there is one.
    pub(super) register: &'a Whereabouts,
    /// The moment at which it is asked.
    pub(super) at: Option<&'a str>,
}

impl Asking {
    /// Opens what is asked about.
    pub(super) fn open(
        data: &Path,
        now: Timestamp,
        question: Question<'_>,
    ) -> Result<Self, Failure> {
        match door(data, question.register, question.estate)? {
            Some(door) => Self::of_register(door, question, now),
            None => Self::of_files(data, question, now),
        }
    }

    fn of_files(data: &Path, question: Question<'_>, now: Timestamp) -> Result<Self, Failure> {
        let geography = files::geography(data)?;
        let folder = files::estate_folder(data, question.estate)?;
        let (estate, referral, places) = files::estate_and_referral(
            (question.list, &folder),
            (question.referral, now),
            &geography,
        )?;
        Ok(Self { geography, folder, estate, referral, places, known: None })
    }

    fn of_register(
        mut door: Door,
        question: Question<'_>,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let at = asked_at(question.at, now)?;
        let night = door.night(at, now)?;
        let (referral, places) = form_of(&door, &night, question.referral)?;
        let estate = night.estate(door.estate.clone(), Some(&referral));
        let grants = night.grants(&estate, &referral.reference);
        let waiting = door.others_waiting(&night, &referral.reference);
        let Door { geography, folder, .. } = door;
        let known = Some(Known { at, grants, waiting });
        Ok(Self { geography, folder, estate, referral, places, known })
    }

    /// The decisions that were granted: on a list, and in the register.
    pub(super) fn grants(&self, case: &Case<'_>, list: Option<&Path>) -> Result<Grants, Failure> {
        let mut grants = granted(case, list)?;
        let known = self.known.iter().flat_map(|known| &known.grants);
        for (unit, rules) in known {
            let all = grants.entry(*unit).or_default();
            *all = all.union(*rules);
        }
        Ok(grants)
    }

    /// The moment at which the register was asked, as answers print it.
    pub(super) fn printed_at(&self) -> Option<String> {
        self.known.as_ref().map(|known| utc(known.at))
    }

    /// Days count from a moment; the estate is as it is then.
    pub(super) fn counted_from(&mut self, at: Timestamp) {
        self.referral.received = at;
        if self.known.is_none() {
            self.estate = self.estate.clone().on(calendar::london_day(at));
        }
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
