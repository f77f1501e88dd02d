//! TOML and JSON into one tree, and CSV into rows. A byte-order mark and CRLF are taken as they come.
//!
//! Not here: which keys and columns there may be (`shape`).

use super::issue::{At, Code, Sink};
use super::node::{Node, Value};
use crate::base::statistics::nearest;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use toml::de::{DeTable, DeValue};

/// Reads TOML; every syntax error is noted, with its line.
pub fn toml(text: &str, sink: &mut Sink) -> Option<Node> {
    let text = without_mark(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    for error in &errors {
        let line = error.span().map(|span| lines.at(span.start));
        let message = error.message().replace('\n', ", ");
        sink.add(
            Code::Syntax,
            At::new("", line),
            "",
            format!("this is not TOML: {message}"),
            "correct this line",
        );
    }
    errors.is_empty().then(|| {
        let start = table.span().start;
        from_toml(&DeValue::Table(table.into_inner()), start, &lines)
    })
}

/// A text as TOML quotes it: JSON's way is one of TOML's.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn from_toml(value: &DeValue<'_>, start: usize, lines: &Lines) -> Node {
    let line = lines.at(start);
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
            .map_or_else(|_| beyond(n.as_str()), Value::Whole),
        DeValue::Float(x) => beyond(x.as_str()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(at) => Value::Text(at.to_string()),
        DeValue::Array(items) => Value::List(
            items.iter().map(|v| from_toml(v.get_ref(), v.span().start, lines)).collect(),
        ),
        DeValue::Table(table) => Value::Table(
            table
                .iter()
                .map(|(k, v)| {
                    // An implicit table has no text of its own: its key has.
                    let start = v.span().start.max(k.span().start);
                    (k.get_ref().to_string(), from_toml(v.get_ref(), start, lines))
                })
                .collect(),
        ),
    };
    Node { value, line: Some(line) }
}

/// Any number, however large: its range is the shape's to judge.
fn beyond(number: &str) -> Value {
    Value::Number(number.parse().unwrap_or(f64::MAX))
}

/// Reads JSON; a key that stands twice in one object is an issue.
pub fn json(text: &str, sink: &mut Sink) -> Option<Node> {
    if without_mark(text).trim().is_empty() {
        sink.add(
            Code::Syntax,
            At::new("", Some(1)),
            "",
            "the file is empty",
            "write one JSON object",
        );
        return None;
    }
    match serde_json::from_str::<Tree>(without_mark(text)) {
        Ok(Tree(node)) => Some(node),
        Err(error) => {
            let at = At::new("", Some(error.line()));
            let message = format!("this is not JSON: {error}");
            sink.add(Code::Syntax, at, "", message, "correct this place");
            None
        }
    }
}

/// A JSON document as [`Node`]s.
struct Tree(Node);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(|value| Self(Node::bare(value)))
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Flag(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Whole(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or(Value::Number(nearest(v)), Value::Whole))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Number(v))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Tree(node)) = seq.next_element()? {
            items.push(node);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let (mut entries, mut known) = (Vec::new(), BTreeSet::new());
        while let Some((key, Tree(node))) = map.next_entry::<String, Tree>()? {
            if !known.insert(key.clone()) {
                return Err(serde::de::Error::custom(format!("the key \"{key}\" stands twice")));
            }
            entries.push((key, node));
        }
        Ok(Value::Table(entries))
    }
}

/// One row of a CSV file.
#[derive(Debug)]
pub struct Row {
    /// The line it begins on.
    pub line: usize,
    /// Its cells without the space round them, in the order of the header.
    pub cells: Vec<String>,
}

