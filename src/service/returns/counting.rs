//! A record, a period and the lists: what every line is counted from.

use super::lists::Lists;
use super::nights::Supported;
use super::period::Period;
use super::record::{Household, Record, Stay};
use super::safe_type::SafeType;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What every line is counted from.
#[derive(Debug)]
pub struct Counting<'a> {
    pub(super) record: &'a Record,
    /// The period.
    pub period: Period,
    pub(super) lists: &'a Lists,
    pub(super) supported: Supported,
    pub(super) households: Vec<String>,
    possible: BTreeSet<SafeType>,
}

impl<'a> Counting<'a> {
    /// Sets a record before a period.
    pub fn new(record: &'a Record, period: Period, lists: &'a Lists) -> Self {
        let supported = Supported::of(record, period);
        let possible = possible(record, period);
        let households = record.household_names();
        Self { record, period, lists, supported, households, possible }
    }

    /// Whether the estate can have a type in the period; second stage and sanctuary are of no estate.
    pub(super) fn is_possible(&self, kind: SafeType) -> bool {
        !kind.is_of_units() || self.possible.contains(&kind) || self.supported.has(kind)
    }

    /// Households by what they are called, in the order in which they were first heard of.
    pub(super) fn named(&self, households: impl IntoIterator<Item = usize>) -> Vec<String> {
        let once: BTreeSet<usize> = households.into_iter().collect();
        once.into_iter().map(|household| self.households[household].clone()).collect()
    }

    /// Individuals by what they are called.
    pub(super) fn people(&self, individuals: impl IntoIterator<Item = usize>) -> Vec<String> {
        individuals.into_iter().map(|of| self.record.individuals[of].clone()).collect()
    }

    /// Households for which something holds.
    pub(super) fn households_where(&self, holds: impl Fn(&Household) -> bool) -> Vec<String> {
        let all = self.record.households.iter().enumerate();
        self.named(all.filter(|(_, household)| holds(household)).map(|(number, _)| number))
    }

    /// Stays that ended in the period.
    pub(super) fn departures<'b>(
        &'b self,
        household: &'b Household,
    ) -> impl Iterator<Item = &'b Stay> + 'b {
        let in_it = |day: Date| self.period.has(day);
        household
            .stays
            .iter()
            .filter(move |stay| stay.left.as_ref().is_some_and(|left| in_it(left.on.day)))
    }
}

/// Types of the units of every estate that was in force on a day of the period.
fn possible(record: &Record, period: Period) -> BTreeSet<SafeType> {
    let begins_by = |day: Date| move |from: Option<Date>| from.is_none_or(|from| from <= day);
    let mut possible = BTreeSet::new();
    for (k, estate) in record.estates.iter().enumerate() {
        let next = record.estates.get(k + 1).and_then(|next| next.from);
        let is_over = next.is_some_and(|next| next < period.first);
        if begins_by(period.last)(estate.from) && !is_over {
            possible.extend(&estate.types);
        }
    }
    possible
}
