//! A document and its parts.

use super::block::Block;
use super::text::Text;

/// What a screen or a page says, from top to bottom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title; empty: a screen needs none.
    pub title: Text,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part with a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name in the address of a page.
    pub id: &'static str,
    /// The heading; empty: it has none.
    pub heading: Text,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section with a heading.
    pub fn new(id: &'static str, heading: impl Into<Text>, blocks: Vec<Block>) -> Self {
        Self { id, heading: heading.into(), blocks }
    }

    /// One without.
    pub fn plain(id: &'static str, blocks: Vec<Block>) -> Self {
        Self::new(id, Text::default(), blocks)
    }

    /// One whose lines are paragraphs.
    pub fn paragraphs(
        id: &'static str,
        heading: impl Into<Text>,
        lines: impl IntoIterator<Item = Text>,
    ) -> Self {
        Self::new(id, heading, lines.into_iter().map(Block::Paragraph).collect())
    }

    /// One whose lines are a list; nothing is said where there are none.
    pub fn list(
        id: &'static str,
        heading: impl Into<Text>,
        lines: impl IntoIterator<Item = Text>,
    ) -> Self {
        Self::new(id, heading, vec![Block::items(lines)])
    }

    /// Whether nothing stands below its heading.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(Block::is_empty)
    }
}

impl Document {
    /// Of those sections that say something.
    pub fn of(sections: impl IntoIterator<Item = Section>) -> Self {
        let sections = sections.into_iter().filter(|section| !section.is_empty()).collect();
        Self { title: Text::default(), sections }
    }

    /// Of one thing that is said.
    pub fn saying(id: &'static str, text: impl Into<Text>) -> Self {
        Self::of([Section::plain(id, vec![Block::paragraph(text)])])
    }

    /// The same with more below.
    #[must_use]
    pub fn then(mut self, more: Self) -> Self {
        self.sections.extend(more.sections);
        self
    }
}
