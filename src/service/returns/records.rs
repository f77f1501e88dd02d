//! What a register says to a calibration: who asked, who was refused and why, who was placed, how long stays were and how
//! full the units, each in what it counts.

use super::amount::quotient;
use super::counting::Counting;
use super::key::{CountedIn, Line, OfType};
use super::lines::x::lengths;
use super::period::days_between;
use super::record::{Ending, Referral};
use super::record_figure::{HouseholdFigure, NightFigure};
use super::row::Row;
use crate::base::domain::{Kind, ReturnReason};
use crate::service::register::UnitNights;
use std::collections::BTreeMap;

/// Every figure.
pub fn records(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let mut rows = referrals(of);
    rows.extend(placements(of, nights));
    rows.extend(stays(of));
    rows.extend(occupancy(nights));
    rows
}

/// Households that asked, and that were refused, each once; what is a duplicate was no request.
fn referrals(of: &Counting<'_>) -> Vec<Row> {
    let all = || of.record.referrals.iter();
    let asked = all().filter(|referral| {
        let is_duplicate = referral.ended.is_some_and(|(_, how)| how == Ending::Duplicate);
        referral.received.is_some_and(|day| of.period.has(day)) && !is_duplicate
    });
    let asked: Vec<_> = asked.collect();
    let names = asked.iter().map(|referral| referral.reference.to_string()).collect();
    let mut rows = vec![
        HouseholdFigure::Asked.row(of.named(asked.iter().map(|one| one.household))),
        Row::counted((Line::Referrals, OfType::All), "all", CountedIn::Referral, names),
    ];
    rows.extend(looked_for(of, &asked));
    rows.extend(ReturnReason::ALL.map(|reason| {
        let refused = all().filter(|referral| {
            let is_away = |(day, how)| how == Ending::TurnedAway && of.period.has(day);
            referral.ended.is_some_and(is_away) && referral.why.as_deref() == Some(reason.name())
        });
        HouseholdFigure::Refused(reason).row(of.named(refused.map(|referral| referral.household)))
    }));
    rows
}

/// Households for whom a unit was looked for, those placed elsewhere, and those whose need was not met here, each once.
fn looked_for(of: &Counting<'_>, asked: &[&Referral]) -> [Row; 3] {
    let is_for_want = |why: Option<&str>| !matches!(why, Some("not_contacted" | "declined"));
    let is_looked_for = |referral: &&&Referral| match referral.ended {
        Some((_, Ending::TurnedAway)) => is_for_want(referral.why.as_deref()),
        Some((_, how)) => matches!(how, Ending::Placed | Ending::PlacedElsewhere),
        None => true,
    };
    let looked_for = of.named(asked.iter().filter(is_looked_for).map(|one| one.household));
    let ended = |referral: &&Referral, wanted: Ending| {
        referral.ended.is_some_and(|(day, how)| how == wanted && of.period.has(day))
    };
    let all = || of.record.referrals.iter();
    let elsewhere = all().filter(|referral| ended(referral, Ending::PlacedElsewhere));
    let elsewhere = of.named(elsewhere.map(|referral| referral.household));
    let unmet = all().filter(|referral| {
        let is_away = ended(referral, Ending::TurnedAway);
        ended(referral, Ending::PlacedElsewhere) || is_away && is_for_want(referral.why.as_deref())
    });
    let unmet = of.named(unmet.map(|referral| referral.household));
    [
        HouseholdFigure::LookedFor.row(looked_for),
        HouseholdFigure::PlacedElsewhere.row(elsewhere),
        HouseholdFigure::NeedUnmet.row(unmet),
    ]
}

/// Households that arrived, in all and by the kind of their first unit.
fn placements(of: &Counting<'_>, nights: &[UnitNights]) -> Vec<Row> {
    let kinds: BTreeMap<&str, Kind> = nights.iter().map(|unit| (&*unit.unit, unit.kind)).collect();
    let arrived = |wanted: Option<Kind>| {
        let households = of.record.households.iter().enumerate().filter(|(_, household)| {
            household.stays.iter().any(|stay| {
                let Some(first) = stay.spans.first() else { return false };
                let is_carried_in = of.record.referrals[stay.referral].received.is_none();
                let is_wanted = wanted.is_none_or(|kind| kinds.get(&*first.unit) == Some(&kind));
                is_wanted && !is_carried_in && of.period.has(first.from.day)
            })
        });
        of.named(households.map(|(number, _)| number))
    };
    let all = HouseholdFigure::Arrived.row(arrived(None));
    let each = Kind::ALL.map(|kind| {
        Row::counted(
            (Line::Placements, OfType::Home(kind)),
            "all",
            CountedIn::Household,
            arrived(Some(kind)),
        )
    });
    std::iter::once(all).chain(each).collect()
}

/// Stays that ended in the period, and those that go on, with their nights.
fn stays(of: &Counting<'_>) -> Vec<Row> {
    let end = of.period.last;
    let all = || of.record.households.iter().flat_map(|household| &household.stays);
    let lengths = || all().flat_map(|stay| lengths(stay, None));
    let ended: Vec<_> =
        lengths().filter(|length| length.to.is_some_and(|to| of.period.has(to))).collect();
    let running: Vec<_> = lengths()
        .filter(|length| length.from <= end && length.to.is_none_or(|to| to > end))
        .map(|length| {
            let nights = u64::try_from(days_between(length.from, end) + 1).unwrap_or(0);
            (length.referral, nights)
        })
        .collect();
    let ended: Vec<_> = ended.into_iter().map(|length| (length.referral, length.nights)).collect();
    let rows = [(Line::StaysEnded, ended), (Line::StaysRunning, running)].map(|(line, stays)| {
        let names = || stays.iter().map(|(referral, _)| of.record.reference(*referral)).collect();
        let nights: u64 = stays.iter().map(|(_, nights)| nights).sum();
        let n = u64::try_from(stays.len()).unwrap_or(0);
        let row =
            |category: &str| Row::counted((line, OfType::All), category, CountedIn::Stay, names());
        let mean = row("mean_nights").with_if_known(quotient(nights, n));
        [row("all"), row("nights").with(nights), mean]
    });
    rows.into_iter().flatten().collect()
}

/// Nights lived in and open, by kind.
fn occupancy(nights: &[UnitNights]) -> Vec<Row> {
    let of_kind = |kind: Kind| {
        let units = nights.iter().filter(move |unit| unit.kind == kind);
        let (lived_in, open) = units
            .fold((0, 0), |(lived_in, open), unit| (lived_in + unit.lived_in, open + unit.open));
        [NightFigure::LivedIn.row(kind, lived_in), NightFigure::Open.row(kind, open)]
    };
    Kind::ALL.into_iter().flat_map(of_kind).collect()
}
