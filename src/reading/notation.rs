//! TOML and JSON into one tree, and CSV into rows. A byte-order mark and CRLF are taken as they come.
//!
//! Not here: which keys and columns there may be (`shape`).

use super::issue::{At, Code, Sink};
use super::node::{Node, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
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
        from_toml(&DeValue::Table(table.into_inner()), start, &lines, sink)
    })
}

fn from_toml(value: &DeValue<'_>, start: usize, lines: &Lines, sink: &mut Sink) -> Node {
    let line = lines.at(start);
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
            .map_or_else(|_| toml_beyond(n.as_str(), line, sink), Value::Whole),
        DeValue::Float(x) => {
            x.as_str().parse().map_or_else(|_| toml_beyond(x.as_str(), line, sink), Value::Number)
        }
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(at) => Value::Text(at.to_string()),
        DeValue::Array(items) => Value::List(
            items.iter().map(|v| from_toml(v.get_ref(), v.span().start, lines, sink)).collect(),
        ),
        DeValue::Table(table) => Value::Table(
            table
                .iter()
                .map(|(k, v)| {
                    // An implicit table has no text of its own: its key has.
                    let start = v.span().start.max(k.span().start);
                    (k.get_ref().to_string(), from_toml(v.get_ref(), start, lines, sink))
                })
                .collect(),
        ),
    };
    Node { value, line: Some(line) }
}

fn toml_beyond(number: &str, line: usize, sink: &mut Sink) -> Value {
    let at = At::new("", Some(line));
    sink.add(
        Code::OutOfRange,
        at,
        number,
        "no number here can be as large",
        "give a smaller number",
    );
    Value::Null
}

/// Reads JSON; a key that stands twice in one object is an issue.
pub fn json(text: &str, sink: &mut Sink) -> Option<Node> {
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

    #[expect(clippy::cast_precision_loss, reason = "beyond i64 it is out of every range")]
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or(Value::Number(v as f64), Value::Whole))
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
        let mut entries: Vec<(String, Node)> = Vec::new();
        while let Some((key, Tree(node))) = map.next_entry::<String, Tree>()? {
            if entries.iter().any(|(k, _)| *k == key) {
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
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(::csv::Trim::All)
        .from_reader(without_mark(text).as_bytes());
    let mut rows = reader.records().map_while(Result::ok).map(|record| Row {
        line: record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX)),
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
            let place = format!("line {}", row.line);
            let found = format!("{} cells", row.cells.len());
            let allowed = format!("the header has {} columns", header.len());
            let action = "quote a cell that holds a comma, or remove what is too much";
            sink.add(Code::Syntax, At::new(&place, Some(row.line)), found, allowed, action);
        }
        kept.push(row);
    }
    Some((header, kept))
}

/// Reads the named columns of a long CSV file row by row, keeping nothing.
pub fn stream<const N: usize>(
    text: &str,
    columns: [&str; N],
    sink: &mut Sink,
    mut each: impl FnMut(usize, [&str; N], &mut Sink),
) {
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .trim(::csv::Trim::Headers)
        .from_reader(without_mark(text).as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let at = columns.map(|column| header.iter().position(|name| name == column));
    for (column, _) in columns.iter().zip(at).filter(|(_, at)| at.is_none()) {
        let place = format!("line 1, {column}");
        let allowed = "this column is missing";
        let action = "name it in the first line";
        sink.add(Code::Missing, At::new(&place, Some(1)), "", allowed, action);
    }
    let mut record = ::csv::StringRecord::new();
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
        if at.iter().all(Option::is_some) {
            let cells = at.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default().trim());
            each(line, cells, sink);
        }
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
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
