//! 10.13 xii: households with a planned departure in the period, of those with any that was not by death. A death is never
//! planned.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::record::Left;
use super::super::row::Row;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let row = |category: &'static str, is_meant: &dyn Fn(&Left) -> bool| {
        let names = of.households_where(|household| {
            let mut lefts = of.departures(household).filter_map(|stay| stay.left.as_ref());
            lefts.any(|left| &*left.because != "died" && is_meant(left))
        });
        Row::counted((Line::Xii, OfType::All), category, CountedIn::Household, names)
    };
    vec![row("planned", &|left| left.is_planned), row("of", &|_| true)]
}
