//! 10.13 iv: those of ii by the support needs that were recorded last, up to the period's end.

use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::row::Row;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was recorded of somebody last; none: nothing ever.
type Told<'a> = Option<&'a [Arc<str>]>;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let mut latest: BTreeMap<usize, &[Arc<str>]> = BTreeMap::new();
    for needs in of.record.needs.iter().filter(|needs| needs.day <= of.period.last) {
        latest.insert(needs.individual, &needs.kinds);
    }
    let row = |category: &str, belongs: &dyn Fn(Told<'_>) -> bool| {
        let people = of.supported.individuals.get(&None).into_iter().flatten();
        let found = people.map(|(individual, _)| *individual);
        let found = found.filter(|individual| belongs(latest.get(individual).copied()));
        Row::counted((Line::Iv, OfType::All), category, CountedIn::Individual, of.people(found))
    };
    let listed = of.lists.support_needs.iter().map(|need| {
        row(need, &|told| told.is_some_and(|told| told.iter().any(|of| **of == **need)))
    });
    let mut rows: Vec<Row> = listed.collect();
    rows.push(row("not_known", &|told| told.is_none()));
    rows
}
