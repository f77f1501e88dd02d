//! Which counts are hidden: those under five, and as little besides as keeps them uncertain.

use super::attack::Attack;
use super::{Between, Linked};
use crate::base::solver::{Column, Model, SolverError};
use std::collections::BTreeSet;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(10);

impl Linked {
    /// Which counts are shown. A count that what was published before gives away cannot be helped; all others are safe.
    ///
    /// # Errors
    /// If the solver stops.
    pub fn shown(&self) -> Result<Vec<bool>, SolverError> {
        let is_shown = |cell: usize| self.cells[cell].is_known || !self.is_small(cell);
        let mut shown: Vec<bool> = (0..self.cells.len()).map(is_shown).collect();
        let (mut attack, mut given_away) = (Attack::on(self), BTreeSet::new());
        // Whatever is hidden for another's sake must stay uncertain itself.
        while let Some(cell) = first_unsafe(&shown, &mut attack, &given_away)? {
            if !self.hide_for(cell, &mut shown)? {
                given_away.insert(cell);
            }
        }
        self.show_again(&mut shown, &mut attack, &given_away)?;
        Ok(shown)
    }

    /// Hides the counts that have to move along for one to be taken for `width` more, or for fewer: those of least
    /// value. Where no counts can, all that share a link with it, or else the least of those shown. Whether there was
    /// anything to hide.
    fn hide_for(&self, cell: usize, shown: &mut [bool]) -> Result<bool, SolverError> {
        let Between { least, .. } = self.known_of(cell, shown)?;
        let value = self.cells[cell].value;
        let more = self.width(cell).saturating_sub(value - least);
        let fewer = self.width(cell).saturating_sub(more).min(value);
        let moved = match self.moved_along(cell, more, 1.0, shown) {
            Err(SolverError::Infeasible) => self.moved_along(cell, fewer.max(1), -1.0, shown),
            found => found,
        };
        let hidden = match moved {
            Ok(cells) if cells.iter().any(|&moved| self.may_be_hidden(moved, shown)) => cells,
            Ok(_) | Err(SolverError::Infeasible) => self.nearest_to(cell, shown),
            Err(error) => return Err(error),
        };
        let mut is_more = false;
        for hidden in hidden {
            is_more |= self.may_be_hidden(hidden, shown);
            shown[hidden] &= self.cells[hidden].is_known;
        }
        Ok(is_more)
    }

    fn may_be_hidden(&self, cell: usize, shown: &[bool]) -> bool {
        shown[cell] && !self.cells[cell].is_known
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
                upper: if own.is_known { 0.0 } else { f64::from(upper) },
                whole: false,
            };
            [column(own.most - own.value), column(own.value - own.least)]
        };
        let mut columns: Vec<Column> = self.cells.iter().enumerate().flat_map(free).collect();
        let (moves, stays) = if sign > 0.0 { (0, 1) } else { (1, 0) };
        let by = f64::from(by);
        if by > columns[2 * cell + moves].upper {
            return Err(SolverError::Infeasible);
        }
        columns[2 * cell + moves].lower = by;
        columns[2 * cell + stays].upper = 0.0;
        let solved = Model { columns, rows: self.rows_of_changes() }.maximise(LIMIT)?;
        let moved = |at: &usize| solved.values[2 * at] + solved.values[2 * at + 1] > 1e-6;
        Ok((0..self.cells.len()).filter(moved).collect())
    }

    /// Every count that shares a link with this one.
    fn linked_to(&self, cell: usize) -> Vec<usize> {
        let sums = self.sums.iter().map(|sum| [&sum.parts[..], &[sum.total]].concat());
        let bounds = self.bounds.iter().map(|bound| [&bound.less[..], &bound.more[..]].concat());
        sums.chain(bounds).filter(|cells| cells.contains(&cell)).flatten().collect()
    }

    /// What to hide for one where nothing can move along: at least one count that is shown.
    fn nearest_to(&self, cell: usize, shown: &[bool]) -> Vec<usize> {
        let linked = self.linked_to(cell);
        if linked.iter().any(|&other| self.may_be_hidden(other, shown)) {
            return linked;
        }
        let least = (0..shown.len()).filter(|&other| self.may_be_hidden(other, shown));
        least.min_by_key(|&other| self.cells[other].value).into_iter().collect()
    }

    /// Shows what was hidden for another's sake and need not have been, the greatest first.
    fn show_again(
        &self,
        shown: &mut [bool],
        attack: &mut Attack<'_>,
        given_away: &BTreeSet<usize>,
    ) -> Result<(), SolverError> {
        let mut besides: Vec<usize> =
            (0..shown.len()).filter(|&cell| !shown[cell] && !self.is_small(cell)).collect();
        besides.sort_by_key(|&cell| std::cmp::Reverse(self.cells[cell].value));
        for cell in besides {
            shown[cell] = true;
            if first_unsafe(shown, attack, given_away)?.is_some() {
                shown[cell] = false;
            }
        }
        Ok(())
    }
}

fn first_unsafe(
    shown: &[bool],
    attack: &mut Attack<'_>,
    given_away: &BTreeSet<usize>,
) -> Result<Option<usize>, SolverError> {
    if !shown.contains(&true) {
        // Where all is hidden there is no more to hide.
        return Ok(None);
    }
    let mut seen = attack.seen(shown);
    for cell in (0..shown.len()).filter(|cell| !shown[*cell] && !given_away.contains(cell)) {
        // Counts that share no sum with it can give it away through others.
        if !attack.is_safe(cell, shown, &mut seen)? {
            return Ok(Some(cell));
        }
    }
    Ok(None)
}
