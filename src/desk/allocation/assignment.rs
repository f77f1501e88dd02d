//! The assignment problem: each row at most one column, each column at most one row, least cost.
//!
//! Shortest augmenting paths with prices (Jonker and Volgenant 1987; Crouse 2016 for more columns than
//! rows). A row may also stay alone, at a cost of its own. Costs are whole, so the answer is exact, and
//! the prices prove it: no cell is cheaper than its row's price and its column's together.

/// A column that a row may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) cost: i64,
}

impl Cell {
    pub(super) fn index(self) -> usize {
        self.column as usize
    }
}

/// The cheapest assignment and the prices that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assignment {
    /// The column of each row.
    pub(super) column_of: Vec<Option<usize>>,
    /// The price of each row.
    pub(super) row_price: Vec<i64>,
    /// The price of each column: never above 0, and 0 where nobody takes it.
    pub(super) column_price: Vec<i64>,
    /// The cost of everything.
    pub(super) cost: i64,
}

impl Assignment {
    /// At least so much dearer is any assignment that uses this cell.
    pub(super) fn reduced(&self, row: usize, cell: Cell) -> i64 {
        cell.cost - self.row_price[row] - self.column_price[cell.index()]
    }

    /// What all prices prove that everything costs.
    pub(super) fn add_up(&mut self) {
        self.cost = self.row_price.iter().sum::<i64>() + self.column_price.iter().sum::<i64>();
    }
}

/// The row of a column that nobody takes.
pub(super) const NOBODY: usize = usize::MAX;

/// What one search for a path remembers; kept between searches so that nothing is allocated in them.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// Least price at which a column was reached.
    pub(super) reached_at: Vec<i64>,
    /// The row from which; on the way up to a column that was left, the column.
    pub(super) reached_from: Vec<usize>,
    /// Columns reached and not yet settled.
    pub(super) open: Vec<u32>,
    /// Columns settled, in order.
    pub(super) settled: Vec<u32>,
    /// Rows of the tree.
    rows: Vec<usize>,
}

/// Where a path ends.
enum End {
    Column(usize),
    Alone(usize),
}

impl Workspace {
    /// Solves for rows of cells; `alone` is what each row costs without a column.
    pub(super) fn assign<R: AsRef<[Cell]>>(
        &mut self,
        rows: &[R],
        alone: &[i64],
        columns: usize,
    ) -> Assignment {
        let mut found = Assignment {
            column_of: vec![None; rows.len()],
            row_price: vec![0; rows.len()],
            column_price: vec![0; columns],
            cost: 0,
        };
        let mut row_of = vec![NOBODY; columns];
        self.clear(columns);
        for row in 0..rows.len() {
            self.place(row, rows, alone, &mut found, &mut row_of);
        }
        found.add_up();
        found
    }

    /// Begins anew, for so many columns.
    pub(super) fn clear(&mut self, columns: usize) {
        self.reached_at.clear();
        self.reached_at.resize(columns, i64::MAX);
        self.reached_from.clear();
        self.reached_from.resize(columns, NOBODY);
    }

    /// Gives one more row its place.
    pub(super) fn place<R: AsRef<[Cell]>>(
        &mut self,
        row: usize,
        rows: &[R],
        alone: &[i64],
        found: &mut Assignment,
        row_of: &mut [usize],
    ) {
        if !take_free_cheapest(row, rows[row].as_ref(), alone[row], found, row_of) {
            self.augment(row, rows, alone, found, row_of);
        }
    }

    /// Finds the cheapest way to give one more row a place, moving others where that is cheaper.
    fn augment<R: AsRef<[Cell]>>(
        &mut self,
        start: usize,
        rows: &[R],
        alone: &[i64],
        found: &mut Assignment,
        row_of: &mut [usize],
    ) {
        self.open.clear();
        self.settled.clear();
        self.rows.clear();
        let (mut row, mut price) = (start, 0);
        let mut cheapest_alone = (i64::MAX, start);
        let (end, last) = loop {
            self.rows.push(row);
            let base = price - found.row_price[row];
            if base + alone[row] < cheapest_alone.0 {
                cheapest_alone = (base + alone[row], row);
            }
            self.reach(row, base, rows[row].as_ref(), &found.column_price);
            match self.nearest(row_of) {
                Some((place, at)) if at < cheapest_alone.0 => {
                    let column = self.open.swap_remove(place) as usize;
                    if row_of[column] == NOBODY {
                        self.forget(column);
                        break (End::Column(column), at);
                    }
                    (row, price) = (row_of[column], at);
                    self.settled.push(u32::try_from(column).unwrap_or(u32::MAX));
                }
                _ => break (End::Alone(cheapest_alone.1), cheapest_alone.0),
            }
        };
        self.reprice(last, found, row_of);
        self.turn(&end, found, row_of);
        self.forget_all();
    }

    fn reach(&mut self, row: usize, base: i64, cells: &[Cell], prices: &[i64]) {
        for cell in cells {
            let column = cell.index();
            let at = base + cell.cost - prices[column];
            let known = &mut self.reached_at[column];
            if *known == i64::MAX {
                self.open.push(cell.column);
            } else if at >= *known {
                continue;
            }
            // A settled column is never reached more cheaply, for no cell costs less than nothing here.
            *known = at;
            self.reached_from[column] = row;
        }
    }

