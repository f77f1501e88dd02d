//! JSON for other software, issues for a person, and what screens that are no documents yet are laid out with.

use crate::base::parse::Issues;
use serde::Serialize;

pub(super) use crate::presentation::render::terminal::wrapped;
pub(super) use crate::presentation::wording::count;

/// Pretty JSON with a line end.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Issues for a person, with their number.
pub(super) fn issues(issues: &Issues) -> String {
    let count = issues.len();
    let things =
        if count == 1 { "1 thing needs".to_owned() } else { format!("{count} things need") };
    format!("{issues}\n\n{things} correcting; nothing was done.\n")
}
