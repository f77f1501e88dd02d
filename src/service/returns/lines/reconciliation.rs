//! The reconciliation: every referral that was open at the start or received is somewhere at the end.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::{Ending, Referral};
use super::super::row::Row;

/// What a referral that was open becomes, in the order of the table.
pub(in super::super) const ENDINGS: [(&str, Ending); 6] = [
    ("placed", Ending::Placed),
    ("turned_away", Ending::TurnedAway),
    ("placed_elsewhere", Ending::PlacedElsewhere),
    ("withdrawn", Ending::Withdrawn),
    ("duplicate", Ending::Duplicate),
    ("sanctuary", Ending::Sanctuary),
];

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let row = |category: &'static str, holds: &dyn Fn(&Referral) -> bool| {
        let found = of.record.referrals.iter().filter(|referral| holds(referral));
        let names = found.map(|referral| referral.reference.to_string()).collect();
        Row::counted((Line::Reconciliation, OfType::All), category, CountedIn::Referral, names)
    };
    let (first, last) = (of.period.first, of.period.last);
    let mut rows = vec![
        row("open_at_start", &|referral| {
            referral.received.is_some_and(|day| day < first)
                && referral.ended.is_none_or(|(day, _)| day >= first)
        }),
        row("received", &|referral| referral.received.is_some_and(|day| of.period.has(day))),
    ];
    rows.extend(ENDINGS.map(|(category, ending)| {
        row(category, &|referral| {
            let is_it = |(day, how)| how == ending && of.period.has(day);
            referral.received.is_some() && referral.ended.is_some_and(is_it)
        })
    }));
    rows.push(row("open_at_end", &|referral| {
        referral.received.is_some_and(|day| day <= last)
            && referral.ended.is_none_or(|(day, _)| day > last)
    }));
    rows
}