    /// The open column reached at the least price; of equals a free one, which ends the search.
    pub(super) fn nearest(&self, row_of: &[usize]) -> Option<(usize, i64)> {
        let mut best: Option<(usize, i64)> = None;
        for (place, &column) in self.open.iter().enumerate() {
            let at = self.reached_at[column as usize];
            let free = || row_of[column as usize] == NOBODY;
            if best.is_none_or(|(_, least)| at < least || (at == least && free())) {
                best = Some((place, at));
            }
        }
        best
    }

    fn reprice(&self, last: i64, found: &mut Assignment, row_of: &[usize]) {
        for &column in &self.settled {
            let column = column as usize;
            let slack = last - self.reached_at[column];
            found.column_price[column] -= slack;
            found.row_price[row_of[column]] += slack;
        }
        if let Some(&start) = self.rows.first() {
            found.row_price[start] += last;
        }
    }

    /// Gives every row on the path the column by which it was passed.
    fn turn(&self, end: &End, found: &mut Assignment, row_of: &mut [usize]) {
        let mut column = match *end {
            End::Column(column) => column,
            End::Alone(row) => match found.column_of[row].take() {
                // It leaves its column to the row from which that was reached.
                Some(column) => column,
                None => return,
            },
        };
        loop {
            let row = self.reached_from[column];
            row_of[column] = row;
            match found.column_of[row].replace(column) {
                Some(next) => column = next,
                None => return,
            }
        }
    }

    fn forget(&mut self, column: usize) {
        self.reached_at[column] = i64::MAX;
    }

    /// Forgets every column that was reached.
    pub(super) fn forget_all(&mut self) {
        let reached = self.open.iter().chain(&self.settled);
        reached.for_each(|column| self.reached_at[*column as usize] = i64::MAX);
    }
}

/// Gives a row its cheapest column if nobody has it, or leaves it alone if that is cheaper still.
fn take_free_cheapest(
    row: usize,
    cells: &[Cell],
    alone: i64,
    found: &mut Assignment,
    row_of: &mut [usize],
) -> bool {
    let mut least = alone;
    let mut best = None;
    for cell in cells {
        let at = cell.cost - found.column_price[cell.index()];
        if at < least {
            (least, best) = (at, Some(cell.index()));
        }
    }
    match best {
        Some(column) if row_of[column] == NOBODY => {
            row_of[column] = row;
            found.column_of[row] = Some(column);
        }
        Some(_) => return false,
        None => {}
    }
    found.row_price[row] = least;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(costs: &[Option<i64>]) -> Vec<Cell> {
        (0..)
            .zip(costs)
            .filter_map(|(column, cost)| Some(Cell { column, cost: (*cost)? }))
            .collect()
    }

    fn solve(rows: &[Vec<Cell>], alone: &[i64], columns: usize) -> Assignment {
        Workspace::default().assign(rows, alone, columns)
    }

    /// The least cost by trying everything.
    fn least(rows: &[Vec<Cell>], alone: &[i64], taken: u64) -> i64 {
        let Some((row, rest)) = rows.split_first() else { return 0 };
        let stay = alone[0] + least(rest, &alone[1..], taken);
        row.iter()
            .filter(|cell| taken & (1 << cell.column) == 0)
            .map(|cell| cell.cost + least(rest, &alone[1..], taken | 1 << cell.column))
            .fold(stay, i64::min)
    }

    #[test]
    fn a_household_gives_way_where_that_is_cheaper_for_all() {
        let rows = [cells(&[Some(1), Some(2)]), cells(&[Some(1), None])];
        let found = solve(&rows, &[100, 100], 2);
        assert_eq!(found.column_of, [Some(1), Some(0)]);
        assert_eq!(found.cost, 3);
    }

    #[test]
    fn staying_alone_is_a_choice_with_a_cost() {
        let rows = [cells(&[Some(5)]), cells(&[Some(4)])];
        let found = solve(&rows, &[0, 3], 1);
        assert_eq!(found.column_of, [None, None]);
        assert_eq!(found.cost, 3);
    }

    proptest::proptest! {
        #[test]
        fn it_is_cheapest_and_its_prices_prove_it(
            costs in proptest::collection::vec(
                proptest::collection::vec(proptest::option::weighted(0.7, -20_i64..20), 5), 1..6),
            alone in proptest::collection::vec(-5_i64..40, 6),
        ) {
            let rows: Vec<Vec<Cell>> = costs.iter().map(|row| cells(row)).collect();
            let found = solve(&rows, &alone[..rows.len()], 5);
            proptest::prop_assert_eq!(found.cost, least(&rows, &alone[..rows.len()], 0));
            let mut paid = 0;
            for (row, cells) in rows.iter().enumerate() {
                proptest::prop_assert!(found.row_price[row] <= alone[row]);
                proptest::prop_assert!(cells.iter().all(|&cell| found.reduced(row, cell) >= 0));
                paid += found.column_of[row].map_or(alone[row], |column| {
                    cells.iter().find(|cell| cell.index() == column).unwrap().cost
                });
            }
            proptest::prop_assert_eq!(paid, found.cost);
            for (column, &price) in found.column_price.iter().enumerate() {
                let taken = found.column_of.contains(&Some(column));
                proptest::prop_assert!(price <= 0 && (taken || price == 0));
            }
        }
    }
}
