//! CSV rows checked against their columns: every cell is looked at before anything is reported.

use super::format::Format;
use super::issue::{At, Code, Sink};
use super::notation;
use super::shape::{Field, Shape};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// One row, with the line it stands on.
#[derive(Debug)]
pub struct Record<T> {
    /// The line of the file.
    pub line: usize,
    /// The row; none where a cell of it could not be read.
    pub row: Option<T>,
    /// The cells that could be read, by column: what joins cells is checked on these, so that one wrong
    /// cell hides nothing else.
    cells: Map<String, Json>,
    /// What stands in the cells that could not be read, by column.
    unread: BTreeMap<&'static str, String>,
}

impl<T> Record<T> {
    /// The text of a cell, if it was read.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.cells.get(column).and_then(Json::as_str)
    }

    /// The truth of a cell, if it was read.
    pub fn flag(&self, column: &str) -> Option<bool> {
        self.cells.get(column).and_then(Json::as_bool)
    }

    /// The number of a cell, if it was read.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.cells.get(column).and_then(Json::as_f64)
    }

    /// Whether a cell was read, and is empty.
    pub fn is_empty(&self, column: &str) -> bool {
        self.cells.get(column).is_some_and(Json::is_null)
    }

    /// What stands in a cell, if it was read and is not empty.
    pub fn shown(&self, column: &str) -> Option<String> {
        let cell = self.cells.get(column).filter(|cell| !cell.is_null())?;
        Some(cell.as_str().map_or_else(|| cell.to_string(), ToOwned::to_owned))
    }

    /// What stands in a cell that could not be read.
    pub fn unread(&self, column: &str) -> Option<&str> {
        self.unread.get(column).map(String::as_str)
    }

    /// Notes an issue with a column of this row and what stands there.
    pub fn note(
        &self,
        sink: &mut Sink,
        code: Code,
        (column, value): (&str, impl Into<String>),
        allowed: impl Into<String>,
        action: impl Into<String>,
    ) {
        let place = place(self.line, column);
        sink.add(code, At::new(&place, Some(self.line)), value, allowed, action);
    }
}

/// The name of a cell in an issue.
fn place(line: usize, column: &str) -> String {
    format!("line {line}, {column}")
}

/// Reads every row of a CSV file whose columns are these; unknown columns are passed over.
///
/// A column is required in the header unless it is an extra one; an empty cell is allowed where its field is
/// optional.
/// `T` must be a structure of the same fields, every optional one an `Option`.
pub fn records<T: DeserializeOwned>(
    text: &str,
    columns: &'static [Field],
    sink: &mut Sink,
) -> Vec<Record<T>> {
    let Some((header, rows)) = notation::csv(text, sink) else { return Vec::new() };
    let positions = find_columns(&header, columns, sink);
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        let (mut read, mut unread) = (Map::new(), BTreeMap::new());
        for (field, at) in columns.iter().zip(&positions) {
            let text = at.and_then(|at| row.cells.get(at)).map_or("", String::as_str);
            match cell(field, text, at.is_some(), row.line, sink) {
                Some(json) => drop(read.insert(field.name.to_owned(), json)),
                None => drop(unread.insert(field.name, text.to_owned())),
            }
        }
        let complete = read.len() == columns.len();
        let typed = complete.then(|| serde_json::from_value(Json::Object(read.clone())).ok());
        records.push(Record { line: row.line, row: typed.flatten(), cells: read, unread });
    }
    records
}

fn find_columns(header: &[String], columns: &[Field], sink: &mut Sink) -> Vec<Option<usize>> {
    let known: Vec<&str> = header.iter().map(String::as_str).collect();
    columns
        .iter()
        .map(|field| {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == field.name);
            let first = found.next().map(|(at, _)| at);
            let at = At::new(&place(1, field.name), Some(1)).place.to_owned();
            if first.is_none() && !field.extra {
                let allowed =
                    format!("this column is missing; the header has: {}", known.join(", "));
                let action = format!("add a column {} to the header: {}", field.name, field.help);
                sink.add(Code::Missing, At::new(&at, Some(1)), "", allowed, action);
            } else if found.next().is_some() {
                let allowed = "this column stands twice in the header";
                sink.add(Code::Repeated, At::new(&at, Some(1)), "", allowed, "keep one of them");
            }
            first
        })
        .collect()
}

fn cell(field: &Field, text: &str, there: bool, line: usize, sink: &mut Sink) -> Option<Json> {
    if text.is_empty() {
        if !field.required || matches!(field.shape, Shape::Text(Format::Free)) {
            return Some(Json::Null);
        }
        if there {
            let place = place(line, field.name);
            let allowed = format!("it is empty; {}", field.shape.allowed());
            sink.add(Code::Missing, At::new(&place, Some(line)), "", allowed, field.help);
        }
        return None;
    }
    match field.shape.cell(text) {
        Ok(json) => Some(json),
        Err(code) => {
            let place = place(line, field.name);
            let (found, allowed) = (format!("\"{text}\""), field.shape.allowed());
            sink.add(code, At::new(&place, Some(line)), found, allowed, field.help);
            None
        }
    }
}
