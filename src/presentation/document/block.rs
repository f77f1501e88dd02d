//! One thing below another.

use super::entry::{Entry, Offers};
use super::table::Table;
use super::text::Text;

/// One thing below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences.
    Paragraph(Text),
    /// Sentences that want to be noticed.
    Note(Text),
    /// What to say aloud to the household.
    Say(Text),
    /// A heading within the section.
    Heading(Text),
    /// Words after what they are about.
    Labelled(&'static str, Text),
    /// A list.
    Items(Vec<Item>),
    /// A list whose lines are no points of one thing.
    Lines(Vec<Item>),
    /// What more and more money buys.
    Steps(Vec<Step>),
    /// Units to offer, in order.
    Offers(Offers),
    /// Units, each with what is found of it.
    Units(Vec<Entry>),
    /// Households, each with what is told of it.
    Households(Vec<Entry>),
    /// Short facts by name.
    Facts(Vec<Fact>),
    /// Figures one below the other, each before what it counts.
    Counts(Vec<Counted>),
    /// Figures side by side, one for each reading.
    Cards(Vec<Card>),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// What is there for whoever asks for it.
    Folded(Folded),
    /// What was typed or printed, to the letter.
    Verbatim(String),
}

impl Block {
    /// Sentences.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Sentences that want to be noticed.
    pub fn note(text: impl Into<Text>) -> Self {
        Self::Note(text.into())
    }

    /// A heading within the section.
    pub fn heading(text: impl Into<Text>) -> Self {
        Self::Heading(text.into())
    }

    /// Words after what they are about.
    pub fn labelled(label: &'static str, text: impl Into<Text>) -> Self {
        Self::Labelled(label, text.into())
    }

    /// A list of texts.
    pub fn items(texts: impl IntoIterator<Item: Into<Text>>) -> Self {
        Self::Items(texts.into_iter().map(|text| Item::from(text.into())).collect())
    }

    /// Lines that are no points of one thing.
    pub fn lines(texts: impl IntoIterator<Item: Into<Text>>) -> Self {
        Self::Lines(texts.into_iter().map(|text| Item::from(text.into())).collect())
    }

    /// Sentences behind a line.
    pub fn folded_items(
        summary: impl Into<Text>,
        items: impl IntoIterator<Item: Into<Text>>,
    ) -> Self {
        let items = items.into_iter().map(Into::into).collect();
        Self::Folded(Folded {
            summary: summary.into(),
            items,
            tables: Vec::new(),
            is_printed: false,
        })
    }

    /// A table behind a line.
    pub fn folded_table(summary: impl Into<Text>, table: Table, is_printed: bool) -> Self {
        let tables = vec![table];
        Self::Folded(Folded { summary: summary.into(), items: Vec::new(), tables, is_printed })
    }

    /// The tables in it.
    pub fn tables(&self) -> &[Table] {
        match self {
            Self::Table(table) => std::slice::from_ref(table),
            Self::Folded(folded) => &folded.tables,
            _ => &[],
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Paragraph(text)
            | Self::Note(text)
            | Self::Say(text)
            | Self::Heading(text)
            | Self::Labelled(_, text) => text.is_empty(),
            Self::Items(items) | Self::Lines(items) => items.is_empty(),
            Self::Steps(steps) => steps.is_empty(),
            Self::Offers(offers) => offers.entries.is_empty() && offers.then.is_empty(),
            Self::Units(entries) | Self::Households(entries) => entries.is_empty(),
            Self::Facts(facts) => facts.is_empty(),
            Self::Counts(counts) => counts.is_empty(),
            Self::Cards(cards) => cards.is_empty(),
            Self::Verbatim(words) => words.is_empty(),
            Self::Table(_) | Self::Figure(_) | Self::Folded(_) => false,
        }
    }
}

/// An item of a list, and what belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The item.
    pub text: Text,
    /// Below it.
    pub below: Vec<Text>,
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Self { text, below: Vec::new() }
    }
}

/// What so much money buys, and what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The money.
    pub spent: Text,
    /// Whether that is assumed, wholly or in part: it has a star.
    pub is_assumed: bool,
    /// What comes of it.
    pub figure: Text,
    /// How surely.
    pub range: Text,
    /// What is bought.
    pub text: Text,
}

/// A short fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: Text,
    /// How many; empty: it is no number.
    pub figure: Text,
    /// What is to be said of it.
    pub text: Text,
}

/// A figure, and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub figure: Text,
    /// Of what.
    pub text: Text,
}

/// A figure of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The reading.
    pub name: Text,
    /// What that takes the evidence to mean; empty: it says no more than its name.
    pub about: Text,
    /// The figure, rounded.
    pub figure: Text,
    /// What it counts, and how surely.
    pub text: Text,
}

/// Sentences and tables behind a line that says what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What is behind it.
    pub summary: Text,
    /// Sentences.
    pub items: Vec<Text>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Whether it is printed whole.
    pub is_printed: bool,
}

/// A picture, inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its files beside the page, without the ending.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// SVG that the program drew.
    pub svg: String,
    /// What it shows, for somebody who cannot see it.
    pub text: String,
    /// The figures.
    pub csv: String,
    /// The same for a narrow screen.
    pub narrow: Narrow,
}

/// A picture for a narrow screen: its panels one below the other, and in words what stands round them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    /// What is shown, and by which signs.
    pub shown: String,
    /// From top to bottom.
    pub panels: Vec<NarrowPanel>,
    /// What stands below.
    pub notes: Vec<String>,
}

/// One panel of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NarrowPanel {
    /// Its name.
    pub name: String,
    /// Its drawing, without a text alternative: the picture has one.
    pub svg: String,
    /// Listed below it.
    pub legend: Vec<String>,
}
