//! Figures on the way into linked counts.

use super::super::key::{CountedIn, Key, Line, OfType};
use super::super::row::Row;
use super::figure::Figure;
use super::table::{Before, Table};
use crate::base::disclosure::Linked;
use crate::base::domain::past::LEAST_SHOWN;
use std::collections::{BTreeMap, BTreeSet};

/// A count, and between what it lies as far as anybody outside can tell.
#[derive(Clone, Copy)]
struct Count {
    value: u32,
    least: u32,
    most: u32,
    is_known: bool,
    is_withheld: bool,
}

/// Where a figure stands: in which table, and its key.
type At = (usize, Key);

/// Every figure that may be published, and what links them.
#[derive(Default)]
pub(super) struct Linking {
    counts: Vec<Count>,
    sums: Vec<(usize, Vec<usize>)>,
    /// These together are never more than those together.
    bounds: Vec<[Vec<usize>; 2]>,
    cells: BTreeMap<At, usize>,
    /// The table of each return and period.
    tables: BTreeMap<(&'static str, usize), usize>,
}

impl Linking {
    pub(super) fn of(tables: &[Table], before: &[Before]) -> Self {
        let mut linking = Self::default();
        for (number, table) in tables.iter().enumerate() {
            linking.tables.insert((table.of, table.period), number);
            for row in &table.rows {
                let is_count = Figure::of(row) == Figure::Count;
                if let Some(value) = row.count().filter(|_| is_count) {
                    let cell = linking.cell(value);
                    linking.cells.insert((number, row.key()), cell);
                }
            }
        }
        for earlier in before {
            linking.remember(earlier);
        }
        linking
    }

    /// A count of nobody's table; what it cannot exceed, as far as anybody outside can tell.
    pub(super) fn cell(&mut self, value: u32) -> usize {
        let most = value.saturating_mul(2).saturating_add(50);
        self.counts.push(Count { value, least: 0, most, is_known: false, is_withheld: false });
        self.counts.len() - 1
    }

    /// What was published before is known; of what has changed since by less than five the change is not told.
    fn remember(&mut self, earlier: &Before) {
        let of = self
            .tables
            .iter()
            .find(|((of, period), _)| *of == earlier.of && *period == earlier.period);
        let Some((_, &table)) = of else { return };
        for (key, &then) in &earlier.shown {
            let Some(&cell) = self.cells.get(&(table, key.clone())) else { continue };
            let count = &mut self.counts[cell];
            if count.value == then {
                count.is_known = true;
            } else if count.value.abs_diff(then) < LEAST_SHOWN {
                let near = LEAST_SHOWN - 1;
                (count.least, count.most) = (then.saturating_sub(near), then + near);
            }
        }
    }

    /// A count that is never shown, however great.
    pub(super) fn withhold(&mut self, cell: usize) {
        self.counts[cell].is_withheld = true;
    }

    pub(super) fn value(&self, cell: usize) -> u32 {
        self.counts[cell].value
    }

    fn sum(&self, cells: &[usize]) -> u32 {
        cells.iter().map(|&cell| self.value(cell)).sum()
    }

    /// The table of a return and period.
    pub(super) fn table(&self, of: &'static str, period: usize) -> Option<usize> {
        self.tables.get(&(of, period)).copied()
    }

    /// A figure of all types.
    pub(super) fn at(
        &self,
        table: usize,
        (line, category, counts): (Line, &str, CountedIn),
    ) -> Option<usize> {
        let category = category.to_owned();
        self.by_key(table, Key { line, kind: OfType::All, category, counts })
    }

    pub(super) fn by_key(&self, table: usize, key: Key) -> Option<usize> {
        self.cells.get(&(table, key)).copied()
    }

    /// The figures of a table, by their keys.
    pub(super) fn figures(&self, table: usize) -> Vec<(Key, usize)> {
        let of = self.cells.iter().filter(|((of, _), _)| *of == table);
        of.map(|((_, key), cell)| (key.clone(), *cell)).collect()
    }

