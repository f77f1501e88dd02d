//! Forms that could not be read: named first, with what to do, so that nobody is forgotten by an answer for the others.

use super::safety::RING_999;
use crate::base::parse::Issues;
use crate::doors::cli::layout::wrapped;

/// Of several households at once.
pub(in crate::doors::cli) const NOT_IN_THIS_ANSWER: &str = "NOT IN THIS ANSWER";

/// Of those who wait.
pub(in crate::doors::cli) const NOT_COUNTED: &str = "NOT COUNTED AMONG THOSE WHO WAIT";

/// Each file that could not be read, and why; nothing where there is none.
pub(in crate::doors::cli) fn left_out(title: &str, issues: &Issues) -> String {
    const SHOWN: usize = 3;
    if issues.is_empty() {
        return String::new();
    }
    let mut files: Vec<&str> = Vec::new();
    for issue in &issues.issues {
        if !files.contains(&&*issue.file) {
            files.push(&issue.file);
        }
    }
    let mut text = wrapped(
        "",
        &format!(
            "{title}: {}. A form could not be read, and whoever it is for has had no answer. In danger: {RING_999}",
            files.join(", ")
        ),
    );
    for file in files {
        let mine = || issues.issues.iter().filter(|issue| issue.file == file);
        for issue in mine().take(SHOWN) {
            text += &wrapped(
                "  - ",
                &format!(
                    "{file}: {}: {}. To do: {}.",
                    place(&issue.place),
                    issue.allowed,
                    issue.action
                ),
            );
        }
        let more = mine().count().saturating_sub(SHOWN);
        if more > 0 {
            text += &wrapped(
                "  - ",
                &format!("{file}: and {more} more; lintel check {file} says all."),
            );
        }
    }
    text + "\n"
}

fn place(place: &str) -> &str {
    if place.is_empty() { "the whole file" } else { place }
}
