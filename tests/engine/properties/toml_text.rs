//! JSON written as TOML, and TOML read as JSON, so that one document can be put to schema and reader.

use lintel::base::parse::{Sink, notation};
use serde_json::Value as Json;

/// The document as TOML: one line for each key of the table. TOML has no null; it becomes an empty list.
pub(crate) fn written(document: &Json) -> String {
    let Json::Object(entries) = document else { return inline(document) };
    let lines = entries.iter().map(|(key, value)| format!("{} = {}\n", quoted(key), inline(value)));
    lines.collect::<Vec<_>>().concat()
}

fn inline(value: &Json) -> String {
    match value {
        Json::Null => "[]".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Json::Object(entries) => {
            let pairs =
                entries.iter().map(|(key, value)| format!("{} = {}", quoted(key), inline(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// JSON's escapes are TOML's, but for one character that TOML wants escaped.
fn quoted(text: &str) -> String {
    Json::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// A TOML text as JSON.
pub(crate) fn read(text: &str) -> Json {
    let mut sink = Sink::new("");
    let node = notation::toml(text, &mut sink).expect("the text is TOML");
    node.to_json()
}

#[test]
fn what_is_written_reads_as_it_was() {
    for file in ["scenarios/stoke-37.toml", "data/stoke-on-trent/provider.toml"] {
        let document = read(&crate::common::text(file));
        assert_eq!(read(&written(&document)), document, "{file}");
    }
}
