//! Everything as it is at one place in the order of events, and the way back.
//!
//! Every change leaves in a journal what was there before, so that the events behind one that is put in between can be
//! taken out again and put back behind it, and nothing else is done twice.

use super::estate::Rows;
use super::form::Member;
use super::unit::Unit;
use crate::base::domain::{RuleName, redact};
use crate::service::pathway::Pathways;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::IntoStaticStr;

/// Everything as it is between two events.
#[derive(Clone, Default)]
pub(super) struct State {
    units: Vec<Unit>,
    unit_names: BTreeMap<Arc<str>, usize>,
    referrals: Vec<Referral>,
    references: BTreeMap<Arc<str>, usize>,
    households: Vec<Household>,
    estate: Option<Arc<Rows>>,
    journal: Vec<Before>,
}

/// A referral as the events so far leave it.
#[derive(Clone)]
pub(super) struct Referral {
    pub(super) reference: Arc<str>,
    pub(super) place: u64,
    pub(super) household: usize,
    pub(super) standing: Standing,
    /// Where it lives.
    pub(super) unit: Option<usize>,
    /// The unit it claimed last; the unit says whether it still does.
    pub(super) claimed: Option<usize>,
    /// When it was closed, or left.
    pub(super) closed: Option<Timestamp>,
    /// The form in force, by the number of its event.
    pub(super) form: Option<u64>,
    /// Rules that ask no more, by unit.
    pub(super) grants: Arc<Vec<(usize, RuleName)>>,
    /// By the form in force somebody's life is in danger.
    pub(super) in_danger: bool,
    /// Support and pathways.
    pub(super) pathways: Arc<Pathways>,
}

/// What has become of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    /// It waits.
    Open,
    /// It lives here.
    Placed,
    /// It lived here and has left.
    Left,
    /// It was refused, or refused.
    TurnedAway,
    /// Another service took it.
    PlacedElsewhere,
    /// It was taken back.
    Withdrawn,
    /// It was the same as another.
    Duplicate,
    /// They stay at home, which is made safer.
    Sanctuary,
}

impl Standing {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether the referral is open or lives here.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::Placed)
    }
}

/// A referral with every referral that `repeat_of` joins to it.
#[derive(Clone, Default)]
pub(super) struct Household {
    pub(super) referrals: Vec<usize>,
    /// Who belongs to it now.
    pub(super) present: Arc<Vec<Arc<str>>>,
    /// Everybody who ever did.
    pub(super) ever: Arc<BTreeSet<Arc<str>>>,
}

/// The next whole number that nobody of a household was ever called.
pub(super) fn next_number(ever: &BTreeSet<Arc<str>>) -> Arc<str> {
    let greatest = ever.iter().filter_map(|id| id.parse::<u64>().ok()).max();
    Arc::from(greatest.map_or(1, |n| n.saturating_add(1)).to_string())
}

impl Household {
    /// What somebody who joins it without a pseudonym is called.
    pub(super) fn next_number(&self) -> Arc<str> {
        next_number(&self.ever)
    }

    /// These are its people from now on.
    pub(super) fn replace(&mut self, members: &[Member]) {
        let ids: Vec<Arc<str>> = members.iter().filter_map(|member| member.id.clone()).collect();
        Arc::make_mut(&mut self.ever).extend(ids.iter().cloned());
        self.present = Arc::new(ids);
    }
}

/// What was there before a change.
#[derive(Clone)]
enum Before {
    Unit(usize, Box<Unit>),
    NewUnit(Arc<str>),
    Referral(usize, Box<Referral>),
    NewReferral(Arc<str>),
    Household(usize, Household),
    NewHousehold,
    Estate(Option<Arc<Rows>>),
}

redact!(State, Referral, Household, Before);

