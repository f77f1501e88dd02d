//! A return for others to see: counts under five are hidden, and as many besides as would give them away.
//!
//! What of the lines adds up is told to `disclosure`, over a year and its quarters together, and what of them is linked
//! otherwise (types beside all, households beside instances, medians of few) is not shown at all. A return that was
//! published once is not published again after corrections: two that differ by one household tell of it.

use super::row::{Row, Standing};
use crate::base::disclosure::Linked;
use std::collections::BTreeMap;

/// Where a figure stands: in which table, and its key.
type At = (usize, [String; 4]);

/// The tables of a year: the year's own first, then those of its quarters.
///
/// # Errors
/// If the solver stops.
pub fn public(tables: &[Vec<Row>]) -> Result<Vec<Vec<Row>>, String> {
    let mut linking = Linking::default();
    for (table, rows) in tables.iter().enumerate() {
        for row in rows.iter().filter(|row| is_published(row)) {
            linking.count(table, row);
        }
        linking.within(table);
    }
    linking.over_quarters(tables.len());
    let shown = linking.shown()?;
    let table = |(table, rows): (usize, &Vec<Row>)| {
        rows.iter().map(|row| linking.row(table, row, &shown)).collect()
    };
    Ok(tables.iter().enumerate().map(table).collect())
}

/// Whether a figure may be published where it is not too small.
fn is_published(row: &Row) -> bool {
    let is_whole = row.value.bytes().all(|byte| byte.is_ascii_digit()) && !row.value.is_empty();
    let is_linked_otherwise = matches!(row.line, "iii" | "x") && row.kind != "all"
        || row.line == "viii" && row.counts == "household"
        || row.category.starts_with("median");
    is_whole && row.standing == Standing::Counted && !is_linked_otherwise
}

/// Figures on the way into linked counts.
#[derive(Default)]
struct Linking {
    values: Vec<u32>,
    sums: Vec<(usize, Vec<usize>)>,
    cells: BTreeMap<At, usize>,
}

impl Linking {
    fn count(&mut self, table: usize, row: &Row) {
        let value: u32 = row.value.parse().unwrap_or(u32::MAX);
        let cell = self.new_cell(value);
        self.cells.insert((table, row.key().map(ToOwned::to_owned)), cell);
    }

    fn new_cell(&mut self, value: u32) -> usize {
        self.values.push(value);
        self.values.len() - 1
    }

    /// Which counts are shown. Counts that no sum joins are protected apart, which is quicker and hides no less.
    fn shown(&self) -> Result<Vec<bool>, String> {
        let mut shown = vec![false; self.values.len()];
        for group in self.groups() {
            let mut linked = Linked::default();
            let mut place = BTreeMap::new();
            for cell in group {
                let value = self.values[cell];
                place.insert(cell, linked.count(value, most(value)));
            }
            for (total, parts) in self.sums.iter().filter(|(total, _)| place.contains_key(total)) {
                let parts: Vec<usize> =
                    parts.iter().filter_map(|part| place.get(part).copied()).collect();
                linked.is_sum(place[total], &parts);
            }
            let found = linked.shown().map_err(|error| error.to_string())?;
            for (cell, at) in place {
                shown[cell] = found[at];
            }
        }
        Ok(shown)
    }

