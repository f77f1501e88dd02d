//! 10.13 vii: specialist staff in full-time posts, as told last up to the period's end.

use super::super::counting::Counting;
use super::super::row::{Row, Standing};
use crate::base::domain::hundredths;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let told = of.record.staff.iter().filter(|staff| staff.on <= of.period.last);
    // Of two told for one day the later counts.
    let latest = told.max_by_key(|staff| staff.on);
    let row = Row::counted(("vii", "all"), "all", "fte", Vec::new());
    vec![match latest {
        Some(staff) => row.with(hundredths(staff.hundredths)),
        None => row.without(Standing::NotKnown),
    }]
}
