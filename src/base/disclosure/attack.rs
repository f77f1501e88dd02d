//! What somebody who sees the published counts can work out of the others.

use super::{Between, Linked};
use crate::base::solver::{Column, Model, Row, SolverError};
use std::time::Duration;

/// Tables are small: a second is a hundred times what one takes.
const LIMIT: Duration = Duration::from_secs(10);

impl Linked {
    /// What the shown counts and all sums leave possible for one count, in whole households.
    ///
    /// # Errors
    /// If the solver stops.
    pub fn known_of(&self, cell: usize, shown: &[bool]) -> Result<Between, SolverError> {
        Ok(Between {
            least: whole(-self.greatest(cell, shown, -1.0)?),
            greatest: whole(self.greatest(cell, shown, 1.0)?),
        })
    }

    /// Whether a hidden count stays as uncertain as it must.
    pub(super) fn is_safe(&self, cell: usize, shown: &[bool]) -> Result<bool, SolverError> {
        let Between { least, greatest } = self.known_of(cell, shown)?;
        Ok(greatest - least >= self.width(cell))
    }

    fn greatest(&self, cell: usize, shown: &[bool], sign: f64) -> Result<f64, SolverError> {
        let column = |(at, known): (usize, &super::Cell)| {
            let (lower, upper) =
                if shown[at] { (known.value, known.value) } else { (0, known.most) };
            Column {
                objective: if at == cell { sign } else { 0.0 },
                lower: f64::from(lower),
                upper: f64::from(upper),
                whole: true,
            }
        };
        let columns = self.cells.iter().enumerate().map(column).collect();
        Ok(Model { columns, rows: self.rows(1) }.maximise(LIMIT)?.objective)
    }

    /// Every sum as two rows, each count standing for so many columns side by side.
    pub(super) fn rows(&self, columns: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        for sum in &self.sums {
            let signs = std::iter::once((sum.total, 1.0));
            let terms: Vec<(usize, f64)> =
                signs.chain(sum.parts.iter().map(|&part| (part, -1.0))).collect();
            for side in [1.0, -1.0] {
                // Where a count has two columns, the second is what is taken away from it.
                let each = |&(cell, sign): &(usize, f64)| {
                    (0..columns).map(move |which| {
                        let turned = if which == 0 { sign } else { -sign };
                        (columns * cell + which, side * turned)
                    })
                };
                rows.push(Row { terms: terms.iter().flat_map(each).collect(), at_most: 0.0 });
            }
        }
        rows
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, 0 or more")]
fn whole(value: f64) -> u32 {
    value.round().max(0.0) as u32
}
