//! A table for a spreadsheet: what people typed is text there, and no formula.

use super::printable;
use std::borrow::Cow;

/// A cell as a spreadsheet may have it: nothing hidden, on one line, and behind a mark where it would be taken for a formula.
/// Numbers stay numbers.
pub fn cell(text: &str) -> Cow<'_, str> {
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

    #[test]
    fn a_table_is_changed_only_where_it_must_be() {
        let harmless = "a,b\n\"x, y\",-0.25\n";
        assert_eq!(csv(harmless), harmless);
        assert_eq!(csv("a,b\n=1,-1\n\"two\nlines\",\u{202e}x\n"), "a,b\n'=1,-1\ntwo lines,x\n");
    }
}
