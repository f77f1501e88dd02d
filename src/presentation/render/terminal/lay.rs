//! Words wrapped at a width, and columns.

use super::command::typed;
use crate::presentation::document::Text;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// The width that every terminal and most phones in landscape have.
pub const WIDTH: usize = 80;

/// What is written on: so many columns, and what every command needs besides to be typed again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) width: usize,
    pub(super) flags: &'a str,
}

impl Page<'_> {
    /// A text: the first line begins with `lead`, the others below its words.
    pub(super) fn wrapped(self, lead: &str, text: &Text) -> String {
        self.hanging(lead, text, lead.chars().count())
    }

    /// A text: the first line begins with `lead`, the others with `hang` spaces.
    pub(super) fn hanging(self, lead: &str, text: &Text, hang: usize) -> String {
        hanging_at(self.width, lead, &self.words(text), hang)
    }

    /// The words of a text, each action as it is typed.
    pub(super) fn words(self, text: &Text) -> String {
        text.words(&|action| typed(action, self.flags))
    }
}

/// Wraps words: the first line begins with `lead`, the others with `hang` spaces.
fn hanging_at(width: usize, lead: &str, text: &str, hang: usize) -> String {
    let indent = " ".repeat(hang);
    let options = Options::new(width)
        .initial_indent(lead)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let mut lines = textwrap::fill(&in_one_line(text), options);
    lines.push('\n');
    lines
}

/// Words with one space between them, without control characters, which could drive the terminal.
fn in_one_line(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.replace(char::is_control, ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Columns padded to their widest cell, two spaces between.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hang_below_their_lead_and_no_line_is_wider_than_a_terminal() {
        let text = "word ".repeat(40);
        let shown = hanging_at(WIDTH, "  - ", &text, 4);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("  - word word"), "{shown}");
        assert!(lines[1..].iter().all(|line| line.starts_with("    word")), "{shown}");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{shown}");
        assert_eq!(shown.matches("word").count(), 40);
    }

    #[test]
    fn a_lead_without_words_stands_alone_and_a_longer_word_is_broken() {
        assert_eq!(hanging_at(WIDTH, "  - ", "", 4), "  - \n");
        let shown = hanging_at(WIDTH, "  ", &"x".repeat(200), 2);
        assert!(shown.lines().all(|line| line.chars().count() <= WIDTH), "{shown}");
        assert_eq!(shown.matches('x').count(), 200);
    }

    #[test]
    fn what_could_drive_a_terminal_is_left_out() {
        assert_eq!(hanging_at(WIDTH, "", "a\u{1b}[31mb \u{7}\n c", 0), "a[31mb c\n");
    }
}
