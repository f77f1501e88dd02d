//! Referrals, stays and refusals out of another system's export: a table, and a map that says what its columns mean.
//!
//! Everything that is wrong is said cell by cell, and then nothing is taken. Nothing is guessed: a date that could be read
//! two ways is asked about. Not here: what is possible (`service/register`).

mod cells;
mod decode;
mod map;
mod refusals;
mod rows;
mod sheet;

pub(in crate::doors) use map::Map;
pub(in crate::doors) use refusals::TypedRows;
pub(in crate::doors) use rows::Lines;

use crate::base::parse::Issues;
use crate::service::register::Why;
use crate::service::vault::Issue;
use decode::decode;
use std::collections::BTreeSet;

/// Reads a table by a map. Before the arrivals of the rows in `ready` the unit was made ready.
pub(in crate::doors) fn read(
    (file, bytes): (&str, &[u8]),
    map: &Map,
    (by, ready): (&str, &Ready),
) -> Result<(Lines, TypedRows), Issues> {
    let text = decode(file, bytes)?;
    let sheet = sheet::read(file, &text)?;
    rows::events((file, &sheet), map, (by, ready))
}

/// Rows whose unit was ready sooner than the provider's nights say: whoever moved in found it ready.
#[derive(Debug, Default)]
pub(in crate::doors) struct Ready(BTreeSet<usize>);

impl Ready {
    /// Whether rows are among these refusals that were refused for that alone and are not known yet: those are known now.
    pub(in crate::doors) fn learns(&mut self, refused: &[Issue]) -> bool {
        let is_that = |issue: &&Issue| issue.refusal.why == Why::UnitBeingMadeReady;
        let before = self.0.len();
        self.0.extend(refused.iter().filter(is_that).map(|issue| issue.line));
        self.0.len() > before
    }

    fn has(&self, line: usize) -> bool {
        self.0.contains(&line)
    }
}
