//! Returns for others to see: counts under five are hidden, and as many besides as would give them away.
//!
//! Every return of a year and of its quarters is protected together, whichever of them is shown, for they count the same
//! households: what adds up or bounds another within a table stands in `within`, over tables in `over`. What is linked
//! otherwise (types beside all, households beside instances, medians of few) is not shown at all. What was published
//! before is known for good: it counts with the rest, and a figure that a correction moved by less than five is hidden.

mod linking;
mod over;
mod within;

use super::row::{Row, Standing};
use linking::Linking;
use std::collections::BTreeMap;

/// A return of a period.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which return.
    pub of: &'static str,
    /// 0: the year; else which of its quarters.
    pub period: usize,
    /// Everything counted.
    pub rows: Vec<Row>,
}

/// Figures that were published before, by their keys.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// Which return.
    pub of: String,
    /// 0: the year; else which of its quarters.
    pub period: usize,
    /// What was shown.
    pub shown: BTreeMap<[String; 4], u32>,
}

/// The tables of a year as others may see them.
///
/// # Errors
/// If the solver stops.
pub fn public(tables: &[Table], before: &[Before]) -> Result<Vec<Vec<Row>>, String> {
    let linking = Linking::of(tables, before);
    let shown = linking.shown()?;
    let table = |(number, table): (usize, &Table)| {
        table
            .rows
            .iter()
            .map(|row| as_shown(row, linking.is_shown((number, row), &shown)))
            .collect()
    };
    Ok(tables.iter().enumerate().map(table).collect())
}

/// A row as others may see it; none: it is no count of households.
fn as_shown(row: &Row, is_shown: Option<bool>) -> Row {
    // What is no count of anybody stays.
    let is_shown =
        is_shown.unwrap_or(row.value.is_empty() || matches!(row.counts, "fte" | "night"));
    let row = Row { made_of: Vec::new(), ..row.clone() };
    if is_shown { row } else { row.without(Standing::NotShown) }
}

/// The figure of a row that may be published where it is not too small.
fn published(row: &Row) -> Option<u32> {
    let is_linked_otherwise = matches!(row.line, "iii" | "x") && row.kind != "all"
        || row.line == "viii" && row.counts == "household"
        || row.category.starts_with("median");
    let is_of_nobody = matches!(row.counts, "fte" | "night" | "pence" | "working_day");
    if is_linked_otherwise || is_of_nobody || row.standing != Standing::Counted {
        return None;
    }
    row.value.parse().ok()
}
