//! Case files for a service review (10.4): what was recorded of households that were drawn, by days since they arrived.

use super::super::register::words_of;
use crate::base::domain::redact;
use crate::presentation::document::{Block, Document, Row, Section, Table, Text};
use crate::presentation::wording::count;
use crate::presentation::workbook::{self, Book, Cell, Sheet};
use jiff::civil::Date;

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

/// The same as a workbook of one sheet.
pub fn case_files_book(rows: &[CaseRow], period: &str, day: Date) -> Book {
    let heads = ["Case", "Day since arrival", "What happened", "What was recorded", "Review"];
    let row = |event: &[CaseRow]| {
        let [day, told @ ..] = told(event);
        let case = event.first().map(|row| row.case.to_string()).unwrap_or_default();
        let numbers = [case, day].map(Cell::Figure);
        numbers.into_iter().chain(told.map(Cell::Text)).collect()
    };
    let cases = rows.chunk_by(|one, next| one.case == next.case);
    let table = workbook::Table {
        heads: heads.map(str::to_owned).to_vec(),
        rows: cases.flat_map(events).map(row).collect(),
        ..workbook::Table::default()
    };
    let sheet = Sheet {
        name: "Case files".to_owned(),
        title: format!("Case files for a service review (10.4), {period}"),
        notes: vec![DRAWN.to_owned()],
        tables: vec![table],
        is_data: true,
        ..Sheet::default()
    };
    Book { title: sheet.title.clone(), day, sheets: vec![sheet] }
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
    let caption = match to_read {
        0 => format!("Case {number}"),
        some => {
            let many = count(some, "entry is", "entries are");
            format!("Case {number}: {many} to be read before it is passed on")
        }
    };
    let head =
        ["Day since arrival", "What happened", "What was recorded", "Before it is passed on"];
    Table {
        caption: caption.into(),
        head: head.map(Text::from).to_vec(),
        rows: events(case).into_iter().map(cells).collect(),
        ..Table::default()
    }
}

/// The rows of each event together: they follow each other, and none says the same key twice.
fn events(case: &[CaseRow]) -> Vec<&[CaseRow]> {
    let (mut events, mut from) = (Vec::new(), 0);
    for (at, row) in case.iter().enumerate().skip(1) {
        let so_far = &case[from..at];
        let is_of_it = |of: &CaseRow| {
            (of.day, of.what) == (row.day, row.what) && of.key != row.key && !of.key.is_empty()
        };
        if row.key.is_empty() || !so_far.iter().all(is_of_it) {
            events.push(so_far);
            from = at;
        }
    }
    events.push(&case[from..]);
    events
}

/// An event: its day, what it was, everything that was recorded with it, and whether that is to be read first.
fn told(event: &[CaseRow]) -> [String; 4] {
    let said: Vec<String> = event.iter().filter(|row| !row.key.is_empty()).map(said).collect();
    let is_to_be_read = event.iter().any(|row| row.is_to_be_read);
    let review = if is_to_be_read { TO_BE_READ } else { "" };
    let (day, what) = event.first().map(|row| (row.day, row.what)).unwrap_or_default();
    [day.to_string(), what.to_owned(), said.join("; "), review.to_owned()]
}

fn cells(event: &[CaseRow]) -> Row {
    Row::Cells(told(event).map(Text::from).to_vec())
}

/// "because: lives with perpetrator"; what somebody wrote stays as it was written.
fn said(row: &CaseRow) -> String {
    let key = words_of(&row.key);
    match row.said.as_str() {
        "true" => format!("{key}: yes"),
        "false" => format!("{key}: no"),
        said if row.is_to_be_read => format!("{key}: {said}"),
        said => format!("{key}: {}", words_of(&listed(said))),
    }
}

/// What a list holds, one after the other; an empty one holds nothing.
fn listed(said: &str) -> String {
    let list = said.strip_prefix('[').and_then(|said| said.strip_suffix(']'));
    match list {
        Some("") => "none".to_owned(),
        Some(list) => list.replace('"', "").replace(',', ", "),
        None => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_recorded_of_one_event_stands_in_one_row() {
        let row = |day, what, key: &str, said: &str| CaseRow {
            case: 1,
            day,
            what,
            key: key.to_owned(),
            said: said.to_owned(),
            is_to_be_read: key == "text",
        };
        let case = [
            row(-1, "the hold", "", ""),
            row(-1, "the hold", "", ""),
            row(3, "the note", "text", "her_sister rang"),
            row(9, "the departure", "planned", "false"),
            row(9, "the departure", "because", "lives_with_perpetrator"),
            row(9, "the departure", "planned", "true"),
            row(9, "the support needs", "needs", "[\"drugs\",\"mental_health\"]"),
        ];
        let rows = events(&case).into_iter().map(|event| match cells(event) {
            Row::Cells(cells) => {
                cells.iter().map(|cell| cell.words(&|_| "".into())).collect::<Vec<_>>().join("|")
            }
            Row::Group(_) => String::new(),
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                "-1|the hold||",
                "-1|the hold||",
                "3|the note|text: her_sister rang|read before it is passed on",
                "9|the departure|planned: no; because: lives with perpetrator|",
                "9|the departure|planned: yes|",
                "9|the support needs|needs: drugs, mental health|",
            ]
        );
        let book = case_files_book(&case, "2026-Q4", "2026-12-31".parse().unwrap());
        let rows = &book.sheets[0].tables[0].rows;
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[0][1], Cell::Figure("-1".to_owned()));
        assert_eq!(rows[5][3], Cell::Text("needs: drugs, mental health".to_owned()));
    }
}
