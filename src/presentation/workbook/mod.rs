//! Sheets for people: titles, notes, tables with what they count, footnotes; written as an Excel workbook.
//!
//! A [`Book`] is said (`wording`) before it is written ([`write()`]); whatever is a text in it is a text there, and never a
//! formula. The same book is the same bytes. Not here: what the figures are.

mod write;

pub use write::{Unwritten, write};

use crate::base::parse::sheet;

use jiff::civil::{Date, date};

/// A workbook.
#[derive(Debug, Clone)]
pub struct Book {
    /// Its title among the file's properties.
    pub title: String,
    /// The day it is of, which stands among the file's properties instead of the computer's clock.
    pub day: Date,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What its tab says: at most 31 letters.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What must be known before it is read.
    pub notes: Vec<String>,
    /// Its tables, one below the other.
    pub tables: Vec<Table>,
    /// What must be known about single figures.
    pub footnotes: Vec<String>,
    /// One table of many rows: its heads stay in sight and its rows can be filtered.
    pub is_data: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// In what is counted.
    pub unit: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A figure, as it is written: so many decimals stay.
    Figure(String),
    /// A number as software has it.
    Number(f64),
    /// Money, in pence: it is shown in pounds.
    Pounds(u64),
    /// Said instead of a figure.
    Instead(&'static str),
    /// Nothing.
    Nothing,
}

impl Book {
    /// A table of CSV on one sheet of this name, its heads in the first row: numbers are numbers.
    ///
    /// # Errors
    /// If it is no table.
    pub fn of_csv(name: &str, table: &[u8]) -> Result<Self, sheet::Error> {
        const LONGEST_NAME: usize = 31;
        // A table is of no day: the first that an archive knows.
        const NO_DAY: Date = date(1980, 1, 1);
        let cell = |text: String| match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Cell::Number(number),
            _ => Cell::Text(text),
        };
        let mut rows = sheet::rows(table)?.into_iter();
        let heads = rows.next().unwrap_or_default();
        let rows = rows.map(|row| row.into_iter().map(cell).collect()).collect();
        let sheet = Sheet {
            name: name.chars().take(LONGEST_NAME).collect(),
            tables: vec![Table { heads, rows, ..Table::default() }],
            is_data: true,
            ..Sheet::default()
        };
        Ok(Self { title: name.to_owned(), day: NO_DAY, sheets: vec![sheet] })
    }
}
