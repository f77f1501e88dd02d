//! The lines of a return on a page, each behind what it says in all. No words of anybody's are in them.

use crate::presentation::document::{Block, Document, Section};
use crate::presentation::render::html::{self, NoLinks};
use crate::presentation::wording::returns::OfLine;

/// A line as it is shown.
pub(super) struct Line {
    /// Its name in the return.
    pub(super) name: String,
    pub(super) summary: String,
    /// As HTML.
    pub(super) tables: String,
}

impl Line {
    pub(super) fn of(line: OfLine) -> Self {
        let blocks = line.tables.into_iter();
        let blocks = blocks.flat_map(|(table, said)| [Block::Table(table), Block::paragraph(said)]);
        let tables = block(blocks.collect());
        Self { name: line.line, summary: line.summary, tables }
    }
}

/// What stands below lines, as HTML.
pub(super) fn notes(notes: Vec<String>) -> String {
    block(vec![Block::items(notes)])
}

/// Blocks as HTML that leads nowhere.
pub(super) fn block(blocks: Vec<Block>) -> String {
    html::render(&Document::of([Section::plain("lines", blocks)]), &NoLinks)
}
