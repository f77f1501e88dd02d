//! What a register counted in whole quarters that are over, as an estate's history.csv has it.

use super::period::{By, Period};
use super::record::{Ending, Record, Referral};
use crate::base::domain::past::LEAST_SHOWN;
use crate::base::domain::{Past, PastMeasure};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The figures of every quarter of the calendar from the first thing recorded to a day. Where few were refused for anything
/// but capacity, how many were for capacity is left out: beside all refusals it would tell of those few.
pub fn past(record: &Record, source: &str, today: Date) -> Vec<Past> {
    let first = record.first_day().filter(|first| *first < today);
    let Some(first) = first else { return Vec::new() };
    let spans = Period::of_days(first, today).spans(By::Quarter);
    let over = spans.into_iter().filter(|(_, last)| *last < today);
    over.flat_map(|(from, to)| quarter(record, (from, to), source)).collect()
}

impl Record {
    /// The day from which on it tells everything: that of the first event. Who was carried in lived here before.
    pub fn first_day(&self) -> Option<Date> {
        self.begins
    }
}

fn quarter(record: &Record, (from, to): (Date, Date), source: &str) -> Vec<Past> {
    let has = |day: Date| from <= day && day <= to;
    let households = |is_meant: &dyn Fn(&Referral) -> bool| {
        let meant = record.referrals.iter().filter(|referral| is_meant(referral));
        meant.map(|referral| referral.household).collect::<BTreeSet<usize>>().len()
    };
    let ended = |referral: &Referral, wanted: Ending| {
        referral.ended.is_some_and(|(day, how)| how == wanted && has(day))
    };
    let why = |referral: &Referral, is_meant: &dyn Fn(&str) -> bool| {
        ended(referral, Ending::TurnedAway) && referral.why.as_deref().is_some_and(is_meant)
    };
    let is_unmet = |why: &str| !matches!(why, "not_contacted" | "declined");
    let unmet = households(&|referral| why(referral, &is_unmet));
    let capacity = households(&|referral| why(referral, &|why| why == "capacity"));
    let referrals = households(&|referral| {
        let is_duplicate = referral.ended.is_some_and(|(_, how)| how == Ending::Duplicate);
        referral.received.is_some_and(has) && !is_duplicate
    });
    let placed =
        households(&|referral| referral.received.is_some() && ended(referral, Ending::Placed));
    let mut figures = vec![
        (PastMeasure::Referrals, referrals),
        (PastMeasure::Placed, placed),
        (PastMeasure::NeedUnmet, unmet),
    ];
    let others = u32::try_from(unmet.saturating_sub(capacity)).unwrap_or(u32::MAX);
    if !(1..LEAST_SHOWN).contains(&others) {
        figures.push((PastMeasure::UnmetCapacity, capacity));
    }
    let past = |(measure, value): (PastMeasure, usize)| Past {
        from,
        to,
        measure,
        value: u32::try_from(value).unwrap_or(u32::MAX),
        source: source.to_owned(),
    };
    figures.into_iter().map(past).collect()
}
