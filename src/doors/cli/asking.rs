//! One household before its estate, as a command of the desk opens it: from files, or from the register where there is one.

use super::Failure;
use super::data_source::{Footing, Named, form_of};
use super::granted::granted;
use crate::base::domain::{Referral, calendar};
use crate::base::geography::Places;
use crate::doors::files;
use crate::engine::eligibility::Case;
use crate::engine::placement::Grants;
use crate::inputs::estate::OccupiedEstate;
use jiff::Timestamp;
use std::path::Path;

/// A household that asks, and the estate as it meets it.
pub(super) struct Asking {
    pub(super) footing: Footing,
    pub(super) homes: OccupiedEstate,
    pub(super) referral: Referral,
    pub(super) places: Places,
}

impl Asking {
    /// Opens whom a command asks about: a form, or a reference that the register knows.
    pub(super) fn open(
        data: &Path,
        now: Timestamp,
        (whom, named): (&Path, Named<'_>),
    ) -> Result<Self, Failure> {
        let footing = Footing::open(data, &named, now)?;
        let (homes, referral, places) = match &footing {
            Footing::Files { geography, folder } => {
                files::estate_and_referral((named.list, folder), (whom, now), geography)?
            }
            Footing::Register(door, night) => {
                let (referral, places) = form_of(door, night, whom)?;
                (night.estate(door.estate.clone(), Some(&referral)), referral, places)
            }
        };
        Ok(Self { footing, homes, referral, places })
    }

    /// The decisions that were granted: on a list, and in the register.
    pub(super) fn grants(&self, case: &Case<'_>, list: Option<&Path>) -> Result<Grants, Failure> {
        let mut grants = granted((case, &self.referral), list)?;
        if let Some((_, night)) = self.footing.register() {
            for (unit, rules) in night.grants(&self.homes.estate, &self.referral.reference) {
                let all = grants.entry(unit).or_default();
                *all = all.union(rules);
            }
        }
        Ok(grants)
    }

    /// Who else waits by the register, no unit claimed for them; none: there is no register.
    pub(super) fn others_waiting(&self) -> Option<Vec<(Referral, Places)>> {
        let (door, night) = self.footing.register()?;
        Some(door.others_waiting(night, &self.referral.reference))
    }

    /// The moment at which the register was asked; none: there is none.
    pub(super) fn known_at(&self) -> Option<Timestamp> {
        self.footing.register().map(|(_, night)| night.at)
    }

    /// Days count from a moment; the estate is as it is then.
    pub(super) fn counted_from(&mut self, at: Timestamp) {
        self.referral.received = at;
        if self.footing.register().is_none() {
            self.homes = self.homes.clone().on(calendar::london_day(at));
        }
    }
}
