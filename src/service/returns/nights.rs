//! Who had a night here in a period, in which type, and what they were on the first of them.
//!
//! The night of a day belongs to whoever lives here at its last second in London. A stay within one London day counts as
//! one night, of the type it ended in; so does a second stage or a sanctuary that began and ended on one day.

use super::facts::Facts;
use super::period::Period;
use super::record::{Household, On, Presence, Record};
use super::safe_type::SafeType;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The type under which everybody is counted once.
pub(super) type Within = Option<SafeType>;

/// Everybody with a night in a period.
#[derive(Debug, Default)]
pub(super) struct Supported {
    /// In all and in each type: individuals, by their first night, as they were then.
    pub(super) individuals: BTreeMap<Within, BTreeMap<usize, (Date, Arc<Facts>)>>,
    /// Households with a night of which no form says who belongs to them.
    pub(super) not_told: BTreeMap<Within, BTreeSet<usize>>,
    /// Households of which one does.
    told: BTreeMap<Within, BTreeSet<usize>>,
}

/// Nights one after the other, in one type.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    kind: SafeType,
    first: Date,
    last: Date,
    /// Within one day: who belonged to the household just before this event has the night.
    before: Option<usize>,
}

impl Supported {
    /// Everybody with a night in a period.
    pub(super) fn of(record: &Record, period: Period) -> Self {
        let mut supported = Self::default();
        for (number, household) in record.households.iter().enumerate() {
            for stretch in stretches(household, period) {
                supported.take((number, household), stretch);
            }
        }
        let Self { not_told, told, .. } = &mut supported;
        for (within, households) in not_told {
            if let Some(told) = told.get(within) {
                households.retain(|household| !told.contains(household));
            }
        }
        supported
    }

    /// Whether anybody has a night of a type.
    pub(super) fn has(&self, kind: SafeType) -> bool {
        let of = Some(kind);
        self.individuals.contains_key(&of) || self.not_told.contains_key(&of)
    }

    fn take(&mut self, (number, household): (usize, &Household), stretch: Stretch) {
        for (first, last, presence) in parts(&household.presence, stretch) {
            let is_told = presence.is_some_and(|presence| presence.is_told);
            for within in [None, Some(stretch.kind)] {
                let into = if is_told { &mut self.told } else { &mut self.not_told };
                into.entry(within).or_default().insert(number);
                for (individual, facts) in presence.into_iter().flat_map(|of| &of.people) {
                    // A person counts from `arrives` if that is later.
                    let day = facts.arrives.map_or(first, |arrives| arrives.max(first));
                    if day <= last {
                        self.count(within, *individual, (day, facts));
                    }
                }
            }
        }
    }

    fn count(&mut self, within: Within, individual: usize, (day, facts): (Date, &Arc<Facts>)) {
        let known = self.individuals.entry(within).or_default().entry(individual);
        let known = known.or_insert_with(|| (day, Arc::clone(facts)));
        // Of two forms that speak of somebody on one day the newer counts.
        let is_newer = day == known.0 && facts.told > known.1.told;
        if day < known.0 || is_newer {
            *known = (day, Arc::clone(facts));
        }
    }
}

/// All nights of a household in a period.
fn stretches(household: &Household, period: Period) -> Vec<Stretch> {
    let mut found = Vec::new();
    for stay in &household.stays {
        if let (true, Some(last)) = (stay.is_within_a_day(), stay.spans.last()) {
            found.extend(one_night(last.kind, last.to));
        } else {
            found
                .extend(stay.spans.iter().filter_map(|span| nights(span.kind, span.from, span.to)));
        }
    }
    for episode in household.episodes.iter().filter(|episode| episode.counts) {
        let is_within_a_day = episode.to.is_some_and(|to| to.day == episode.from.day);
        found.extend(if is_within_a_day {
            one_night(episode.kind, episode.to)
        } else {
            nights(episode.kind, episode.from, episode.to)
        });
    }
    let clipped = found.into_iter().map(|of| Stretch {
        first: of.first.max(period.first),
        last: of.last.min(period.last),
        ..of
    });
    clipped.filter(|of| of.first <= of.last).collect()
}

fn one_night(kind: SafeType, to: Option<On>) -> Option<Stretch> {
    let On { place, day } = to?;
    Some(Stretch { kind, first: day, last: day, before: Some(place) })
}

/// Nights from a day to that before another; what goes on has all that come.
fn nights(kind: SafeType, from: On, to: Option<On>) -> Option<Stretch> {
    let last = match to {
        Some(to) => to.day.yesterday().ok()?,
        None => Date::MAX,
    };
    (from.day <= last).then_some(Stretch { kind, first: from.day, last, before: None })
}

/// A stretch in parts, each with who belonged to the household at the end of all of its days.
fn parts(presence: &[Presence], stretch: Stretch) -> Vec<(Date, Date, Option<&Presence>)> {
    let Stretch { first, last, .. } = stretch;
    if let Some(place) = stretch.before {
        let of = presence.iter().take_while(|presence| presence.on.place < place).last();
        return vec![(first, last, of)];
    }
    let mut parts = Vec::new();
    let mut from = first;
    let mut in_force = None;
    for (k, change) in presence.iter().enumerate() {
        let is_last_of_its_day = presence.get(k + 1).is_none_or(|next| next.on.day > change.on.day);
        if change.on.day > last || !is_last_of_its_day {
            continue;
        }
        if change.on.day > from {
            parts.extend(change.on.day.yesterday().ok().map(|day| (from, day, in_force)));
            from = change.on.day;
        }
        in_force = Some(change);
    }
    parts.push((from, last, in_force));
    parts
}
