//! Several households before one estate, as `allocate` and `explain` open them: from files, or with the register.
//!
//! Whoever of them has a unit claimed in the register keeps it, and it is nobody else's.

use super::Failure;
use super::args::Answers;
use super::batch::{self, Ground, Opened};
use super::data_source::{Footing, Named, form_of};
use super::terms::terms_of;
use crate::base::geography::Geography;
use crate::desk::allocation::{Household, Terms};
use crate::doors::files::{self, List, Text};
use crate::doors::tasks::waiting_list;
use crate::inputs::estate::OccupiedEstate;
use jiff::Timestamp;
use std::path::Path;

/// Households that ask, and the estate as they meet it.
pub(super) struct Several {
    pub(super) opened: Opened,
    pub(super) footing: Footing,
}

impl Several {
    /// Opens whom a command asks about: a folder of forms, a file of them, or a reference that the register knows; none:
    /// all who wait there.
    pub(super) fn open(
        data: &Path,
        now: Timestamp,
        (whom, named): (Option<&Path>, Named<'_>),
    ) -> Result<Self, Failure> {
        let nobody = || {
            Failure::Usage(
                "name the referrals: a folder of forms, or a file of one a line".to_owned(),
            )
        };
        if whom.is_none() && !named.register.is_named() {
            return Err(nobody());
        }
        let footing = Footing::open(data, &named, now)?;
        let open =
            |ground, path| batch::open((named.list, ground), (path, now), footing.geography());
        let opened = match (&footing, whom) {
            (Footing::Register(door, night), None) => waiting_list::who_waits(door, night)?,
            (Footing::Register(door, night), Some(path)) => {
                open(Ground::Register(door, night), path)?
            }
            (Footing::Files { folder, .. }, Some(path)) => open(Ground::Files(folder), path)?,
            (Footing::Files { .. }, None) => return Err(nobody()),
        };
        Ok(Self { opened, footing })
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
        let (referral, places) = match &self.footing {
            Footing::Files { geography, .. } => {
                files::referral((path, now), &self.opened.homes.estate, geography)?
            }
            Footing::Register(door, night) => form_of(door, night, path)?,
        };
        Ok(Household { referral, places })
    }

    /// What persons have said: on lists, first read in a way of one's own, and in the register.
    pub(super) fn terms(
        &mut self,
        (moves, granted): (usize, List),
        answers: &Answers,
        own: impl Fn(Text, &OccupiedEstate, &Geography) -> Text,
    ) -> Result<Terms, Failure> {
        let known = match &self.footing {
            Footing::Files { .. } => Terms::default(),
            Footing::Register(door, night) => {
                waiting_list::terms(&mut self.opened, night, &door.geography)
            }
        };
        let geography = self.footing.geography();
        let own = |list| own(list, &self.opened.homes, geography);
        let mut terms = terms_of(&self.opened, geography, (moves, granted), answers, own)?;
        terms.granted.extend(known.granted);
        for (household, unit) in known.accepted {
            terms.accepted.entry(household).or_insert(unit);
        }
        Ok(terms)
    }
}
