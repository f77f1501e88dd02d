//! Case files for a service review (10.4): what was recorded of households that were drawn, by days since they arrived.

use super::super::register::words_of;
use crate::base::domain::redact;
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};
use crate::presentation::wording::count;

/// Something that was recorded of a household: no reference, no unit, no account, no date.
#[derive(Clone)]
pub struct CaseRow {
    /// Which of the files.
    pub case: usize,
    /// Days since the household first arrived.
    pub day: i32,
    /// What happened.
    pub what: &'static str,
    /// What of it is told; empty: nothing more than that it happened.
    pub key: String,
    /// What was said there.
    pub said: String,
    /// Somebody wrote it in words: it is read by a person before it is passed on.
    pub is_to_be_read: bool,
}

redact!(CaseRow);

/// Beside what somebody wrote in words.
const TO_BE_READ: &str = "read before it is passed on";

/// What whoever draws case files must know of them.
pub const DRAWN: &str = "Names are out, and yet whoever knows them may know them again: keep the file in the service's own hands, and read what is marked before it is passed on.";

impl CaseRow {
    /// As a row of the table.
    pub fn cells(&self) -> [String; 6] {
        let Self { case, day, what, key, said, .. } = self;
        let review = if self.is_to_be_read { TO_BE_READ } else { "" };
        let [case, day] = [case.to_string(), day.to_string()];
        [case, day, (*what).to_owned(), key.clone(), said.clone(), review.to_owned()]
    }
}

/// The same as a page: a table a file.
pub fn case_files(rows: &[CaseRow]) -> Document {
    let cases = rows.chunk_by(|one, next| one.case == next.case);
    let tables: Vec<Block> = cases.map(|case| Block::Table(table(case))).collect();
    let none = if tables.is_empty() { "Nobody lived here in that time." } else { "" };
    let begins = vec![Block::paragraph(none)];
    Document::of([Section::plain("none", begins), Section::plain("cases", tables)])
}

fn table(case: &[CaseRow]) -> Table {
    let number = case.first().map_or(0, |row| row.case);
    let to_read = case.iter().filter(|row| row.is_to_be_read).count();
    let many = count(to_read, "entry", "entries");
    let caption = format!("Case {number}: {many} to be read before it is passed on");
    let cells = |row: &CaseRow| {
        let key = words_of(&row.key);
        let said = match (&*key, row.said.as_str()) {
            ("", _) => String::new(),
            (key, "true") => format!("{key}: yes"),
            (key, "false") => format!("{key}: no"),
            (key, said) => format!("{key}: {said}"),
        };
        let review = if row.is_to_be_read { TO_BE_READ } else { "" };
        let cells = [row.day.to_string(), row.what.to_owned(), said, review.to_owned()];
        Row::Cells(cells.map(Text::from).to_vec())
    };
    let head =
        ["Day since arrival", "What happened", "What was recorded", "Before it is passed on"];
    Table {
        caption: caption.into(),
        head: head.map(Text::from).to_vec(),
        rows: case.iter().map(cells).collect(),
        ..Table::default()
    }
}
