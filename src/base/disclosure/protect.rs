//! Which counts are hidden: those under five, and as little besides as keeps them uncertain.

use super::{Between, LEAST_SHOWN, Linked};
use crate::base::solver::{Column, Model, SolverError};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(10);

impl Linked {
    /// Which counts are shown.
    ///
    /// # Errors
    /// If the solver stops.
    pub fn shown(&self) -> Result<Vec<bool>, SolverError> {
        let mut shown: Vec<bool> =
            self.cells.iter().map(|cell| cell.value >= LEAST_SHOWN).collect();
        // Whatever is hidden for another's sake must stay uncertain itself.
        while let Some(cell) = self.first_unsafe(&shown)? {
            self.hide_for(cell, &mut shown)?;
        }
        self.show_again(&mut shown)?;
        Ok(shown)
    }

    fn first_unsafe(&self, shown: &[bool]) -> Result<Option<usize>, SolverError> {
        for cell in (0..shown.len()).filter(|&cell| !shown[cell]) {
            // Counts that share no sum with it can give it away through others; only where all is hidden is there no
            // more to hide.
            if shown.contains(&true) && !self.is_safe(cell, shown)? {
                return Ok(Some(cell));
            }
        }
        Ok(None)
    }

    /// Hides the counts that have to move along for one to be taken for `width` more, or for fewer: those of least
    /// value. Where no counts can, all that share a sum with it, or else the least of those shown.
    fn hide_for(&self, cell: usize, shown: &mut [bool]) -> Result<(), SolverError> {
        let Between { least, .. } = self.known_of(cell, shown)?;
        let value = self.cells[cell].value;
        let more = self.width(cell).saturating_sub(value - least);
        let fewer = self.width(cell).saturating_sub(more).min(value);
        let moved = match self.moved_along(cell, more, 1.0, shown) {
            Err(SolverError::Infeasible) => self.moved_along(cell, fewer.max(1), -1.0, shown),
            found => found,
        };
        let hidden = match moved {
            Ok(cells) if cells.iter().any(|&moved| shown[moved]) => cells,
            Ok(_) | Err(SolverError::Infeasible) => self.nearest_to(cell, shown),
            Err(error) => return Err(error),
        };
        for hidden in hidden {
            shown[hidden] = false;
        }
        Ok(())
    }

    /// The counts that change with one, at the least cost of shown ones: a linear programme in what is added to and
    /// taken from each count.
    fn moved_along(
        &self,
        cell: usize,
        by: u32,
        sign: f64,
        shown: &[bool],
    ) -> Result<Vec<usize>, SolverError> {
        let free = |(at, own): (usize, &super::Cell)| {
            let cost = if shown[at] { -1.0 - f64::from(own.value) } else { 0.0 };
            let column = |upper: u32| Column {
                objective: cost,
                lower: 0.0,
                upper: f64::from(upper),
                whole: false,
            };
            [column(own.most - own.value), column(own.value)]
        };
        let mut columns: Vec<Column> = self.cells.iter().enumerate().flat_map(free).collect();
        let (moves, stays) = if sign > 0.0 { (0, 1) } else { (1, 0) };
        let by = f64::from(by);
        if by > columns[2 * cell + moves].upper {
            return Err(SolverError::Infeasible);
        }
        columns[2 * cell + moves].lower = by;
        columns[2 * cell + stays].upper = 0.0;
        let solved = Model { columns, rows: self.rows(2) }.maximise(LIMIT)?;
        let moved = |at: &usize| solved.values[2 * at] + solved.values[2 * at + 1] > 1e-6;
        Ok((0..self.cells.len()).filter(moved).collect())
    }

    /// Every count that shares a sum with this one.
    fn linked_to(&self, cell: usize) -> Vec<usize> {
        let with = self.sums.iter().filter(|sum| sum.total == cell || sum.parts.contains(&cell));
        with.flat_map(|sum| sum.parts.iter().copied().chain([sum.total])).collect()
    }

    /// What to hide for one where nothing can move along: at least one count that is shown.
    fn nearest_to(&self, cell: usize, shown: &[bool]) -> Vec<usize> {
        let linked = self.linked_to(cell);
        if linked.iter().any(|&other| shown[other]) {
            return linked;
        }
        let least = (0..shown.len()).filter(|&other| shown[other]);
        least.min_by_key(|&other| self.cells[other].value).into_iter().collect()
    }

    /// Shows what was hidden for another's sake and need not have been, the greatest first.
    fn show_again(&self, shown: &mut [bool]) -> Result<(), SolverError> {
        let mut besides: Vec<usize> = (0..shown.len())
            .filter(|&cell| !shown[cell] && self.cells[cell].value >= LEAST_SHOWN)
            .collect();
        besides.sort_by_key(|&cell| std::cmp::Reverse(self.cells[cell].value));
        for cell in besides {
            shown[cell] = true;
            for hidden in (0..shown.len()).filter(|&cell| !shown[cell]).collect::<Vec<_>>() {
                if !self.is_safe(hidden, shown)? {
                    shown[cell] = false;
                    break;
                }
            }
        }
        Ok(())
    }
}
