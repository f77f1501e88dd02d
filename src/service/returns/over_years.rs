//! Figures of returns month by month or quarter by quarter, for somebody who looks at years: the lines' own counting rules,
//! by the day on which something happened.

use super::period::{By, Period};
use super::record::{Ending, Record};
use jiff::civil::Date;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Referrals received, duplicates apart: 10.13 i.
    Referrals,
    /// Referrals turned away: 10.13 viii.
    TurnedAway,
    /// Those of them for capacity.
    ForCapacity,
    /// Referrals placed, as reconciled.
    Placed,
    /// Stays that ended: the bands of 10.13 x together.
    StaysEnded,
    /// Stays that go on at the end: `still_in` of 10.13 x.
    StillIn,
}

impl Told {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 6] = [
        Self::Referrals,
        Self::TurnedAway,
        Self::ForCapacity,
        Self::Placed,
        Self::StaysEnded,
        Self::StillIn,
    ];
}

/// One figure over the spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverYears {
    /// What is counted.
    pub told: Told,
    /// The first day of each span, and how many.
    pub points: Vec<(Date, u32)>,
}

/// Every figure over the whole months or quarters of a period that are over on a day.
pub fn over_years(record: &Record, period: Period, by: By, today: Date) -> Vec<OverYears> {
    // Of a month in which the record began it tells a part.
    let is_whole = |(first, last): &(Date, Date)| {
        *last < today && record.first_day().is_some_and(|begins| begins <= *first)
    };
    let spans: Vec<(Date, Date)> = period.spans(by).into_iter().filter(is_whole).collect();
    let of = |told| {
        let count = |(first, last): &(Date, Date)| (*first, count(record, told, (*first, *last)));
        OverYears { told, points: spans.iter().map(count).collect() }
    };
    Told::ALL.map(of).to_vec()
}

fn count(record: &Record, told: Told, (first, last): (Date, Date)) -> u32 {
    let has = |day: Date| first <= day && day <= last;
    let ended = |how: Ending| {
        record.referrals.iter().filter(move |referral| {
            referral.ended.is_some_and(|(day, ended)| ended == how && has(day))
        })
    };
    let stays = || record.households.iter().flat_map(|household| &household.stays);
    let found = match told {
        Told::Referrals => record
            .referrals
            .iter()
            .filter(|referral| {
                let is_duplicate = referral.ended.is_some_and(|(_, how)| how == Ending::Duplicate);
                referral.received.is_some_and(has) && !is_duplicate
            })
            .count(),
        Told::TurnedAway => ended(Ending::TurnedAway).count(),
        Told::ForCapacity => ended(Ending::TurnedAway)
            .filter(|referral| referral.why.as_deref() == Some("capacity"))
            .count(),
        Told::Placed => ended(Ending::Placed).count(),
        Told::StaysEnded => {
            stays().filter(|stay| stay.left.as_ref().is_some_and(|left| has(left.on.day))).count()
        }
        Told::StillIn => stays().filter(|stay| stay.is_at_the_end_of(last)).count(),
    };
    u32::try_from(found).unwrap_or(u32::MAX)
}
