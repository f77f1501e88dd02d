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
}

impl Page {
    /// As HTML, with the data of every table and picture.
    pub(super) fn written(&self) -> Result<Written, ReportError> {
        let mut data = Vec::new();
        for block in self.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::Table(table) => data.push((format!("{}.csv", table.name), table.to_csv()?)),
                Block::Figure(figure) => {
                    data.push((format!("{}.csv", figure.name), figure.csv.clone()));
                }
                _ => {}
            }
        }
        Ok(Written { title: self.title.clone(), html: self.render()?, data })
    }
}
