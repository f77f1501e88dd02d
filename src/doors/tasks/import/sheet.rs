//! A table as spreadsheets save it: commas, semicolons or tabs, perhaps with `sep=` above and empty columns behind.

use crate::base::parse::{At, Code, Issues, Sink};

/// A table: its columns, and its rows with their lines.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The line of the heads.
    pub(super) head: usize,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// Reads it; rows of nothing are passed over.
pub(super) fn read(file: &str, text: &str) -> Result<Sheet, Issues> {
    let mut sink = Sink::new(file.to_owned());
    // Lines are counted by their ends, and a carriage return before them is none.
    let text = text.replace("\r\n", "\n");
    let (separator, skipped, body) = separator(&text);
    if let Some(line) = unclosed(body, char::from(separator)) {
        note_unclosed(line + skipped, &mut sink);
        return Err(sink.into_issues());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let (mut head, mut columns): (usize, Vec<String>) = (1, Vec::new());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().and_then(|at| usize::try_from(at.line()).ok());
                let at = At::new("", line.map(|line| line + skipped));
                sink.add(
                    Code::Syntax,
                    at,
                    "",
                    "this line cannot be read",
                    "save the table again as CSV",
                );
                break;
            }
        };
        let line =
            record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(1) + skipped;
        let cells: Vec<String> = record.iter().map(clean).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if columns.is_empty() {
            (head, columns) = (line, cells);
            while columns.last().is_some_and(String::is_empty) {
                columns.pop();
            }
            note_repeated(&columns, line, &mut sink);
            continue;
        }
        if columns.len() == 1 && cells.iter().filter(|cell| !cell.is_empty()).count() > 1 {
            note_title((head, &columns[0]), &mut sink);
            break;
        }
        if let Some(beyond) = cells.iter().skip(columns.len()).find(|cell| !cell.is_empty()) {
            let place = format!("line {line}");
            let at = At::new(&place, Some(line));
            let allowed = format!("there are {} columns", columns.len());
            sink.add(
                Code::Syntax,
                at,
                beyond,
                allowed,
                "take this cell away, or give its column a head; if a cell of this row has a separator of its own, it stands in quotation marks",
            );
        }
        rows.push((line, cells));
    }
    note_cut_short((&columns, &rows), body, &mut sink);
    let sheet = Sheet { head, columns, rows };
    if sheet.columns.is_empty() {
        note_empty(&mut sink);
    }
    sink.into_issues().or_value(Some(sheet))
}

/// A line above the heads: what stands in the columns cannot be told by it.
fn note_title((line, title): (usize, &str), sink: &mut Sink) {
    let place = format!("line {line}");
    sink.add(
        Code::Syntax,
        At::new(&place, Some(line)),
        title,
        "the first line has the heads of the columns; this one has a single cell, and those below have more",
        "take every line above the heads away, and save the table again",
    );
}

