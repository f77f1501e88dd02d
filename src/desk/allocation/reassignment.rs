//! An assignment taken up again where some rows have lost cells, or some cells and staying alone have become dearer.
//!
//! Nothing is cheaper than before, so that every price still proves what it proved: only rows that sit on what is gone or
//! dearer are placed anew. What each of them leaves goes to whom it helps most, along the cheapest path of rows that move
//! up to it: the augmenting path seen from the column.

use super::assignment::{Assignment, Cell, NOBODY, Workspace};

/// Where a path to a column that was left begins.
struct Start {
    /// What it costs.
    at: i64,
    /// The column that is given up, or that somebody takes who had none.
    column: usize,
    /// Who takes it.
    taken_by: Option<usize>,
}

impl Workspace {
    /// Solves again for rows of which no cell, and no staying alone, costs less than when `before` was found.
    pub(super) fn again<R: AsRef<[Cell]>>(
        &mut self,
        before: &Assignment,
        rows: &[R],
        alone: &[i64],
    ) -> Assignment {
        let mut found = before.clone();
        let mut row_of = vec![NOBODY; found.column_price.len()];
        for (row, column) in found.column_of.iter().enumerate() {
            if let Some(column) = *column {
                row_of[column] = row;
            }
        }
        self.clear(row_of.len());
        let is_moved = |row: &usize| !sits_well(&found, *row, rows[*row].as_ref(), alone[*row]);
        let moved: Vec<usize> = (0..rows.len()).filter(is_moved).collect();
        let left: Vec<usize> =
            moved.iter().filter_map(|row| found.column_of[*row].take()).collect();
        for &column in &left {
            row_of[column] = NOBODY;
        }
        for column in left {
            if found.column_price[column] < 0 {
                self.refill(column, &moved, rows, &mut found, &mut row_of);
            }
        }
        for row in moved {
            found.row_price[row] = 0;
            self.place(row, rows, alone, &mut found, &mut row_of);
        }
        found.add_up();
        found
    }

    /// Gives a column that was left to whom it helps most, or leaves it free at no price.
    fn refill<R: AsRef<[Cell]>>(
        &mut self,
        left: usize,
        away: &[usize],
        rows: &[R],
        found: &mut Assignment,
        row_of: &mut [usize],
    ) {
        self.open.clear();
        self.settled.clear();
        self.reached_at[left] = 0;
        let (mut column, mut price) = (left, 0);
        let mut start = Start { at: i64::MAX, column: left, taken_by: None };
        loop {
            self.settled.push(u32::try_from(column).unwrap_or(u32::MAX));
            let free = price - found.column_price[column];
            if free < start.at {
                start = Start { at: free, column, taken_by: None };
            }
            for (row, cells) in rows.iter().enumerate() {
                let Some(cell) = cell_of(cells.as_ref(), column) else { continue };
                if row_of[column] == row || away.binary_search(&row).is_ok() {
                    continue;
                }
                let at = price + found.reduced(row, cell);
                match found.column_of[row] {
                    Some(next) => self.reach_column(next, at, column),
                    None if at < start.at => start = Start { at, column, taken_by: Some(row) },
                    None => {}
                }
            }
            match self.nearest(row_of) {
                Some((place, at)) if at < start.at => {
                    (column, price) = (self.open.swap_remove(place) as usize, at);
                }
                _ => break,
            }
        }
        self.reprice_up(start.at, found, row_of);
        self.move_up(left, &start, found, row_of);
        self.forget_all();
    }

    fn reach_column(&mut self, column: usize, at: i64, from: usize) {
        let known = &mut self.reached_at[column];
        if at >= *known {
            return;
        }
        if *known == i64::MAX {
            self.open.push(u32::try_from(column).unwrap_or(u32::MAX));
        }
        *known = at;
        self.reached_from[column] = from;
    }