    /// Those of a line in all types whose category is meant.
    pub(super) fn of_line(
        &self,
        table: usize,
        line: Line,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<usize> {
        let is_of_it =
            |key: &Key| key.line == line && key.kind == OfType::All && is_meant(&key.category);
        let figures = self.figures(table);
        figures.into_iter().filter(|(key, _)| is_of_it(key)).map(|(_, cell)| cell).collect()
    }

    /// What makes a total up, with what is in no part.
    pub(super) fn is_sum(&mut self, total: Option<usize>, parts: Vec<usize>) {
        let Some(total) = total.filter(|_| !parts.is_empty()) else { return };
        let mut parts = parts;
        let Some(rest) = self.value(total).checked_sub(self.sum(&parts)) else { return };
        if rest > 0 {
            parts.push(self.cell(rest));
        }
        self.sums.push((total, parts));
    }

    /// Counts are never more than others, both together; where they were, that says nothing.
    pub(super) fn are_at_most(&mut self, less: Vec<usize>, more: Vec<usize>) {
        let says = !less.is_empty() && !more.is_empty();
        if says && self.sum(&less) <= self.sum(&more) {
            self.bounds.push([less, more]);
        }
    }

    /// Which counts are shown. Counts that nothing links are protected apart, which is quicker and hides no less.
    pub(super) fn shown(&self) -> Result<Vec<bool>, String> {
        let mut shown = vec![false; self.counts.len()];
        for group in self.groups() {
            let (linked, place) = self.linked(&group);
            let found = linked.shown().map_err(|error| error.to_string())?;
            for (cell, at) in place {
                shown[cell] = found[at];
            }
        }
        Ok(shown)
    }

    /// A group of counts as they are protected.
    fn linked(&self, group: &BTreeSet<usize>) -> (Linked, BTreeMap<usize, usize>) {
        let mut linked = Linked::default();
        let mut place = BTreeMap::new();
        for &cell in group {
            let Count { value, least, most, is_known, is_withheld } = self.counts[cell];
            let at = linked.count_between(value, (least, most));
            if is_known {
                linked.is_known(at);
            }
            if is_withheld {
                linked.is_withheld(at);
            }
            place.insert(cell, at);
        }
        let places = |cells: &[usize]| -> Vec<usize> {
            cells.iter().filter_map(|cell| place.get(cell).copied()).collect()
        };
        for (total, parts) in self.sums.iter().filter(|(total, _)| group.contains(total)) {
            linked.is_sum(place[total], &places(parts));
        }
        for [less, more] in self.bounds.iter().filter(|[less, _]| group.contains(&less[0])) {
            linked.are_at_most(&places(less), &places(more));
        }
        (linked, place)
    }

    /// Counts that are linked, directly or through others.
    fn groups(&self) -> Vec<BTreeSet<usize>> {
        let mut of: Vec<usize> = (0..self.counts.len()).collect();
        let first = |of: &[usize], mut cell: usize| {
            while of[cell] != cell {
                cell = of[cell];
            }
            cell
        };
        let sums = self.sums.iter().map(|(total, parts)| [&parts[..], &[*total]].concat());
        for linked in sums.chain(self.bounds.iter().map(|[less, more]| [&less[..], more].concat()))
        {
            for pair in linked.windows(2) {
                let (one, other) = (first(&of, pair[0]), first(&of, pair[1]));
                of[one.max(other)] = one.min(other);
            }
        }
        let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for cell in 0..self.counts.len() {
            groups.entry(first(&of, cell)).or_default().insert(cell);
        }
        groups.into_values().collect()
    }

    /// Whether a count is shown.
    pub(super) fn is_shown(&self, (table, row): (usize, &Row), shown: &[bool]) -> bool {
        let cell = self.by_key(table, row.key());
        cell.is_some_and(|cell| shown[cell])
    }
}
