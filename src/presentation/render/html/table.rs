//! Tables with a caption; the first cell of a row names it.

use super::links::label;
use super::writer::Html;
use crate::presentation::document::{Row, Table, Text};

impl Html<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let caption = table.caption.words(&label);
        self.scrolling("scroll", &caption, |html| {
            let class: &[(&'static str, &str)] =
                if table.is_of_words() { &[("class", "words")] } else { &[] };
            html.element("table", class, |html| html.inside(table));
        });
        if let Some(name) = table.name {
            self.data(name);
        }
    }

    fn inside(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.element("caption", &[], |html| html.text(&table.caption));
        }
        if !table.head.is_empty() {
            self.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    for title in &table.head {
                        html.element("th", &[("scope", "col")], |html| html.text(title));
                        html.plain(" ");
                    }
                });
            });
        }
        for group in table.rows.chunk_by(|_, next| !matches!(next, Row::Group(_))) {
            self.element("tbody", &[], |html| {
                for row in group {
                    html.row(row, &table.head);
                }
            });
        }
    }

    fn row(&mut self, row: &Row, head: &[Text]) {
        self.element("tr", &[], |html| match row {
            Row::Group(title) => {
                let width = head.len().max(1).to_string();
                let attributes = [("scope", "rowgroup"), ("colspan", &*width)];
                html.element("th", &attributes, |html| html.text(title));
            }
            Row::Cells(cells) => html.cells(cells, head),
        });
    }

    fn cells(&mut self, cells: &[Text], head: &[Text]) {
        let titles =
            head.iter().map(|title| title.words(&label)).chain(std::iter::repeat(String::new()));
        for (k, (cell, title)) in cells.iter().zip(titles).enumerate() {
            if k == 0 {
                self.element("th", &[("scope", "row")], |html| html.text(cell));
            } else if title.is_empty() {
                self.element("td", &[], |html| html.text(cell));
            } else {
                self.element("td", &[("data-title", &title)], |html| html.text(cell));
            }
            self.plain(" ");
        }
    }
}
