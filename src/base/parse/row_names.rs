//! Names of a table's rows: each stands once, and other tables speak of its rows by them.

use super::issue::{Code, Sink};
use super::table::Record;
use std::collections::BTreeMap;

/// Positions of a table's rows by name.
pub type RowNames = BTreeMap<String, usize>;

/// Notes a name that stands twice; every row keeps its name, so that one wrong cell of it is one issue.
pub fn take_name<T>(
    record: &Record<T>,
    column: &str,
    names: &mut RowNames,
    at: usize,
    sink: &mut Sink,
) {
    let Some(name) = record.text(column) else { return };
    if names.insert(name.to_owned(), at).is_some() {
        let (allowed, action) = (
            format!("this {column} stands twice"),
            format!("give each {column} one row and its own codename"),
        );
        record.note(sink, Code::Repeated, (column, name), allowed, action);
    }
}

/// The position of a name in another file; notes a name that is not there.
pub fn find_name<T>(
    record: &Record<T>,
    column: &str,
    names: &RowNames,
    file: &str,
    sink: &mut Sink,
) -> Option<usize> {
    let name = record.text(column)?;
    let found = names.get(name).copied();
    if found.is_none() {
        let allowed = format!("{file} has no such {column}");
        let action = format!("name a {column} of {file}, or correct its row there");
        record.note(sink, Code::NotFound, (column, name), allowed, action);
    }
    found
}