    fn reprice_up(&self, last: i64, found: &mut Assignment, row_of: &[usize]) {
        for &column in &self.settled {
            let column = column as usize;
            let slack = last - self.reached_at[column];
            found.column_price[column] += slack;
            if row_of[column] != NOBODY {
                found.row_price[row_of[column]] -= slack;
            }
        }
    }

    /// Everybody on the path moves to the column from which theirs was reached.
    fn move_up(&self, left: usize, start: &Start, found: &mut Assignment, row_of: &mut [usize]) {
        let (mut column, mut taken_by) = (start.column, start.taken_by);
        loop {
            let had = std::mem::replace(&mut row_of[column], taken_by.unwrap_or(NOBODY));
            if let Some(row) = taken_by {
                found.column_of[row] = Some(column);
            }
            if column == left {
                return;
            }
            (column, taken_by) = (self.reached_from[column], Some(had));
        }
    }
}

/// Whether a row's column, or staying alone, is still as cheap for it as its price says.
fn sits_well(found: &Assignment, row: usize, cells: &[Cell], alone: i64) -> bool {
    match found.column_of[row] {
        Some(column) => cell_of(cells, column).is_some_and(|cell| found.reduced(row, cell) == 0),
        None => found.row_price[row] == alone,
    }
}

/// The cell of a column; cells are in the order of their columns.
fn cell_of(cells: &[Cell], column: usize) -> Option<Cell> {
    let place = cells.binary_search_by_key(&column, |cell| cell.index()).ok()?;
    Some(cells[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    type Costs = Vec<Vec<Option<i64>>>;

    fn rows(costs: &Costs) -> Vec<Vec<Cell>> {
        let row = |costs: &Vec<Option<i64>>| {
            let cells = (0..).zip(costs);
            cells.filter_map(|(column, cost)| Some(Cell { column, cost: (*cost)? })).collect()
        };
        costs.iter().map(row).collect()
    }

    fn costs(columns: usize) -> impl proptest::strategy::Strategy<Value = Costs> {
        use proptest::{collection::vec, option::weighted};
        vec(vec(weighted(0.7, -20_i64..20), columns), 1..9)
    }

    proptest::proptest! {
        #[test]
        fn what_was_taken_up_again_is_as_cheap_as_what_was_begun_anew(
            costs in costs(6),
            alone in proptest::collection::vec(-5_i64..40, 9),
            changes in proptest::collection::vec((0_usize..9, 0_usize..7, proptest::option::of(0_i64..30)), 0..8),
        ) {
            let mut costs = costs;
            let mut alone = alone[..costs.len()].to_vec();
            let mut workspace = Workspace::default();
            let mut found = workspace.assign(&rows(&costs), &alone, 6);
            // Several times one after the other, as down a tree.
            for (row, column, dearer) in changes {
                let row = row % costs.len();
                match (costs[row].get_mut(column), dearer) {
                    (Some(cost), Some(more)) => *cost = cost.map(|cost| cost + more),
                    (Some(cost), None) => *cost = None,
                    (None, more) => alone[row] += more.unwrap_or(1_000),
                }
                let rows = rows(&costs);
                found = workspace.again(&found, &rows, &alone);
                let anew = Workspace::default().assign(&rows, &alone, 6);
                proptest::prop_assert_eq!(found.cost, anew.cost);
                let mut paid = 0;
                for (row, cells) in rows.iter().enumerate() {
                    proptest::prop_assert!(found.row_price[row] <= alone[row]);
                    proptest::prop_assert!(cells.iter().all(|&cell| found.reduced(row, cell) >= 0));
                    paid += found.column_of[row].map_or(alone[row], |column| {
                        cell_of(cells, column).unwrap().cost
                    });
                }
                proptest::prop_assert_eq!(paid, found.cost);
                for (column, &price) in found.column_price.iter().enumerate() {
                    let takers = found.column_of.iter().filter(|taken| **taken == Some(column)).count();
                    proptest::prop_assert!(takers <= 1 && price <= 0 && (takers == 1 || price == 0));
                }
            }
        }
    }
}
