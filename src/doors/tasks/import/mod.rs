//! Referrals, stays and refusals out of another system's export: a table, and a map that says what its columns mean.
//!
//! Everything that is wrong is said cell by cell, and then nothing is taken. Nothing is guessed: a date that could be read
//! two ways is asked about. Not here: what is possible (`service/register`).

mod cells;
mod decode;
mod map;
mod ready;
mod refusals;
mod rows;
mod sheet;

pub(in crate::doors) use map::Map;
pub(in crate::doors) use ready::Ready;
pub(in crate::doors) use refusals::TypedRows;
pub(in crate::doors) use rows::Lines;

use crate::base::parse::Issues;
use decode::decode;

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
