//! 10.13 vii: specialist staff in full-time posts, as told last up to the period's end.

use super::super::amount::Amount;
use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::row::Row;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let told = of.record.staff.iter().filter(|staff| staff.on <= of.period.last);
    // Of two told for one day the later counts.
    let latest = told.max_by_key(|staff| staff.on);
    let row = Row::counted((Line::Vii, OfType::All), "all", CountedIn::Fte, Vec::new());
    let posts = latest.map(|staff| Amount::Hundredths(staff.hundredths.into()));
    vec![row.with_if_known(posts)]
}
