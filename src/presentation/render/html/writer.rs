//! HTML written element by element, every word of it escaped.

use super::links::{Links, Way, label};
use crate::presentation::document::{Action, Moment, Span, Text};

/// Names of attributes and their values; what stands in a value is escaped.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// HTML as far as it is written.
#[derive(Debug)]
pub(super) struct Html<'a> {
    written: String,
    links: &'a dyn Links,
}

impl<'a> Html<'a> {
    pub(super) fn new(links: &'a dyn Links) -> Self {
        Self { written: String::new(), links }
    }

    pub(super) fn written(self) -> String {
        self.written
    }

    /// An element and what stands in it; those that begin a block begin a line.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inside(self);
        self.put(&["</", name, ">"]);
        if is_a_block(name) {
            self.written.push('\n');
        }
    }

    /// An element that stays in its line.
    pub(super) fn in_line(&mut self, name: &'static str, class: &str, text: &Text) {
        self.open(name, &[("class", class)]);
        self.text(text);
        self.put(&["</", name, ">"]);
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.put(&["<", name]);
        for (key, value) in attributes {
            self.put(&[" ", key, "=\""]);
            self.plain(value);
            self.written.push('"');
        }
        self.written.push('>');
        if is_a_container(name) {
            self.written.push('\n');
        }
    }

    /// What is written here alone, and never read from anywhere.
    fn put(&mut self, parts: &[&'static str]) {
        for part in parts {
            self.written += part;
        }
    }

    /// Words, escaped.
    pub(super) fn plain(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.written += "&amp;",
                '<' => self.written += "&lt;",
                '>' => self.written += "&gt;",
                '"' => self.written += "&quot;",
                '\'' => self.written += "&#39;",
                c if c.is_control() && !c.is_whitespace() => {}
                c => self.written.push(c),
            }
        }
    }

    /// A picture that the program drew.
    pub(super) fn drawing(&mut self, svg: &str) {
        self.written += svg;
    }

    /// A text; moments, units and actions marked as what they are.
    pub(super) fn text(&mut self, text: &Text) {
        for span in text.spans() {
            match span {
                Span::Words(words) => self.plain(words),
                Span::Unit(name) => self.named(name, self.links.unit(name)),
                Span::Household(reference) => {
                    self.named(reference, self.links.household(reference));
                }
                Span::At(moment) => self.moment(moment),
                Span::Do(action) => self.action(action),
            }
        }
    }

    fn named(&mut self, name: &str, page: Option<String>) {
        match page {
            Some(page) => self.element("a", &[("href", &page)], |html| html.plain(name)),
            None => self.plain(name),
        }
    }

    fn moment(&mut self, moment: &Moment) {
        let when = moment.for_machines();
        self.element("time", &[("datetime", &when)], |html| html.plain(&moment.words));
    }

    fn action(&mut self, action: &Action) {
        let said = label(action);
        match self.links.way(action) {
            None => self.plain(&said),
            Some(Way::Link(page)) => {
                self.element("a", &[("href", &page)], |html| html.plain(&said));
            }
            Some(Way::Button { form, name, value }) => {
                let attributes =
                    [("type", "submit"), ("form", &*form), ("name", &*name), ("value", &*value)];
                self.element("button", &attributes, |html| html.plain(&said));
            }
        }
    }
}

/// What blocks stand in, each in a line of its own.
fn is_a_container(name: &str) -> bool {
    matches!(name, "section" | "ul" | "dl" | "div" | "figure" | "table" | "tbody")
}

fn is_a_block(name: &str) -> bool {
    !matches!(name, "a" | "button" | "time" | "strong" | "span" | "th" | "td")
}
