//! The words of a document in their order, whatever shows it.

use super::action::Action;
use super::block::{Block, Card, Counted, Fact, Figure, Folded, Item, Step};
use super::entry::{Entry, Line};
use super::section::{Document, Section};
use super::table::{Row, Table};
use super::text::Text;
use std::borrow::Cow;

/// How an action is said.
pub type Say<'a> = &'a dyn Fn(&Action) -> Cow<'static, str>;

impl Document {
    /// Its words in their order, each action said as `act` says it, with one space between any two words.
    pub fn said(&self, act: Say<'_>) -> String {
        let mut words = Words { act, said: Vec::new() };
        words.text(&self.title);
        for section in &self.sections {
            words.section(section);
        }
        let said = words.said.join(" ");
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

struct Words<'a> {
    act: Say<'a>,
    said: Vec<String>,
}

impl Words<'_> {
    fn text(&mut self, text: &Text) {
        self.said.push(text.words(self.act));
    }

    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a Text>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    fn section(&mut self, section: &Section) {
        self.text(&section.heading);
        section.blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text)
            | Block::Note(text)
            | Block::Say(text)
            | Block::Heading(text) => {
                self.text(text);
            }
            Block::Labelled(label, text) => {
                self.said.push(format!("{label}:"));
                self.text(text);
            }
            Block::Items(items) | Block::Lines(items) => {
                for item in items {
                    self.item(item);
                }
            }
            Block::Steps(steps) => steps.iter().for_each(|step| self.step(step)),
            Block::Offers(offers) => {
                for entry in &offers.entries {
                    self.entry(entry, ":");
                }
                self.lines(&offers.then);
            }
            Block::Units(entries) | Block::Households(entries) => {
                for entry in entries {
                    self.entry(entry, "");
                }
            }
            Block::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact)),
            Block::Counts(counts) => counts.iter().for_each(|counted| self.counted(counted)),
            Block::Cards(cards) => cards.iter().for_each(|card| self.card(card)),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Folded(folded) => self.folded(folded),
            Block::Verbatim(words) => self.said.push(words.clone()),
        }
    }

    fn item(&mut self, Item { text, below }: &Item) {
        self.text(text);
        self.texts(below);
    }

    fn step(&mut self, step: &Step) {
        self.text(&step.spent);
        if let Some(last) = self.said.last_mut().filter(|_| step.is_assumed) {
            last.push('*');
        }
        self.text(&step.figure);
        self.said.push(format!("({})", step.range.words(self.act)));
        self.text(&step.text);
    }

    fn entry(&mut self, entry: &Entry, after_names: &str) {
        self.said.extend(entry.number.map(|number| number.to_string()));
        self.texts(&entry.names);
        if let Some(last) = self.said.last_mut() {
            *last += after_names;
        }
        self.text(&entry.text);
        self.lines(&entry.lines);
    }

    fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            self.line(line);
        }
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Labelled(label, _) => self.said.push(format!("{label}:")),
            Line::Scored(points, _) => self.said.push(points.to_string()),
            Line::Plain(_) | Line::Point(_) | Line::Open(_) | Line::Ask(_) => {}
        }
        self.text(line.text());
    }

    fn fact(&mut self, Fact { label, figure, text }: &Fact) {
        self.texts([label, figure, text]);
    }

    fn counted(&mut self, Counted { figure, text }: &Counted) {
        self.texts([figure, text]);
    }

    fn card(&mut self, Card { name, about, figure, text }: &Card) {
        self.texts([name, about, figure, text]);
    }

    fn table(&mut self, table: &Table) {
        self.text(&table.caption);
        self.texts(&table.head);
        for row in &table.rows {
            match row {
                Row::Group(text) => self.text(text),
                Row::Cells(cells) => self.texts(cells),
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.said.push(figure.text.clone());
    }

    fn folded(&mut self, folded: &Folded) {
        self.text(&folded.summary);
        self.texts(&folded.items);
        folded.tables.iter().for_each(|table| self.table(table));
    }
}