/// What separates cells, how many lines stand above the table, and the table.
fn separator(text: &str) -> (u8, usize, &str) {
    let text = text.trim_start_matches('\u{feff}');
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(said) = first.trim_end().strip_prefix("sep=")
        && let [separator] = said.as_bytes()
    {
        return (*separator, 1, rest);
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    let most = [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .rev()
        .max_by_key(|(of, _)| count(*of));
    (most.map_or(b',', |(_, byte)| byte), 0, text)
}

/// A cell without what spreadsheets put round it: spaces, and the mark that makes a number a text.
fn clean(cell: &str) -> String {
    let cell = cell.trim().trim_matches('\u{a0}').trim();
    cell.strip_prefix('\'').unwrap_or(cell).trim().to_owned()
}

fn note_empty(sink: &mut Sink) {
    let action = "give its first line the heads of its columns";
    sink.add(Code::Syntax, At::new("", Some(1)), "", "the table is empty", action);
}

fn note_unclosed(line: usize, sink: &mut Sink) {
    let allowed = "a quotation mark is opened here and not closed: the rows after it would be taken for one cell";
    let action = "close it, or write it twice where it belongs to what the cell says";
    sink.add(Code::Syntax, At::new("", Some(line)), "\"", allowed, action);
}

/// The line of a quotation mark that opens a cell and is not closed at a cell's end.
fn unclosed(text: &str, separator: char) -> Option<usize> {
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        line += usize::from(letter == '\n');
        match (letter, opened) {
            ('"', None) if begins => opened = Some(line),
            ('"', Some(_)) if letters.next_if_eq(&'"').is_some() => {}
            ('"', Some(at)) => {
                let ends = |next: char| next == separator || matches!(next, '\n' | '\r' | ' ');
                if !letters.peek().copied().is_none_or(ends) {
                    return Some(at);
                }
                opened = None;
            }
            _ => {}
        }
        begins = letter == separator || letter == '\n';
    }
    opened
}

/// A last row that ends before its columns, with no end of line: the table was cut off.
fn note_cut_short(
    (columns, rows): (&[String], &[(usize, Vec<String>)]),
    body: &str,
    sink: &mut Sink,
) {
    let Some((line, cells)) = rows.last() else { return };
    if cells.len() < columns.len() && !body.ends_with(['\n', '\r']) {
        let place = format!("line {line}");
        let allowed = format!(
            "the table ends in this row, which has {} of {} cells",
            cells.len(),
            columns.len()
        );
        let action = "export the table again: it was cut off";
        sink.add(Code::Syntax, At::new(&place, Some(*line)), "", allowed, action);
    }
}

fn note_repeated(columns: &[String], line: usize, sink: &mut Sink) {
    for (k, column) in columns.iter().enumerate() {
        let stands_before = columns[..k].iter().any(|before| before.eq_ignore_ascii_case(column));
        if !column.is_empty() && stands_before {
            let place = format!("line {line}");
            let at = At::new(&place, Some(line));
            sink.add(
                Code::Repeated,
                at,
                column,
                "each column has a head of its own",
                "name one of them otherwise",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_empty_columns_are_taken_as_they_come() {
        for text in [
            "a,b\n1,'2\n",
            "a;b;;\r\n1;2;;\r\n;;;\r\n",
            "\u{feff}sep=;\na;b\n1;\" 2 \"\n",
            "a\tb\n1\t2\n",
        ] {
            let sheet = read("x.csv", text).unwrap();
            assert_eq!(sheet.columns, ["a", "b"], "{text}");
            assert_eq!(sheet.rows[0].1[..2], ["1", "2"], "{text}");
        }
        let third = read("x.csv", "a;b\r\n1;2\r\n3;4\r\n").unwrap();
        assert_eq!(third.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(read("x.csv", "a,b\n1,2,3\n").unwrap_err().issues[0].place, "line 2");
        assert_eq!(read("x.csv", "a,A\n").unwrap_err().issues[0].code, Code::Repeated);
    }

    #[test]
    fn a_title_above_the_heads_is_said_once() {
        let issues = read("t.csv", "Cases 2026\n\na,b\n1,2\n3,4\n").unwrap_err().issues;
        assert_eq!(issues.len(), 1);
        assert_eq!((issues[0].place.as_str(), issues[0].value.as_str()), ("line 1", "Cases 2026"));
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_takes_no_row_with_it() {
        let lines = |text: &str| -> Vec<Option<usize>> {
            let refused = read("x.csv", text).unwrap_err();
            refused.issues.iter().map(|issue| issue.line).collect()
        };
        for (text, line) in [
            ("a,b\n1,\"2\n3,4\n5,6\n", 2),
            ("a,b\n1,2\n3,\"4\n5,\"6\"\n", 3),
            ("sep=;\na;b\n1;\"2\n", 3),
        ] {
            assert_eq!(lines(text), [Some(line)], "{text}");
        }
        for text in ["a,b\n1,\"2 \"\"x\"\"\"\n", "a,b\n1,\"2\n3\"\n", "a,b\n1,5\" tall\n"] {
            assert_eq!(read("x.csv", text).unwrap().rows.len(), 1, "{text}");
        }
        assert_eq!(lines("a,b,c\n1,2,3\n4,5"), [Some(3)], "cut off");
    }
}
