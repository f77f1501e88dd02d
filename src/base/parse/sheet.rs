//! A table for a spreadsheet, written as CSV: what people typed is text there, and no formula. Every table of the program is
//! written here.

use super::printable;
use serde::Serialize;
use std::borrow::Cow;

pub use ::csv::Error;

/// A table on its way: a row for each of its lines, all of one length.
#[derive(Debug)]
pub struct Writer(::csv::Writer<Vec<u8>>);

impl Writer {
    /// A table with these heads.
    ///
    /// # Errors
    /// Never for heads in memory.
    pub fn new(heads: impl IntoIterator<Item: AsRef<str>>) -> Result<Self, Error> {
        let mut writer = Self(::csv::Writer::from_writer(Vec::new()));
        writer.row(heads)?;
        Ok(writer)
    }

    /// One more row, every cell as a spreadsheet may have it.
    ///
    /// # Errors
    /// If it is longer or shorter than the heads.
    pub fn row(&mut self, cells: impl IntoIterator<Item: AsRef<str>>) -> Result<(), Error> {
        for text in cells {
            self.0.write_field(cell(text.as_ref()).as_bytes())?;
        }
        self.0.write_record(None::<&[u8]>)
    }

    /// The whole table.
    ///
    /// # Errors
    /// Never for a table in memory.
    pub fn text(self) -> Result<String, Error> {
        let bytes = self.0.into_inner().map_err(::csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A table of these heads and rows.
///
/// # Errors
/// If a row is longer or shorter than the heads.
pub fn table<R: IntoIterator<Item: AsRef<str>>>(
    heads: impl IntoIterator<Item: AsRef<str>>,
    rows: impl IntoIterator<Item = R>,
) -> Result<String, Error> {
    let mut writer = Writer::new(heads)?;
    rows.into_iter().try_for_each(|row| writer.row(row))?;
    writer.text()
}

/// A table whose rows are records: the names of their fields are its heads.
///
/// # Errors
/// If a record has more in a field than a cell holds.
pub fn of_records(records: impl IntoIterator<Item: Serialize>) -> Result<String, Error> {
    let mut writer = Writer(::csv::Writer::from_writer(Vec::new()));
    records.into_iter().try_for_each(|record| writer.0.serialize(record))?;
    Ok(csv(&writer.text()?).into_owned())
}

/// The rows of a table, its heads first.
///
/// # Errors
/// If it is none.
pub fn rows(table: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    let row = |record: ::csv::StringRecord| record.iter().map(ToOwned::to_owned).collect();
    reader.records().map(|record| record.map(row)).collect()
}

/// A cell as a spreadsheet may have it: nothing hidden, on one line, and behind a mark where it would be taken for a formula.
/// Numbers stay numbers.
pub fn cell(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let shown = printable(text);
    let begins_a_formula = |letter: char| {
        matches!(
            letter,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
        )
    };
    let would_be_one =
        [text, shown.trim_start()].iter().any(|text| text.starts_with(begins_a_formula));
    match (would_be_one && !is_number(text), shown == text) {
        (true, _) => Cow::Owned(format!("'{shown}")),
        (false, true) => Cow::Borrowed(text),
        (false, false) => Cow::Owned(shown),
    }
}

/// Letters that every keyboard has, the first of which begins no formula: nearly every cell.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.starts_with([' ', '=', '+', '-', '@'])
}

/// A number as this program writes them, or as anybody would.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && text.parse::<f64>().is_ok()
}

/// CSV text with every cell so; a text in which nothing is to be changed stays to the byte.
pub fn csv(text: &str) -> Cow<'_, str> {
    let read = |text: &str| -> Result<(bool, Vec<u8>), ::csv::Error> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let mut is_changed = false;
        for record in reader.records() {
            let record = record?;
            let cells: Vec<Cow<'_, str>> = record.iter().map(cell).collect();
            is_changed |= cells.iter().zip(&record).any(|(cell, was)| cell != was);
            writer.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
        }
        let bytes = writer.into_inner().map_err(::csv::IntoInnerError::into_error)?;
        Ok((is_changed, bytes))
    };
    match read(text) {
        Ok((true, bytes)) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_text_and_numbers_stay_numbers() {
        for formula in
            ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "-", "\u{ff1d}1", "-1-1"]
        {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        for plain in ["-0.5", "+3", "-1e-7", "0", "a-b", "Ms =", "", "2026-11-20", "-12"] {
            assert_eq!(cell(plain), plain);
        }
    }

    #[derive(Serialize)]
    struct Record {
        name: &'static str,
        share: f64,
    }

    #[test]
    fn a_written_table_has_no_formula_and_rows_of_one_length() {
        let rows = [["=1", "-1"], ["two\nlines", "\u{202e}x, y"]];
        assert_eq!(table(["a", "b"], rows).unwrap(), "a,b\n'=1,-1\ntwo lines,\"x, y\"\n");
        table(["a", "b"], [["1"]]).unwrap_err();
        let record = Record { name: "@a", share: -0.5 };
        assert_eq!(of_records([record]).unwrap(), "name,share\n'@a,-0.5\n");
    }

    #[test]
    fn a_table_is_changed_only_where_it_must_be() {
        let harmless = "a,b\n\"x, y\",-0.25\n";
        assert_eq!(csv(harmless), harmless);
        assert_eq!(csv("a,b\n=1,-1\n\"two\nlines\",\u{202e}x\n"), "a,b\n'=1,-1\ntwo lines,x\n");
    }
}
