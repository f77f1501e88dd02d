//! How a form is written down.

use crate::base::parse::notation::{self, quoted};
use crate::base::parse::{Node, Sink, Source};

/// How a referral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Notation {
    /// By the file's name, or else by its first character.
    pub fn of(source: Source<'_>) -> Self {
        let named = |ending: &str| source.file.to_ascii_lowercase().ends_with(ending);
        let braced = source.text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if named(".json") || named(".jsonl") || (!named(".toml") && braced) {
            Self::Json
        } else {
            Self::Toml
        }
    }

    /// The tree of a text in this notation.
    pub fn tree(self, text: &str, sink: &mut Sink) -> Option<Node> {
        match self {
            Self::Toml => notation::toml(text, sink),
            Self::Json => notation::json(text, sink),
        }
    }

    /// The same, as the desk reads it: TOML whose words lack their quotation marks too.
    pub fn tree_as_meant(self, text: &str, sink: &mut Sink) -> Option<Node> {
        let meant = || (self == Self::Toml).then(|| toml(&with_marks(text))).flatten();
        self.tree(text, &mut Sink::new("")).or_else(meant).or_else(|| self.tree(text, sink))
    }
}

fn toml(text: &str) -> Option<Node> {
    notation::toml(text, &mut Sink::new(""))
}

/// A form whose values that nobody can read stand in quotation marks: `immediate_danger = True`, `age = thirty`.
fn with_marks(text: &str) -> String {
    let marked = |line: &str| -> Option<String> {
        let (key, value) = line.split_once('=')?;
        let (value, comment) = match value.find(" #") {
            Some(at) => value.split_at(at),
            None => (value, ""),
        };
        let (key, value) = (key.trim(), value.trim());
        let is_key = !key.is_empty()
            && key.chars().all(|c| c.is_ascii_alphanumeric() || ['_', '-', '.'].contains(&c));
        let is_bare = !value.is_empty() && !value.contains(['"', '\'', '[', ']', '{', '}']);
        let is_read = || toml(&format!("key = {value}")).is_some();
        (is_key && is_bare && !is_read()).then(|| format!("{key} = {}{comment}", quoted(value)))
    };
    let lines = text.split('\n').map(|line| marked(line).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_quotation_marks_are_read_on_the_line_they_stand_on() {
        let mut sink = Sink::new("");
        let text =
            "a = True\nb = no # as told\n[needs]\npets = 1\nc = \"yes\"\nd = about thirty\r\n";
        let tree = Notation::Toml.tree_as_meant(text, &mut sink).unwrap();
        let needs = tree.get("needs").unwrap();
        let text = |node: &Node| node.as_text().map(str::to_owned);
        assert_eq!(text(tree.get("a").unwrap()), Some("True".to_owned()));
        assert_eq!(text(tree.get("b").unwrap()), Some("no".to_owned()));
        assert_eq!(text(needs.get("d").unwrap()), Some("about thirty".to_owned()));
        assert_eq!(needs.get("d").unwrap().line, Some(6));
        assert!(sink.is_empty());
        assert!(Notation::Toml.tree("a = True", &mut Sink::new("")).is_none());
        assert!(
            Notation::Toml.tree_as_meant("a = \"open", &mut sink).is_none() && !sink.is_empty()
        );
    }
}
