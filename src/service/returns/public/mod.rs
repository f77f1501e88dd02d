//! Returns for others to see: counts under five are hidden, and as many besides as would give them away.
//!
//! Every return of a year and of its quarters is protected together, whichever of them is shown, for they count the same
//! households: what adds up or bounds another within a table stands in `within`, over tables in `over`. What is linked
//! otherwise (types beside all, households beside instances, medians of few) is not shown at all. What was published
//! before is known for good: it counts with the rest, and a figure that a correction moved by less than five is hidden. A word
//! that somebody wrote goes with its figure.

mod linking;
mod over;
mod table;
mod within;

pub use table::{Before, Table};

use super::row::{Row, Standing};
use linking::Linking;
use table::is_as_written;

/// The tables of a year as others may see them.
///
/// # Errors
/// If the solver stops.
pub fn public(tables: &[Table], before: &[Before]) -> Result<Vec<Vec<Row>>, String> {
    let mut linking = Linking::of(tables, before);
    for (number, table) in tables.iter().enumerate() {
        within::link(&mut linking, number, table);
    }
    over::link(&mut linking, tables);
    let shown = linking.shown()?;
    let table = |(number, table): (usize, &Table)| {
        table
            .rows
            .iter()
            .map(|row| as_shown(row, linking.is_shown((number, row), &shown)))
            .filter(|row| row.standing != Standing::NotShown || !is_as_written(table.of, row))
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
