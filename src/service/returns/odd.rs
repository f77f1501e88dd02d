//! What is missing or odd in a period, to be looked at before a return is sent: each with the referral that it is about.

use super::counting::Counting;
use super::facts::Trait;
use super::period::days_between;
use super::record::{Ending, Episode, Household, Stay};
use super::safe_type::SafeType;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Something to look at: what is about the whole first, what a year has dozens of last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Odd {
    /// The period is not over.
    NotOver,
    /// No staff were recorded.
    NoStaff,
    /// Turned away without a reason.
    NoReason,
    /// A death that is said to have been planned or independence.
    PlannedDeath,
    /// Second stage or a sanctuary whose end was never recorded, though the referral was closed, or the household died or was
    /// erased: it is counted on.
    NeverEnded,
    /// Open for more than 30 days.
    LongOpen,
    /// Lives here, and no support was recorded in the last 30 nights.
    NoSupport,
    /// Left with no reason but "other".
    LeftForOther,
    /// Nobody has said who belongs to it.
    PeopleNotKnown,
    /// Somebody's age is not known.
    AgeNotKnown,
    /// Nothing is known of somebody's ethnicity, disability or sexuality.
    TraitsNotKnown,
    /// What somebody needs support with was never recorded.
    NeedsNotKnown,
}

/// Support is looked for in so many nights.
const NIGHTS: i32 = 30;

/// Everything, with the referral or the person it is about; nothing of nobody in particular.
pub fn odd(of: &Counting<'_>, until: Date) -> Vec<(Odd, String)> {
    let mut found = BTreeSet::new();
    let end = of.period.last.min(until);
    for (number, household) in of.record.households.iter().enumerate() {
        let name = &of.households[number];
        if lacks_support(of, (number, household), end) {
            found.insert((Odd::NoSupport, name.clone()));
        }
        for left in of.departures(household).filter_map(|stay| stay.left.as_ref()) {
            if &*left.because == "other" {
                found.insert((Odd::LeftForOther, name.clone()));
            }
            if &*left.because == "died" && (left.is_planned || left.is_independent) {
                found.insert((Odd::PlannedDeath, name.clone()));
            }
        }
    }
    for referral in &of.record.referrals {
        let name = referral.reference.to_string();
        let is_turned_away = |(day, how)| how == Ending::TurnedAway && of.period.has(day);
        if referral.ended.is_some_and(is_turned_away) && referral.why.is_none() {
            found.insert((Odd::NoReason, name.clone()));
        }
        let is_open = referral.ended.is_none_or(|(day, how)| day > end && how != Ending::Duplicate);
        if referral.received.is_some_and(|day| is_open && days_between(day, end) > NIGHTS) {
            found.insert((Odd::LongOpen, name));
        }
    }
    found.extend(never_ended(of));
    let not_told = of.supported.not_told.get(&None).into_iter().flatten();
    found.extend(of.named(not_told.copied()).into_iter().map(|name| (Odd::PeopleNotKnown, name)));
    found.extend(people(of));
    if !of.record.staff.iter().any(|staff| staff.on <= of.period.last) {
        found.insert((Odd::NoStaff, String::new()));
    }
    if until <= of.period.last {
        found.insert((Odd::NotOver, String::new()));
    }
    found.into_iter().collect()
}

/// What counts on although nothing goes on: second stage of a referral that was closed, and whatever ran for a household
/// that died or was erased.
fn never_ended(of: &Counting<'_>) -> Vec<(Odd, String)> {
    let last = of.period.last;
    let is_closed = |episode: &Episode| {
        let ended = of.record.referrals[episode.referral].ended;
        let is_over = |how| !matches!(how, Ending::Placed | Ending::Sanctuary);
        let is_second = episode.kind == SafeType::SecondStage;
        is_second && ended.is_some_and(|(day, how)| day <= last && is_over(how))
    };
    let episodes = of.record.households.iter().flat_map(|household| {
        let is_over = |episode: &Episode| {
            household.over.is_some_and(|over| over.day <= last && over.place > episode.from.place)
        };
        household.episodes.iter().filter(move |episode| is_closed(episode) || is_over(episode))
    });
    let goes_on = episodes.filter(|episode| episode.to.is_none());
    goes_on.map(|episode| (Odd::NeverEnded, of.record.reference(episode.referral))).collect()
}

/// Lives here for so many nights, and has had no support in them.
fn lacks_support(of: &Counting<'_>, (number, household): (usize, &Household), end: Date) -> bool {
    let is_long_here = |stay: &Stay| {
        stay.is_at_the_end_of(end)
            && stay.began().is_some_and(|began| days_between(began.day, end) >= NIGHTS)
    };
    let is_of_late = |day: Date| day <= end && days_between(day, end) < NIGHTS;
    let mut supports = of.record.supports.iter().filter(|support| support.household == number);
    household.stays.iter().any(is_long_here) && !supports.any(|support| is_of_late(support.day))
}

/// What is not known of people who are counted.
fn people(of: &Counting<'_>) -> Vec<(Odd, String)> {
    let needs: BTreeSet<usize> = of.record.needs.iter().map(|needs| needs.individual).collect();
    let mut found = Vec::new();
    for (individual, (_, facts)) in of.supported.individuals.get(&None).into_iter().flatten() {
        let name = &of.record.individuals[*individual];
        let asked = [Trait::Ethnicity, Trait::Disability, Trait::Sexuality];
        for (what, is_so) in [
            (Odd::AgeNotKnown, facts.age.is_none()),
            (
                Odd::TraitsNotKnown,
                !facts.is_child() && asked.iter().all(|of| facts.word(*of).is_none()),
            ),
            (Odd::NeedsNotKnown, !facts.is_child() && !needs.contains(individual)),
        ] {
            found.extend(is_so.then(|| (what, name.clone())));
        }
    }
    found
}
