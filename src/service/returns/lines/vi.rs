//! 10.13 vi: those of ii who had children's support on a day of the period on which they were under 18.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::row::Row;
use super::v::with;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let children = with(of, |support| support.is_childrens && support.is_child);
    vec![Row::counted((Line::Vi, OfType::All), "all", CountedIn::Individual, children)]
}
