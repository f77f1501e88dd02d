//! 10.13 i: referrals received in the period, less those closed as duplicates, whenever that was recorded.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::Ending;
use super::super::row::Row;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let received = of.record.referrals.iter().filter(|referral| {
        let is_duplicate = referral.ended.is_some_and(|(_, how)| how == Ending::Duplicate);
        referral.received.is_some_and(|day| of.period.has(day)) && !is_duplicate
    });
    let names = received.map(|referral| referral.reference.to_string()).collect();
    vec![Row::counted((Line::I, OfType::All), "all", CountedIn::Referral, names)]
}
