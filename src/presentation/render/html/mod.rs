//! A document as HTML: sections, lists and tables that say what they are, without inline style or script.
//!
//! Every word passes through [`writer::Html`], which escapes it: there is no other way in but for pictures that the
//! program drew. How it looks is for the page round it.

mod blocks;
mod entries;
mod links;
mod table;
mod telling;
mod writer;

pub use links::{Links, NoLinks, Way, label};

use self::writer::Html;
use crate::presentation::document::{Block, Document, Section};

/// The sections of a document, to stand within a page.
pub fn render(document: &Document, links: &dyn Links) -> String {
    let mut html = Html::new(links);
    if !document.title.is_empty() {
        html.element("h1", &[], |html| html.text(&document.title));
    }
    for section in &document.sections {
        html.section(section);
    }
    html.written()
}

/// One of its sections, for a page with something between them.
pub fn render_section(section: &Section, links: &dyn Links) -> String {
    let mut html = Html::new(links);
    html.section(section);
    html.written()
}

/// Blocks alone, for a page that has several of their kind.
pub fn render_blocks(blocks: &[Block], links: &dyn Links) -> String {
    let mut html = Html::new(links);
    html.blocks(blocks);
    html.written()
}

#[cfg(test)]
mod tests;
