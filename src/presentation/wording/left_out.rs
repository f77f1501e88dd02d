//! Forms that could not be read: named first, with what to do, so that nobody is forgotten by an answer for the others.

use super::safety::RING_999;
use crate::base::parse::{Issue, Issues};
use crate::presentation::document::{Block, Document, Section, Text};

/// Of whom no form could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// Of several households at once.
    AnAnswer,
    /// Of those who wait.
    BeingCounted,
}

impl Without {
    fn title(self) -> &'static str {
        match self {
            Self::AnAnswer => "NOT IN THIS ANSWER",
            Self::BeingCounted => "NOT COUNTED AMONG THOSE WHO WAIT",
        }
    }
}

/// Each file that could not be read, and why; nothing where there is none.
pub fn left_out(without: Without, issues: &Issues) -> Document {
    let mut files: Vec<&str> = Vec::new();
    for issue in &issues.issues {
        if !files.contains(&&*issue.file) {
            files.push(&issue.file);
        }
    }
    if files.is_empty() {
        return Document::default();
    }
    let named = format!(
        "{}: {}. A form could not be read, and whoever it is for has had no answer. In danger: {RING_999}",
        without.title(),
        files.join(", ")
    );
    let said = files.iter().flat_map(|file| of_file(file, issues));
    let blocks = vec![Block::paragraph(named), Block::items(said.map(Text::from))];
    Document::of([Section::plain("left-out", blocks)])
}

fn of_file(file: &str, issues: &Issues) -> Vec<String> {
    const SHOWN: usize = 3;
    let mine: Vec<&Issue> = issues.issues.iter().filter(|issue| issue.file == file).collect();
    let said = mine.iter().take(SHOWN).map(|issue| {
        format!("{file}: {}: {}. To do: {}.", place(&issue.place), issue.allowed, issue.action)
    });
    let more = mine.len().saturating_sub(SHOWN);
    let more =
        (more > 0).then(|| format!("{file}: and {more} more; lintel check {file} says all."));
    said.chain(more).collect()
}

fn place(place: &str) -> &str {
    if place.is_empty() { "the whole file" } else { place }
}
