//! A document within the page's template, and the files that lie beside it.

use super::ReportError;
use crate::base::parse::sheet;
use crate::presentation::document::{Block, Document, Row, Section, Sheet, Table, Text};
use crate::presentation::render::html::{self, NoLinks, label};
use askama::Template;

/// A page before it is laid out.
#[derive(Debug, Clone, Template)]
#[template(path = "report.html")]
struct Page {
    title: String,
    sections: Vec<Part>,
}

/// A section of the page.
#[derive(Debug, Clone)]
struct Part {
    id: &'static str,
    /// Its heading up to the finding.
    name: String,
    html: String,
}

/// A page and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// The page.
    pub html: String,
    /// What stands on it, for a page of another's.
    pub body: String,
    /// The data of each table and picture, by file name.
    pub data: Vec<(String, String)>,
    /// What could not be worked out for want of a file, and which.
    pub left_out: Vec<String>,
}

/// A document as HTML, with the data of every table and picture.
pub(super) fn written(document: &Document, left_out: Vec<String>) -> Result<Written, ReportError> {
    let title = words(&document.title);
    let sections: Vec<Part> = document.sections.iter().map(Part::of).collect();
    let body = sections.iter().map(|part| &*part.html).collect();
    let html = Page { title: title.clone(), sections }.render()?;
    Ok(Written { title, html, body, data: data(document)?, left_out })
}

impl Part {
    fn of(section: &Section) -> Self {
        let html = html::render_section(section, &NoLinks);
        let heading = words(&section.heading);
        let name = heading.split(':').next().unwrap_or_default().to_owned();
        Self { id: section.id, name, html }
    }
}

fn words(text: &Text) -> String {
    text.words(&label)
}

fn data(document: &Document) -> Result<Vec<(String, String)>, sheet::Error> {
    let mut data = Vec::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        for table in block.tables() {
            if let Some(name) = table.name {
                data.push((format!("{name}.csv"), to_csv(table)?));
            }
        }
        if let Block::Figure(figure) = block {
            data.push((format!("{}.csv", figure.name), figure.csv.clone()));
        }
    }
    Ok(data)
}

fn to_csv(table: &Table) -> Result<String, sheet::Error> {
    if let Some(Sheet { head, rows }) = &table.whole {
        return sheet::table(head, rows);
    }
    let row = |row: &Row| match row {
        Row::Group(title) => vec![words(title)],
        Row::Cells(cells) => cells.iter().map(words).collect(),
    };
    sheet::table(table.head.iter().map(words), table.rows.iter().map(row))
}
