//! What a page is made of, without a word of HTML.

use crate::presentation::chart::Narrow;

/// A part of the page with a heading of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name in the address of the page.
    pub id: &'static str,
    /// The heading.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// One thing below another.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Sentences.
    Paragraph(String),
    /// Sentences that want to be noticed.
    Note(String),
    /// A heading within the section.
    Heading(String),
    /// A list.
    Items(Vec<String>),
    /// Figures side by side, one for each reading.
    Cards(Vec<Card>),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// What was typed or printed, to the letter.
    Verbatim(String),
    /// What is there for whoever asks for it.
    Folded(Folded),
}

/// Sentences and tables behind a line that says what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What is behind it.
    pub summary: String,
    /// Sentences.
    pub items: Vec<String>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Whether it is printed whole.
    pub is_printed: bool,
}

impl Block {
    /// Sentences behind a line.
    pub(super) fn folded_items(summary: String, items: Vec<String>) -> Self {
        Self::Folded(Folded { summary, items, tables: Vec::new(), is_printed: false })
    }

    /// A table behind a line.
    pub(super) fn folded_table(summary: String, table: Table, is_printed: bool) -> Self {
        Self::Folded(Folded { summary, items: Vec::new(), tables: vec![table], is_printed })
    }

    /// The tables in it.
    pub(super) fn tables(&self) -> &[Table] {
        match self {
            Self::Table(table) => std::slice::from_ref(table),
            Self::Folded(folded) => &folded.tables,
            _ => &[],
        }
    }
}

/// A figure of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The reading.
    pub name: String,
    /// What that takes the evidence to mean; empty: it says no more than its name.
    pub about: String,
    /// The figure, rounded.
    pub figure: String,
    /// What it counts, and how surely.
    pub text: String,
}

/// A table; the first column names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its file beside the page, without the ending.
    pub name: &'static str,
    /// What it shows.
    pub caption: String,
    /// Column titles.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// What the file beside the page holds, where that is more or finer than what is shown.
    pub whole: Option<Sheet>,
}

/// Column titles and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Column titles.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of a row with the titles of their columns.
    pub(super) fn titled<'a>(
        &'a self,
        row: &'a [String],
    ) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.head.iter().zip(row)
    }

    /// Whether its columns are read and not compared.
    pub(super) fn is_of_words(&self) -> bool {
        const LONG: usize = 40;
        self.rows.iter().any(|row| row.iter().skip(1).any(|cell| cell.chars().count() > LONG))
    }

    /// The same as CSV text.
    pub(super) fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let (head, rows) = match &self.whole {
            Some(whole) => (&whole.head, &whole.rows),
            None => (&self.head, &self.rows),
        };
        writer.write_record(head)?;
        for row in rows {
            writer.write_record(row)?;
        }
        let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A picture, inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its files beside the page, without the ending.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// SVG.
    pub svg: String,
    /// What it shows, for somebody who cannot see it.
    pub text: String,
    /// The figures.
    pub csv: String,
    /// The same for a narrow screen.
    pub narrow: Narrow,
}
