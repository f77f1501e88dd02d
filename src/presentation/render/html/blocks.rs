//! Sections and what stands in them.

use super::writer::Html;
use crate::presentation::document::{
    Block, Card, Counted, Fact, Figure, Folded, Item, Narrow, NarrowPanel, Section, Step, Text,
};

impl Html<'_> {
    pub(super) fn section(&mut self, section: &Section) {
        let heading = format!("{}-heading", section.id);
        if section.heading.is_empty() {
            self.element("section", &[("id", section.id)], |html| html.blocks(&section.blocks));
            return;
        }
        let attributes = [("id", section.id), ("aria-labelledby", &*heading)];
        self.element("section", &attributes, |html| {
            html.element("h2", &[("id", &heading)], |html| html.text(&section.heading));
            html.blocks(&section.blocks);
        });
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().filter(|block| !block.is_empty()).for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.element("p", &[], |html| html.text(text)),
            Block::Note(text) => self.classed("p", "note", text),
            Block::Say(text) => self.classed("p", "say", text),
            Block::Heading(text) => self.element("h3", &[], |html| html.text(text)),
            Block::Labelled(label, text) => self.element("p", &[], |html| {
                html.element("strong", &[], |html| html.plain(&format!("{label}:")));
                html.plain(" ");
                html.text(text);
            }),
            Block::Items(items) | Block::Lines(items) => self.items(items),
            Block::Steps(steps) => self.steps(steps),
            Block::Offers(offers) => self.offers(offers),
            Block::Units(entries) => self.entries("units", entries),
            Block::Households(entries) => self.entries("households", entries),
            Block::Facts(facts) => self.facts(facts),
            Block::Counts(counts) => self.counts(counts),
            Block::Cards(cards) => self.cards(cards),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Folded(folded) => self.folded(folded),
            Block::Verbatim(words) => self.element("pre", &[], |html| html.plain(words)),
        }
    }

    pub(super) fn classed(&mut self, name: &'static str, class: &'static str, text: &Text) {
        self.element(name, &[("class", class)], |html| html.text(text));
    }

    fn items(&mut self, items: &[Item]) {
        self.element("ul", &[], |html| {
            for Item { text, below } in items {
                html.element("li", &[], |html| {
                    html.text(text);
                    if !below.is_empty() {
                        html.plain(" ");
                        let lines: Vec<Item> = below.iter().cloned().map(Item::from).collect();
                        html.items(&lines);
                    }
                });
            }
        });
    }

    fn steps(&mut self, steps: &[Step]) {
        self.element("ul", &[("class", "steps")], |html| {
            for Step { spent, is_assumed, figure, range, text } in steps {
                html.element("li", &[], |html| {
                    html.text(spent);
                    html.plain(if *is_assumed { "* " } else { " " });
                    html.text(figure);
                    html.plain(" (");
                    html.text(range);
                    html.plain(") ");
                    html.text(text);
                });
            }
        });
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.element("dl", &[], |html| {
            for Fact { label, figure, text } in facts {
                html.element("div", &[], |html| {
                    html.element("dt", &[], |html| html.text(label));
                    for part in [figure, text].into_iter().filter(|part| !part.is_empty()) {
                        html.element("dd", &[], |html| html.text(part));
                    }
                });
            }
        });
    }

    fn counts(&mut self, counts: &[Counted]) {
        self.element("ul", &[], |html| {
            for Counted { figure, text } in counts {
                html.element("li", &[], |html| {
                    html.text(figure);
                    html.plain(" ");
                    html.text(text);
                });
            }
        });
    }

    fn cards(&mut self, cards: &[Card]) {
        self.element("ul", &[("class", "cards")], |html| {
            for Card { name, about, figure, text } in cards {
                html.element("li", &[], |html| {
                    html.in_line("p", "name", name);
                    if !about.is_empty() {
                        html.in_line("p", "text", about);
                    }
                    html.in_line("p", "figure", figure);
                    html.in_line("p", "text", text);
                });
            }
        });
    }

    fn folded(&mut self, folded: &Folded) {
        let printed: &[(&'static str, &str)] =
            if folded.is_printed { &[("class", "printed")] } else { &[] };
        self.element("details", printed, |html| {
            html.element("summary", &[], |html| html.text(&folded.summary));
            if !folded.items.is_empty() {
                let items: Vec<Item> = folded.items.iter().cloned().map(Item::from).collect();
                html.items(&items);
            }
            folded.tables.iter().for_each(|table| html.table(table));
        });
    }

    /// A picture, its panels for a narrow screen, and what it shows in words beside its data.
    fn figure(&mut self, figure: &Figure) {
        self.element("figure", &[], |html| {
            html.scrolling("scroll wide", &figure.title, |html| html.drawing(&figure.svg));
            html.narrow(figure);
            html.element("figcaption", &[], |html| {
                html.plain("The figures: ");
                html.file(figure.name);
                html.element("details", &[], |html| {
                    html.element("summary", &[], |html| html.plain("In words"));
                    html.element("p", &[], |html| html.plain(&figure.text));
                });
            });
        });
    }

    fn narrow(&mut self, figure: &Figure) {
        let Narrow { shown, panels, notes } = &figure.narrow;
        self.element("div", &[("class", "narrow")], |html| {
            html.words("title", &figure.title);
            html.element("p", &[], |html| html.plain(shown));
            // A letter is no smaller than it was drawn: what is wider than the screen is moved by a finger, or by keys.
            let attributes = [
                ("class", "scroll panels"),
                ("role", "img"),
                ("tabindex", "0"),
                ("aria-label", &*figure.text),
            ];
            html.element("div", &attributes, |html| {
                for NarrowPanel { name, svg, legend } in panels {
                    html.element("div", &[], |html| {
                        if !name.is_empty() {
                            html.words("name", name);
                        }
                        html.drawing(svg);
                        html.notes(legend);
                    });
                }
            });
            html.notes(notes);
        });
    }

    fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.words("text", note);
        }
    }

    fn words(&mut self, class: &'static str, words: &str) {
        self.element("p", &[("class", class)], |html| html.plain(words));
    }

    /// Something wide that scrolls by itself, and can be reached without a mouse.
    pub(super) fn scrolling(&mut self, class: &str, name: &str, inside: impl FnOnce(&mut Self)) {
        let attributes =
            [("class", class), ("role", "region"), ("tabindex", "0"), ("aria-label", name)];
        self.element("div", &attributes, inside);
    }

    /// Where the figures of a table lie.
    pub(super) fn data(&mut self, name: &str) {
        self.element("p", &[("class", "data")], |html| {
            html.plain("The figures of this table: ");
            html.file(name);
        });
    }

    fn file(&mut self, name: &str) {
        let file = format!("{name}.csv");
        self.element("a", &[("href", &file)], |html| html.plain(&file));
    }
}
