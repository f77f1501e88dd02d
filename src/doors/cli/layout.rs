//! Laying text out for an 80-column terminal, and JSON for other software.

use crate::base::parse::Issues;
use serde::Serialize;

/// The width that every terminal and most phones in landscape have.
pub(super) const WIDTH: usize = 80;

/// What is said wherever several readings of the evidence are shown.
pub(super) const READINGS: &str = "The readings stand side by side because the evidence disagrees; their average means nothing, and the truth may lie outside both.";

/// Pretty JSON with a line end.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Issues for a person, with their number.
pub(super) fn issues(issues: &Issues) -> String {
    let count = issues.issues.len();
    let things =
        if count == 1 { "1 thing needs".to_owned() } else { format!("{count} things need") };
    format!("{issues}\n\n{things} correcting; nothing was done.\n")
}

/// Wraps words: the first line begins with `lead`, the others below its text.
pub(super) fn wrapped(lead: &str, text: &str) -> String {
    hanging(lead, text, lead.chars().count())
}

/// Wraps words: the first line begins with `lead`, the others with `hang` spaces.
pub(super) fn hanging(lead: &str, text: &str, hang: usize) -> String {
    let indent = " ".repeat(hang);
    let mut lines = vec![lead.to_owned()];
    let mut filled = lead.chars().count();
    let mut fresh = true;
    let room = WIDTH.saturating_sub(hang).max(1);
    for word in text.split_whitespace().flat_map(|word| printable(word, room)) {
        let length = word.chars().count();
        if !fresh && filled + 1 + length > WIDTH {
            lines.push(indent.clone());
            filled = indent.len();
            fresh = true;
        }
        let Some(line) = lines.last_mut() else { break };
        if !fresh {
            line.push(' ');
            filled += 1;
        }
        line.push_str(&word);
        filled += length;
        fresh = false;
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A word without control characters, which could drive the terminal, in pieces that fit a line.
fn printable(word: &str, room: usize) -> Vec<String> {
    let clean: Vec<char> = word.chars().filter(|c| !c.is_control()).collect();
    clean.chunks(room).map(|piece| piece.iter().collect()).collect()
}

/// Columns padded to their widest cell, two spaces between.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|c| {
            rows.iter()
                .filter_map(|row| row.get(c))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let padded: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(padded.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// "1 unit", "3 units".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// A text that begins with a capital letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
