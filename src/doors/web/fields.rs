//! What a form of a page sent, in its order, where names may come again; and what of it cannot be read, in words.

use crate::base::domain::redact;
use crate::base::parse::{Issue, Issues};

/// Names and what was typed for them.
#[derive(Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

redact!(Fields);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    pub(super) fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// As it was sent.
    pub(super) fn written(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(&self.0).finish()
    }

    /// What was typed for a name; nothing but spaces is nothing.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Everything that was typed for a name, empty ones too.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.trim())
    }

    /// Whether a box was ticked.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("yes")
    }

    /// With a value more.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Every name with its value.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// What of a form cannot be read, and what mends it.
pub(super) fn in_words(issues: &Issues) -> Vec<String> {
    let line = |issue: &Issue| format!("{}: {}; {}", issue.place, issue.allowed, issue.action);
    issues.issues.iter().map(line).collect()
}
