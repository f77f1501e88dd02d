//! Where files lie, and what is in them.

use crate::presentation::document::{Block, Document, Section};

/// A folder with tables and pictures.
#[derive(Debug, Clone, Copy)]
pub struct Pictured<'a> {
    /// The folder.
    pub folder: &'a str,
    /// Its files but for the pictures.
    pub files: &'a [&'a str],
    /// Names of pictures, without their endings.
    pub pictures: &'a [&'a str],
    /// Names of those that there are not, and why.
    pub skipped: &'a [(&'a str, &'a str)],
}

impl Pictured<'_> {
    pub(super) fn section(&self) -> Section {
        let files = format!("Written to {}: {}; and", self.folder, self.files.join(", "));
        let pictures = format!(
            "{} (each as .svg and .png, with its figures as .csv and in words as .txt)",
            self.pictures.join(", ")
        );
        let none = self
            .skipped
            .iter()
            .map(|(name, why)| Block::labelled("no picture", format!("{name}, as {why}")));
        let blocks = std::iter::once(Block::labelled("pictures", pictures)).chain(none).collect();
        Section::new("files", files, blocks)
    }
}

/// "Written to DIR: a, b."
pub(super) fn written(folder: &str, files: &[&str]) -> Block {
    Block::paragraph(format!("Written to {folder}: {}.", files.join(", ")))
}

/// The commissioner's page, what lies beside it, and what could not be worked out.
pub fn page(title: &str, page: &str, others: &[&str], left_out: &[String]) -> Document {
    let mut blocks = vec![
        Block::paragraph(title.to_owned()),
        Block::paragraph(format!("The page: {page}. It needs no network and no scripts.")),
        Block::labelled("Its figures, beside it", others.join(", ")),
    ];
    blocks.extend(left_out.iter().map(|why| Block::labelled("Left out", why.clone())));
    Document::of([Section::plain("files", blocks)])
}
