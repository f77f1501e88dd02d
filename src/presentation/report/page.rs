//! Sections into HTML, and the files that lie beside it.

use super::ReportError;
use super::block::{Block, Section};
use askama::Template;

/// A page before it is laid out.
#[derive(Debug, Clone, Template)]
#[template(path = "report.html")]
pub struct Page {
    /// The title.
    pub title: String,
    /// From top to bottom.
    pub sections: Vec<Section>,
    /// What could not be worked out for want of a file, and which.
    pub left_out: Vec<String>,
}

/// A page and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// The page.
    pub html: String,
    /// The data of each table and picture, by file name.
    pub data: Vec<(String, String)>,
    /// What could not be worked out for want of a file, and which.
    pub left_out: Vec<String>,
}

impl Page {
    /// As HTML, with the data of every table and picture.
    pub(super) fn written(&self) -> Result<Written, ReportError> {
        let mut data = Vec::new();
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
            for table in block.tables() {
                data.push((format!("{}.csv", table.name), table.to_csv()?));
            }
            if let Block::Figure(figure) = block {
                data.push((format!("{}.csv", figure.name), figure.csv.clone()));
            }
        }
        let (title, left_out) = (self.title.clone(), self.left_out.clone());
        Ok(Written { title, html: self.render()?, data, left_out })
    }
}
