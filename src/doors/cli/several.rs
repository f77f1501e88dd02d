//! Several households before one estate, as `allocate` and `explain` open them: from files, or with the register.
//!
//! Whoever of them has a unit claimed in the register keeps it, and it is nobody else's.

use super::Failure;
use super::args::Answers;
use super::asking::door;
use super::batch::{self, Ground, Opened};
use super::register::args::Whereabouts;
use super::terms::terms_of;
use crate::base::geography::Geography;
use crate::desk::allocation::{Household, Terms};
use crate::doors::files::{self, List, Text};
use crate::doors::tasks::queue;
use crate::doors::tasks::{Door, asked_at};
use crate::inputs::estate::Estate;
use crate::service::register::{Night, utc};
use jiff::Timestamp;
use std::path::Path;

/// Households that ask, and the estate as they meet it.
pub(super) struct Several {
    pub(super) opened: Opened,
    ground: Standing,
}

/// What they stand on.
enum Standing {
    Files(Box<Geography>),
    Register(Box<Door>, Night),
}

/// Whom a command asks about, of which estate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// A folder of forms, a file of them, or a reference that the register knows; none: all who wait there.
    pub(super) referrals: Option<&'a Path>,
    /// The estate, as it was named.
    pub(super) estate: Option<&'a str>,
    /// How much of the forms, and of a list of who lives where, must be in order.
    pub(super) list: List,
    /// The register, if there is one.
    pub(super) register: &'a Whereabouts,
    /// The moment at which it is asked.
    pub(super) at: Option<&'a str>,
}

impl Several {
    /// Opens what is asked about.
    pub(super) fn open(
        data: &Path,
        now: Timestamp,
        question: Question<'_>,
    ) -> Result<Self, Failure> {
        let Question { referrals, estate, list, register, at } = question;
        if let Some(mut door) = door(data, register, estate)? {
            let night = door.night(asked_at(at, now)?, now)?;
            let opened = match referrals {
                Some(path) => {
                    let ground = Ground::Register(&door, &night);
                    batch::open((list, ground), (path, now), &door.geography)?
                }
                None => queue::who_waits(&door, &night)?,
            };
            return Ok(Self { opened, ground: Standing::Register(Box::new(door), night) });
        }
        let path = referrals.ok_or_else(|| {
            Failure::Usage(
                "name the referrals: a folder of forms, or a file of one a line".to_owned(),
            )
        })?;
        let geography = files::geography(data)?;
        let folder = files::estate_folder(data, estate)?;
        let opened = batch::open((list, Ground::Files(&folder)), (path, now), &geography)?;
        Ok(Self { opened, ground: Standing::Files(Box::new(geography)) })
    }

    pub(super) fn geography(&self) -> &Geography {
        match &self.ground {
            Standing::Files(geography) => geography,
            Standing::Register(door, _) => &door.geography,
        }
    }

    /// The register, where there is one, and the night it was asked about.
    pub(super) fn register(&mut self) -> Option<(&mut Door, &Night)> {
        match &mut self.ground {
            Standing::Files(_) => None,
            Standing::Register(door, night) => Some((door, night)),
        }
    }

    /// The moment at which the register was asked, as answers print it.
    pub(super) fn printed_at(&self) -> Option<String> {
        match &self.ground {
            Standing::Files(_) => None,
            Standing::Register(_, night) => Some(utc(night.at)),
        }
    }

    /// One more who asks, in the place of its own form if that is among the others: where it stands.
    pub(super) fn join(&mut self, household: Household) -> usize {
        let households = &mut self.opened.households;
        let same = |other: &Household| other.referral.reference == household.referral.reference;
        let place = households.iter().position(same).unwrap_or(households.len());
        if place == households.len() {
            households.push(household);
        } else {
            households[place] = household;
        }
        place
    }

    /// A household by a file, or by a reference that the register knows.
    pub(super) fn household(&self, path: &Path, now: Timestamp) -> Result<Household, Failure> {
        let (referral, places) = match &self.ground {
            Standing::Files(geography) => {
                files::referral((path, now), &self.opened.estate, geography)?
            }
            Standing::Register(door, night) => super::asking::form_of(door, night, path)?,
        };
        Ok(Household { referral, places })
    }

    /// What persons have said: on lists, first read in a way of one's own, and in the register.
    pub(super) fn terms(
        &mut self,
        moves: usize,
        answers: &Answers,
        own: impl Fn(Text, &Estate, &Geography) -> Text,
    ) -> Result<Terms, Failure> {
        let known = match &self.ground {
            Standing::Files(_) => Terms::default(),
            Standing::Register(door, night) => {
                queue::terms(&mut self.opened, night, &door.geography)
            }
        };
        let geography = self.geography();
        let own = |list| own(list, &self.opened.estate, geography);
        let mut terms = terms_of(&self.opened, geography, moves, answers, own)?;
        terms.granted.extend(known.granted);
        for (household, unit) in known.accepted {
            terms.accepted.entry(household).or_insert(unit);
        }
        Ok(terms)
    }
}
