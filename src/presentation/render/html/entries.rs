//! Units and households, each with its lines in a list.

use super::writer::Html;
use crate::presentation::document::{Entry, Line, Offers};

impl Html<'_> {
    pub(super) fn offers(&mut self, offers: &Offers) {
        if !offers.entries.is_empty() {
            self.element("ul", &[("class", "offers")], |html| {
                for entry in &offers.entries {
                    html.entry(entry, ":");
                }
            });
        }
        self.lines(&offers.then);
    }

    pub(super) fn entries(&mut self, class: &'static str, entries: &[Entry]) {
        self.element("ul", &[("class", class)], |html| {
            for entry in entries {
                html.entry(entry, "");
            }
        });
    }

    fn entry(&mut self, entry: &Entry, after_names: &'static str) {
        self.element("li", &[], |html| {
            html.element("p", &[], |html| {
                if let Some(number) = entry.number {
                    html.plain(&format!("{number} "));
                }
                for (k, name) in (1..).zip(&entry.names) {
                    let after = if k == entry.names.len() { after_names } else { "" };
                    html.element("strong", &[], |html| {
                        html.text(name);
                        html.plain(after);
                    });
                    html.plain(" ");
                }
                html.text(&entry.text);
            });
            html.lines(&entry.lines);
        });
    }

    fn lines(&mut self, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        self.element("ul", &[("class", "lines")], |html| {
            for line in lines {
                html.line(line);
            }
        });
    }

    fn line(&mut self, line: &Line) {
        let class = match line {
            Line::Plain(_) => "plain",
            Line::Point(_) => "point",
            Line::Open(_) => "open",
            Line::Ask(_) => "ask",
            Line::Labelled(..) => "labelled",
            Line::Scored(..) => "scored",
        };
        self.element("li", &[("class", class)], |html| {
            match line {
                Line::Labelled(label, _) => {
                    html.element("strong", &[], |html| html.plain(&format!("{label}:")));
                    html.plain(" ");
                }
                Line::Scored(points, _) => html.plain(&format!("{points} ")),
                Line::Plain(_) | Line::Point(_) | Line::Open(_) | Line::Ask(_) => {}
            }
            html.text(line.text());
        });
    }
}
