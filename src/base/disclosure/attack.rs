//! What somebody who sees the published counts can work out of the others.
//!
//! Every answer of the solver is a way in which the hidden counts might be: it is kept, for it shows of many counts at
//! once how far they may lie, so that few are asked for one by one.

use super::{Between, Linked};
use crate::base::solver::{Column, Model, Row, SolverError};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Tables are small: a second is a hundred times what one takes.
const LIMIT: Duration = Duration::from_secs(10);

/// Counts as they might be, in the order of the cells.
type Way = Vec<u32>;

/// A row over the cells: these with their signs add up to 0, or to no more.
struct Link {
    terms: Vec<(usize, f64)>,
    is_exact: bool,
}

/// Somebody who works out what is hidden.
pub(super) struct Attack<'a> {
    linked: &'a Linked,
    links: Vec<Link>,
    /// The links of each cell.
    of_cell: Vec<Vec<usize>>,
    ways: Vec<Way>,
}

impl Linked {
    /// What the shown counts and all that links them leave possible for one count, in whole households.
    ///
    /// # Errors
    /// If the solver stops.
    pub fn known_of(&self, cell: usize, shown: &[bool]) -> Result<Between, SolverError> {
        let attack = Attack::on(self);
        Ok(Between {
            least: attack.farthest(cell, shown, -1.0)?[cell],
            greatest: attack.farthest(cell, shown, 1.0)?[cell],
        })
    }

    /// Every link over the cells.
    fn links(&self) -> Vec<Link> {
        let signed = |cells: &[usize], sign: f64| -> Vec<(usize, f64)> {
            cells.iter().map(|&cell| (cell, sign)).collect()
        };
        let sums = self.sums.iter().map(|sum| Link {
            terms: [signed(&[sum.total], 1.0), signed(&sum.parts, -1.0)].concat(),
            is_exact: true,
        });
        let bounds = self.bounds.iter().map(|bound| Link {
            terms: [signed(&bound.less, 1.0), signed(&bound.more, -1.0)].concat(),
            is_exact: false,
        });
        sums.chain(bounds).collect()
    }

    /// The links as rows in what is added to each count and what is taken away from it, two columns a cell.
    pub(super) fn rows_of_changes(&self) -> Vec<Row> {
        let change = |&(cell, sign): &(usize, f64), side: f64| {
            [(2 * cell, side * sign), (2 * cell + 1, -side * sign)]
        };
        let row = |link: &Link, side: f64, at_most: f64| Row {
            terms: link.terms.iter().flat_map(|term| change(term, side)).collect(),
            at_most,
        };
        let now = |link: &Link| -> f64 {
            link.terms.iter().map(|&(cell, sign)| sign * f64::from(self.cells[cell].value)).sum()
        };
        let rows = |link: Link| {
            if link.is_exact {
                vec![row(&link, 1.0, 0.0), row(&link, -1.0, 0.0)]
            } else {
                vec![row(&link, 1.0, -now(&link))]
            }
        };
        self.links().into_iter().flat_map(rows).collect()
    }
}

impl<'a> Attack<'a> {
    pub(super) fn on(linked: &'a Linked) -> Self {
        let links = linked.links();
        let mut of_cell = vec![Vec::new(); linked.cells.len()];
        for (number, link) in links.iter().enumerate() {
            for (cell, _) in &link.terms {
                of_cell[*cell].push(number);
            }
        }
        Self { linked, links, of_cell, ways: Vec::new() }
    }

    /// Between what each count lies in the ways found so far that what is shown allows; the truth is one.
    pub(super) fn seen(&self, shown: &[bool]) -> Vec<Between> {
        let truth = |cell: &super::Cell| Between { least: cell.value, greatest: cell.value };
        let mut seen: Vec<Between> = self.linked.cells.iter().map(truth).collect();
        let is_allowed = |way: &&Way| {
            let mut cells = way.iter().zip(shown).zip(&self.linked.cells);
            cells.all(|((value, is_shown), cell)| !is_shown || *value == cell.value)
        };
        for way in self.ways.iter().filter(is_allowed) {
            widen(&mut seen, way);
        }
        seen
    }

