//! Returns for others to see: counts under five are hidden, and as many besides as would give them away.
//!
//! Every return of a year and of its quarters is protected together, whichever of them is shown, for they count the same
//! households: what adds up or bounds another within a table stands in `within`, over tables in `over`. What is linked
//! otherwise (types beside all, households beside instances, means and medians) is not shown at all. Who was open or lived
//! here as a year begins and ends is hidden always: that alone links one year with the next. Every copy has the same rows,
//! under closed words, whoever was counted. What was published before is known for good: it counts with the rest, and a figure that a correction moved by less than five is hidden.

mod closed;
mod figure;
mod linking;
mod over;
mod table;
mod within;

pub use closed::closed;
pub use table::{Before, Table};

use super::lists::Lists;
use super::row::{Row, Standing};
use figure::{Figure, nights_shown};
use linking::Linking;

/// The tables of a year as others may see them, under the words of the lists.
///
/// # Errors
/// If the solver stops.
pub fn public(tables: &[Table], before: &[Before], lists: &Lists) -> Result<Vec<Vec<Row>>, String> {
    let of = |table: &Table| Table { rows: closed(&table.rows, lists), ..table.clone() };
    let tables: Vec<Table> = tables.iter().map(of).collect();
    let mut linking = Linking::of(&tables, before);
    for (number, table) in tables.iter().enumerate() {
        within::link(&mut linking, number, table);
    }
    over::link(&mut linking, &tables);
    let shown = linking.shown()?;
    let nights = nights_shown(&tables);
    let is_shown = |number: usize, row: &Row| match Figure::of(row) {
        Figure::OfNobody => true,
        Figure::Count => linking.is_shown((number, row), &shown),
        Figure::Nights => nights.contains(&row.kind),
        Figure::NeverShown => false,
    };
    let table = |(number, table): (usize, &Table)| {
        table.rows.iter().map(|row| as_shown(row, is_shown(number, row))).collect()
    };
    Ok(tables.iter().enumerate().map(table).collect())
}

/// A row as others may see it: that a figure is not known would tell that nobody was counted.
fn as_shown(row: &Row, is_shown: bool) -> Row {
    let row = Row { made_of: Vec::new(), ..row.clone() };
    if is_shown { row } else { row.without(Standing::NotShown) }
}