    /// Counts that sums join, directly or through others.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut of: Vec<usize> = (0..self.values.len()).collect();
        let first = |of: &[usize], mut cell: usize| {
            while of[cell] != cell {
                cell = of[cell];
            }
            cell
        };
        for (total, parts) in &self.sums {
            for part in parts {
                let (one, other) = (first(&of, *total), first(&of, *part));
                of[one.max(other)] = one.min(other);
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for cell in 0..self.values.len() {
            groups.entry(first(&of, cell)).or_default().push(cell);
        }
        groups.into_values().collect()
    }

    fn cell(&self, table: usize, key: [&str; 4]) -> Option<usize> {
        self.cells.get(&(table, key.map(ToOwned::to_owned))).copied()
    }

    /// All cells of a line that begin so, in all.
    fn cells_of(&self, table: usize, line: &str, is_meant: impl Fn(&str) -> bool) -> Vec<usize> {
        let of = self.cells.iter().filter(|((of, key), _)| {
            *of == table && key[0] == line && key[1] == "all" && is_meant(&key[2])
        });
        of.map(|(_, cell)| *cell).collect()
    }

    /// What makes a total up, with what is in no part.
    fn is_sum(&mut self, total: Option<usize>, parts: Vec<usize>) {
        let Some(total) = total.filter(|_| !parts.is_empty()) else { return };
        let sum: u32 = parts.iter().map(|part| self.values[*part]).sum();
        let rest = self.values[total].saturating_sub(sum);
        let mut parts = parts;
        if rest > 0 {
            parts.push(self.new_cell(rest));
        }
        self.sums.push((total, parts));
    }

    /// What adds up within one table.
    fn within(&mut self, table: usize) {
        let people = self.cell(table, ["ii", "all", "all", "individual"]);
        for begins in ["age_", "gender_", "ethnicity_", "disability_", "sexuality_", "specialist_"]
        {
            let parts = self.cells_of(table, "iii", |category| category.starts_with(begins));
            self.is_sum(people, parts);
        }
        let parts = self.cells_of(table, "iii", |category| matches!(category, "adult" | "child"));
        self.is_sum(people, parts);
        for (line, unit) in [("viii", "instance"), ("ix", "household")] {
            let total = self.cell(table, [line, "all", "all", unit]);
            let parts =
                self.cells_of(table, line, |category| !matches!(category, "all" | "transferred"));
            self.is_sum(total, parts);
        }
        let planned = self.cell(table, ["xii", "all", "planned", "household"]);
        self.is_sum(
            self.cell(table, ["xii", "all", "of", "household"]),
            planned.into_iter().collect(),
        );
        self.is_sum(
            self.cell(table, ["xi", "all", "all", "household"]),
            self.cell(table, ["ix", "all", "transferred", "household"]).into_iter().collect(),
        );
        self.reconciled(table);
    }

    /// What came is what went and what stayed; line i and viii are parts of it.
    fn reconciled(&mut self, table: usize) {
        let of = |linking: &Self, category: &str| {
            linking.cell(table, ["reconciliation", "all", category, "referral"])
        };
        let came: Vec<usize> = ["open_at_start", "received"]
            .into_iter()
            .filter_map(|category| of(self, category))
            .collect();
        if !came.is_empty() {
            let sum: u32 = came.iter().map(|cell| self.values[*cell]).sum();
            let total = self.new_cell(sum);
            self.sums.push((total, came));
            let went = self.cells_of(table, "reconciliation", |category| {
                !matches!(category, "open_at_start" | "received")
            });
            self.is_sum(Some(total), went);
        }
        let counted = self.cell(table, ["i", "all", "all", "referral"]);
        self.is_sum(of(self, "received"), counted.into_iter().collect());
        let instances = self.cell(table, ["viii", "all", "all", "instance"]);
        self.is_sum(of(self, "turned_away"), instances.into_iter().collect());
    }

    /// What happened in a year happened in its quarters.
    fn over_quarters(&mut self, tables: usize) {
        if tables < 2 {
            return;
        }
        let happens = |key: &[String; 4]| match key[0].as_str() {
            "i" => true,
            "viii" => key[3] == "instance",
            "x" => key[2] != "still_in",
            "reconciliation" => !key[2].starts_with("open_at"),
            _ => false,
        };
        let of_the_year: Vec<([String; 4], usize)> = self
            .cells
            .iter()
            .filter(|((table, key), _)| *table == 0 && happens(key))
            .map(|((_, key), cell)| (key.clone(), *cell))
            .collect();
        for (key, total) in of_the_year {
            let parts =
                (1..tables).filter_map(|table| self.cells.get(&(table, key.clone())).copied());
            let parts = parts.collect();
            self.is_sum(Some(total), parts);
        }
        self.over_the_joints(tables);
    }

    /// Who is open at the end of a quarter is open at the start of the next.
    fn over_the_joints(&mut self, tables: usize) {
        let open = |linking: &Self, table: usize, category: &str| {
            linking.cell(table, ["reconciliation", "all", category, "referral"])
        };
        let mut same = vec![
            (open(self, 0, "open_at_start"), open(self, 1, "open_at_start")),
            (open(self, 0, "open_at_end"), open(self, tables - 1, "open_at_end")),
        ];
        same.extend(
            (2..tables).map(|k| (open(self, k - 1, "open_at_end"), open(self, k, "open_at_start"))),
        );
        for (one, other) in same {
            self.is_sum(one, other.into_iter().collect());
        }
    }

    /// A row as others may see it.
    fn row(&self, table: usize, row: &Row, shown: &[bool]) -> Row {
        let at = (table, row.key().map(ToOwned::to_owned));
        let is_shown = match self.cells.get(&at) {
            Some(cell) => shown.get(*cell).copied().unwrap_or_default(),
            // What is no count of anybody stays.
            None => row.value.is_empty() || matches!(row.counts, "fte" | "night"),
        };
        let row = Row { made_of: Vec::new(), ..row.clone() };
        if is_shown { row } else { row.without(Standing::NotShown) }
    }
}

/// What a count cannot exceed, as far as anybody outside can tell.
fn most(value: u32) -> u32 {
    value.saturating_mul(2).saturating_add(50)
}