impl State {
    pub(super) fn unit(&self, unit: usize) -> &Unit {
        &self.units[unit]
    }

    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.units.iter().enumerate()
    }

    /// The unit of a name, whether or not the estate still has it.
    pub(super) fn unit_named(&self, name: &str) -> Option<usize> {
        self.unit_names.get(name).copied()
    }

    /// Every unit that there ever was, by name; in no order.
    pub(super) fn unit_names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.unit_names.iter().map(|(name, unit)| (&**name, *unit))
    }

    pub(super) fn referral(&self, referral: usize) -> &Referral {
        &self.referrals[referral]
    }

    pub(super) fn referrals(&self) -> &[Referral] {
        &self.referrals
    }

    pub(super) fn referral_named(&self, reference: &str) -> Option<usize> {
        self.references.get(reference).copied()
    }

    pub(super) fn household(&self, household: usize) -> &Household {
        &self.households[household]
    }

    pub(super) fn estate(&self) -> Option<&Arc<Rows>> {
        self.estate.as_ref()
    }

    /// Changes a unit.
    pub(super) fn unit_mut(&mut self, unit: usize) -> &mut Unit {
        self.journal.push(Before::Unit(unit, Box::new(self.units[unit].clone())));
        &mut self.units[unit]
    }

    /// The unit of a name, new if there was none.
    pub(super) fn unit_or_new(&mut self, name: &str) -> usize {
        if let Some(unit) = self.unit_named(name) {
            return unit;
        }
        let name: Arc<str> = Arc::from(name);
        self.unit_names.insert(name.clone(), self.units.len());
        self.units.push(Unit::default());
        self.journal.push(Before::NewUnit(name));
        self.units.len() - 1
    }

    /// Changes a referral.
    pub(super) fn referral_mut(&mut self, referral: usize) -> &mut Referral {
        self.journal.push(Before::Referral(referral, Box::new(self.referrals[referral].clone())));
        &mut self.referrals[referral]
    }

    /// A new referral, of a household of its own unless it repeats another.
    pub(super) fn new_referral(
        &mut self,
        reference: &Arc<str>,
        place: u64,
        household: Option<usize>,
    ) -> usize {
        let referral = self.referrals.len();
        let household = household.unwrap_or_else(|| self.new_household());
        self.household_mut(household).referrals.push(referral);
        self.references.insert(reference.clone(), referral);
        self.referrals.push(Referral {
            reference: reference.clone(),
            place,
            household,
            standing: Standing::Open,
            unit: None,
            claimed: None,
            closed: None,
            form: None,
            grants: Arc::default(),
            in_danger: false,
            pathways: Arc::default(),
        });
        self.journal.push(Before::NewReferral(reference.clone()));
        referral
    }

    fn new_household(&mut self) -> usize {
        self.households.push(Household::default());
        self.journal.push(Before::NewHousehold);
        self.households.len() - 1
    }

    /// Changes a household.
    pub(super) fn household_mut(&mut self, household: usize) -> &mut Household {
        self.journal.push(Before::Household(household, self.households[household].clone()));
        &mut self.households[household]
    }

    /// Makes two households one.
    pub(super) fn join(&mut self, household: usize, other: usize) {
        if household == other {
            return;
        }
        let from = self.households[other].clone();
        for referral in &from.referrals {
            self.referral_mut(*referral).household = household;
        }
        *self.household_mut(other) = Household::default();
        let into = self.household_mut(household);
        into.referrals.extend(from.referrals);
        Arc::make_mut(&mut into.ever).extend(from.ever.iter().cloned());
        let present = Arc::make_mut(&mut into.present);
        present.extend(from.present.iter().cloned());
        present.sort();
        present.dedup();
    }

    /// Another estate is in force.
    pub(super) fn set_estate(&mut self, estate: Arc<Rows>) {
        let before = self.estate.replace(estate);
        self.journal.push(Before::Estate(before));
    }

    /// How many changes were made.
    pub(super) fn mark(&self) -> usize {
        self.journal.len()
    }

    /// The units that were changed since a mark.
    pub(super) fn units_changed_since(&self, mark: usize) -> impl Iterator<Item = usize> {
        self.journal[mark..].iter().filter_map(|before| match before {
            Before::Unit(unit, _) => Some(*unit),
            _ => None,
        })
    }

    /// Undoes what was changed since a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        for before in self.journal.drain(mark..).rev() {
            match before {
                Before::Unit(unit, before) => self.units[unit] = *before,
                Before::NewUnit(name) => {
                    self.units.pop();
                    self.unit_names.remove(&name);
                }
                Before::Referral(referral, before) => self.referrals[referral] = *before,
                Before::NewReferral(reference) => {
                    self.referrals.pop();
                    self.references.remove(&reference);
                }
                Before::Household(household, before) => self.households[household] = before,
                Before::NewHousehold => drop(self.households.pop()),
                Before::Estate(before) => self.estate = before,
            }
        }
    }
}