    /// Whether a hidden count stays as uncertain as it must.
    pub(super) fn is_safe(
        &mut self,
        cell: usize,
        shown: &[bool],
        seen: &mut [Between],
    ) -> Result<bool, SolverError> {
        let width = self.linked.width(cell);
        for sign in [1.0, -1.0] {
            if seen[cell].width() >= width {
                return Ok(true);
            }
            let way = self.farthest(cell, shown, sign)?;
            widen(seen, &way);
            self.ways.push(way);
        }
        Ok(seen[cell].width() >= width)
    }

    /// The hidden counts that one depends on, itself among them.
    fn beside(&self, cell: usize, shown: &[bool]) -> BTreeMap<usize, usize> {
        let mut found = BTreeMap::from([(cell, 0)]);
        let mut next = vec![cell];
        while let Some(cell) = next.pop() {
            for link in &self.of_cell[cell] {
                for &(other, _) in self.links[*link].terms.iter().filter(|(of, _)| !shown[*of]) {
                    let place = found.len();
                    found.entry(other).or_insert_with(|| {
                        next.push(other);
                        place
                    });
                }
            }
        }
        found
    }

    /// A way in which a count is as great as it can be, or as small.
    fn farthest(&self, cell: usize, shown: &[bool], sign: f64) -> Result<Way, SolverError> {
        let columns = self.beside(cell, shown);
        let mut model = Model { columns: vec![FREE; columns.len()], rows: Vec::new() };
        for (&of, &column) in &columns {
            let known = self.linked.cells[of];
            model.columns[column].lower = f64::from(known.least);
            model.columns[column].upper = f64::from(known.most);
        }
        model.columns[columns[&cell]].objective = sign;
        let links = columns.keys().flat_map(|of| &self.of_cell[*of]);
        let links: BTreeSet<&usize> = links.collect();
        for link in links {
            model.rows.extend(self.rows(&self.links[*link], &columns));
        }
        let mut solved = model.maximise(LIMIT)?.values;
        if solved.iter().any(|value| (value - value.round()).abs() > 1e-6) {
            for column in &mut model.columns {
                column.whole = true;
            }
            solved = model.maximise(LIMIT)?.values;
        }
        let mut way: Way = self.linked.cells.iter().map(|cell| cell.value).collect();
        for (of, column) in columns {
            way[of] = whole(solved[column]);
        }
        Ok(way)
    }

    /// A link as rows over the hidden counts; what is shown of it is a number.
    fn rows(&self, link: &Link, columns: &BTreeMap<usize, usize>) -> Vec<Row> {
        let (mut terms, mut shown) = (Vec::new(), 0.0);
        for &(cell, sign) in &link.terms {
            match columns.get(&cell) {
                Some(&column) => terms.push((column, sign)),
                None => shown += sign * f64::from(self.linked.cells[cell].value),
            }
        }
        let turned = terms.iter().map(|&(column, sign)| (column, -sign)).collect();
        let mut rows = vec![Row { terms, at_most: -shown }];
        if link.is_exact {
            rows.push(Row { terms: turned, at_most: shown });
        }
        rows
    }
}

const FREE: Column = Column { objective: 0.0, lower: 0.0, upper: 0.0, whole: false };

impl Between {
    fn width(self) -> u32 {
        self.greatest - self.least
    }
}

fn widen(seen: &mut [Between], way: &[u32]) {
    for (seen, value) in seen.iter_mut().zip(way) {
        seen.least = seen.least.min(*value);
        seen.greatest = seen.greatest.max(*value);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, 0 or more")]
fn whole(value: f64) -> u32 {
    value.round().max(0.0) as u32
}
