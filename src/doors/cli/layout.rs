//! JSON for other software, and issues for a person.

use crate::base::parse::Issues;
use crate::presentation::wording;
use serde::Serialize;

/// Pretty JSON with a line end.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Issues for a person, with their number.
pub(super) fn issues(issues: &Issues) -> String {
    format!("{issues}\n\n{}\n", wording::checked::to_correct(issues.len()))
}