/// Reads CSV into its header and rows. A row with more cells than the header is an issue.
pub fn csv(text: &str, sink: &mut Sink) -> Option<(Vec<String>, Vec<Row>)> {
    if note_open_quotation(text, sink) {
        return None;
    }
    let text = without_mark(text);
    let mut lines = Passing::of(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().map_while(Result::ok).map(|record| Row {
        line: lines.line_of(&record),
        cells: record.iter().map(ToOwned::to_owned).collect(),
    });
    let Some(header) = rows.next().map(|row| row.cells) else {
        let allowed = "the file is empty; its first line must name the columns";
        sink.add(Code::Missing, At::new("line 1", Some(1)), "", allowed, "write the header line");
        return None;
    };
    let mut kept = Vec::new();
    for row in rows {
        if row.cells.iter().all(String::is_empty) {
            continue;
        }
        if row.cells.len() > header.len() {
            note_surplus(row.cells.len(), header.len(), row.line, sink);
        }
        kept.push(row);
    }
    Some((header, kept))
}

fn note_surplus(cells: usize, columns: usize, line: usize, sink: &mut Sink) {
    let place = format!("line {line}");
    let allowed = format!("the header has {columns} columns");
    let action = "quote a cell that holds a comma, or remove what is too much";
    sink.add(Code::Syntax, At::new(&place, Some(line)), format!("{cells} cells"), allowed, action);
}

/// A quotation that is never closed swallows every row behind it: they would look missing, not wrong.
fn note_open_quotation(text: &str, sink: &mut Sink) -> bool {
    let mut open: Option<usize> = None;
    for (line, row) in (1..).zip(text.lines()) {
        if row.matches('"').count() % 2 == 1 {
            open = if open.is_some() { None } else { Some(line) };
        }
    }
    if let Some(line) = open {
        let place = format!("line {line}");
        let allowed = "a quotation begins here and never ends";
        let action =
            "close the quotation, or remove its mark; a mark inside a quoted cell is written twice";
        sink.add(Code::Syntax, At::new(&place, Some(line)), "\"", allowed, action);
    }
    open.is_some()
}

/// Reads the named columns of a long CSV file row by row, keeping nothing.
pub fn stream<const N: usize>(
    text: &str,
    columns: [&str; N],
    sink: &mut Sink,
    mut each: impl FnMut(usize, [&str; N], &mut Sink),
) {
    if note_open_quotation(text, sink) {
        return;
    }
    let text = without_mark(text);
    let mut lines = Passing::of(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .trim(::csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let at = columns.map(|column| header.iter().position(|name| name == column));
    for (column, at) in columns.iter().zip(at) {
        let place = At { place: &format!("line 1, {column}"), line: Some(1) };
        if at.is_none() {
            sink.add(
                Code::Missing,
                place,
                "",
                "this column is missing",
                "name it in the first line",
            );
        } else if header.iter().filter(|name| name == column).count() > 1 {
            let allowed = "this column stands twice in the header";
            sink.add(Code::Repeated, place, "", allowed, "keep one of them");
        }
    }
    let mut record = ::csv::StringRecord::new();
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = lines.line_of(&record);
        if record.len() > header.len() {
            note_surplus(record.len(), header.len(), line, sink);
        }
        if at.iter().all(Option::is_some) {
            let cells = at.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default().trim());
            each(line, cells, sink);
        }
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The lines of a text as its records pass by: the csv crate begins a record where the one before ended, with
/// the blank lines between them.
struct Passing<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Passing<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line on which a record begins; records come in order.
    fn line_of(&mut self, record: &::csv::StringRecord) -> usize {
        let begun = record.position().and_then(|begun| usize::try_from(begun.byte()).ok());
        let begun = begun.unwrap_or(self.at);
        let rest = self.text.get(begun..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.at..begun + blank).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = begun + blank;
        self.line
    }
}

/// Where each line of a text begins.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|&end| end < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_on_the_same_line_however_lines_end() {
        for ending in ["\n", "\r\n"] {
            let text = ["\u{feff}a,b", "1,2", "", "3,4", ""].join(ending);
            let mut sink = Sink::new("table.csv");
            let (_, rows) = csv(&text, &mut sink).unwrap();
            assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4], "{text:?}");
            let mut lines = Vec::new();
            stream(&text, ["b", "a"], &mut sink, |line, cells, _| {
                lines.push((line, cells.join("")));
            });
            assert_eq!(lines, [(2, "21".to_owned()), (4, "43".to_owned())], "{text:?}");
        }
    }
}
