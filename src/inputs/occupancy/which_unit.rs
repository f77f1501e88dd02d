//! Which unit a row of the list means, where it does not say so in so many letters.

use crate::base::parse::row_names::RowNames;
use std::collections::BTreeSet;

/// The unit that a name written otherwise means, whatever its case and marks, and whatever follows it: "larch 3 (back)".
pub(super) fn meant(typed: &str, units: &RowNames) -> Option<usize> {
    let typed = pieces(typed);
    let begins = |(name, unit): (&String, &usize)| {
        let pieces = pieces(name);
        typed.starts_with(&pieces).then_some((pieces.len(), *unit))
    };
    units.iter().filter_map(begins).max().map(|(_, unit)| unit)
}

/// Runs of letters and of figures, in small letters.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            let goes_on =
                before.is_some_and(|b| b.is_alphanumeric() && b.is_numeric() == c.is_numeric());
            match pieces.last_mut().filter(|_| goes_on) {
                Some(piece) => piece.push(c),
                None => pieces.push(c.to_string()),
            }
        }
        before = Some(c);
    }
    pieces
}

/// The units of which a row that breaks off may be: those that nobody is known to live in and whose names begin so.
pub(super) fn begun_so(begun: &str, units: &RowNames, lived_in: &BTreeSet<usize>) -> Vec<usize> {
    let begun = begun.to_lowercase();
    let may_be = units.iter().filter(|(name, unit)| {
        !begun.is_empty() && name.to_lowercase().starts_with(&begun) && !lived_in.contains(unit)
    });
    may_be.map(|(_, unit)| *unit).collect()
}

/// Units that lines name which are no rows, for a quotation swallowed them: somebody may live there.
pub(super) fn swallowed(text: &str, rows: &[usize], units: &RowNames) -> Vec<(usize, usize)> {
    let lines = (1..).zip(text.lines()).filter(|(line, _)| !rows.contains(line));
    // The header names no unit, whatever its columns are called.
    let header = rows.iter().min().copied().unwrap_or(usize::MAX);
    let named = |(line, text): (usize, &str)| {
        let cells = text.split(',').map(|cell| cell.trim().trim_matches('"').trim());
        let found: Vec<_> =
            cells.filter_map(|cell| units.get(cell)).map(|unit| (line, *unit)).collect();
        (line > header).then_some(found)
    };
    lines.filter_map(named).flatten().collect()
}
