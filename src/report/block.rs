//! What a page is made of, without a word of HTML.

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
}

/// A figure of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The reading.
    pub name: String,
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
}

impl Table {
    /// Whether its columns are read and not compared.
    pub(super) fn is_of_words(&self) -> bool {
        const LONG: usize = 40;
        self.rows.iter().any(|row| row.iter().skip(1).any(|cell| cell.chars().count() > LONG))
    }

    /// The same as CSV text.
    pub(super) fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.head)?;
        for row in &self.rows {
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
}
