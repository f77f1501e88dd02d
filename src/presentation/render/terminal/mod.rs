//! A document at a terminal: plain text, wrapped at a width.

mod command;
mod entries;
mod lay;
mod table;
mod telling;

pub use command::{command, typed};
pub use lay::WIDTH;

use self::lay::Page;
use crate::presentation::document::{
    Block, Card, Counted, Document, Fact, Figure, Folded, Item, Section, Step, Text,
};

/// A document at 80 columns.
pub fn render(document: &Document) -> String {
    render_at(WIDTH, document)
}

/// A document at a width.
pub fn render_at(width: usize, document: &Document) -> String {
    laid(Page { width, flags: "" }, document)
}

/// A document whose commands are typed again with these flags: " --register night --key night.key".
pub fn render_with(flags: &str, document: &Document) -> String {
    laid(Page { width: WIDTH, flags }, document)
}

fn laid(page: Page<'_>, document: &Document) -> String {
    let title =
        if document.title.is_empty() { None } else { Some(page.wrapped("", &document.title)) };
    let sections = document.sections.iter().map(|section| page.section(section));
    title.into_iter().chain(sections).collect::<Vec<_>>().join("\n")
}

/// Spaces before what stands below a heading, and before a list anywhere.
const INDENT: &str = "  ";

impl Page<'_> {
    fn section(self, section: &Section) -> String {
        let (heading, indent) = if section.heading.is_empty() {
            (String::new(), "")
        } else {
            (self.wrapped("", &section.heading), INDENT)
        };
        section.blocks.iter().fold(heading, |text, block| text + &self.block(block, indent))
    }

    fn block(self, block: &Block, indent: &str) -> String {
        match block {
            Block::Paragraph(text) | Block::Note(text) | Block::Say(text) => {
                self.paragraph(indent, text)
            }
            Block::Heading(text) => format!("\n{}", self.paragraph(indent, text)),
            Block::Labelled(label, text) => self.wrapped(&format!("{indent}{label}: "), text),
            Block::Items(items) => items.iter().map(|item| self.item(item)).collect(),
            Block::Lines(items) => items.iter().map(|item| self.line_of(indent, item)).collect(),
            Block::Steps(steps) => steps.iter().map(|step| self.step(indent, step)).collect(),
            Block::Offers(offers) => self.offers(offers),
            Block::Units(entries) => self.units(entries),
            Block::Households(entries) => self.households(entries),
            Block::Facts(facts) => facts.iter().map(|fact| self.fact(fact)).collect(),
            Block::Counts(counts) => counts.iter().map(|of| self.counted(indent, of)).collect(),
            Block::Cards(cards) => cards.iter().map(|card| self.card(indent, card)).collect(),
            Block::Table(table) => self.table(indent, table),
            Block::Figure(figure) => self.figure(indent, figure),
            Block::Folded(folded) => self.folded(indent, folded),
            Block::Verbatim(said) => said.lines().flat_map(|line| [indent, line, "\n"]).collect(),
        }
    }

    fn paragraph(self, indent: &str, text: &Text) -> String {
        if text.is_empty() { String::new() } else { self.wrapped(indent, text) }
    }

    fn item(self, Item { text, below }: &Item) -> String {
        let below = below.iter().map(|line| self.wrapped("      ", line));
        self.wrapped("  - ", text) + &below.collect::<String>()
    }

    /// A line whose second line is set in a little, and what stands below it.
    fn line_of(self, indent: &str, Item { text, below }: &Item) -> String {
        let further = format!("{indent}{INDENT}");
        let below = below.iter().map(|line| self.hanging(&further, line, further.len() + 2));
        self.hanging(indent, text, further.len()) + &below.collect::<String>()
    }

    /// "     £50,000*  120.4 (100.1 to 130.2)  two homes".
    fn step(self, indent: &str, step: &Step) -> String {
        const HANG: usize = 18;
        let [spent, figure, range] =
            [&step.spent, &step.figure, &step.range].map(|text| self.words(text));
        let star = if step.is_assumed { "*" } else { "" };
        let lead = format!("{indent}{spent:>10}{star:1}  {figure:>5} ({range})  ");
        self.hanging(&lead, &step.text, HANG)
    }

    /// "  refuge           11 units   the contract asks for at least 11: met".
    fn fact(self, Fact { label, figure, text }: &Fact) -> String {
        let (label, figure) = (self.words(label), self.words(figure));
        let lead = format!("{INDENT}{label:<15} {figure:>9}   ");
        self.wrapped(&lead, text)
    }

    /// "           12  Women".
    fn counted(self, indent: &str, Counted { figure, text }: &Counted) -> String {
        let figure = self.words(figure);
        self.wrapped(&format!("{indent}{figure:>13}  "), text)
    }

    fn card(self, indent: &str, Card { name, about, figure, text }: &Card) -> String {
        [name, about, figure, text].map(|part| self.paragraph(indent, part)).concat()
    }

    /// What the picture shows in words, which begin with its title.
    fn figure(self, indent: &str, figure: &Figure) -> String {
        self.wrapped(indent, &Text::from(figure.text.clone()))
    }

    fn folded(self, indent: &str, folded: &Folded) -> String {
        let items = folded.items.iter().map(|item| self.wrapped("  - ", item));
        let tables = folded.tables.iter().map(|table| self.table(indent, table));
        self.paragraph(indent, &folded.summary) + &items.chain(tables).collect::<String>()
    }
}
