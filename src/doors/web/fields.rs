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

    /// Whether a name was sent, with anything or nothing.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(of, _)| of == name)
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

/// What was not understood, or is missing.
#[derive(Clone)]
pub(super) struct Slip {
    /// The field of the page that it is about; empty: none in particular.
    pub(super) field: String,
    pub(super) said: String,
}

redact!(Slip);

impl Slip {
    pub(super) fn of(field: impl Into<String>, said: impl Into<String>) -> Self {
        Self { field: field.into(), said: said.into() }
    }

    /// Of no field in particular.
    pub(super) fn anywhere(said: impl Into<String>) -> Self {
        Self::of("", said)
    }
}

/// What is said at a field.
pub(super) fn said_at<'a>(slips: &'a [Slip], field: &str) -> Option<&'a str> {
    slips.iter().find(|slip| slip.field == field).map(|slip| slip.said.as_str())
}

/// What of a form cannot be read, and what mends it; `asked` has the page's field of a key, and what is asked there.
pub(super) fn in_words(issues: &Issues, asked: impl Fn(&str) -> (String, String)) -> Vec<Slip> {
    let line = |issue: &Issue| {
        let (field, what) = asked(&issue.place);
        Slip::of(field, format!("{what}: {}; {}", issue.allowed, issue.action))
    };
    issues.issues.iter().map(line).collect()
}
