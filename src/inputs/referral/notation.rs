//! How a form is written down.

use crate::base::parse::{Node, Sink, Source, notation};

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
}
