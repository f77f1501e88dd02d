//! A table whose first column names the row.

use super::text::Text;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its file beside the page, without the ending; none: it has none.
    pub name: Option<&'static str>,
    /// What it shows; empty: the section says it.
    pub caption: Text,
    /// Column titles; empty: the cells speak for themselves.
    pub head: Vec<Text>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Whether each column makes sense alone, as readings do: they may then stand one below the other.
    pub columns_stand_alone: bool,
    /// Whether rows stand within their group, a little further in.
    pub rows_within: bool,
    /// What the file beside the page holds, where that is more or finer than what is shown.
    pub whole: Option<Sheet>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// What the rows below it are.
    Group(Text),
    /// Cells, the first of which names the row.
    Cells(Vec<Text>),
}

/// Column titles and rows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Column titles.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// One with a file beside the page.
    pub fn filed(
        name: &'static str,
        caption: impl Into<Text>,
        head: impl IntoIterator<Item: Into<Text>>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let cells = |row: Vec<String>| Row::Cells(row.into_iter().map(Text::from).collect());
        Self {
            name: Some(name),
            caption: caption.into(),
            head: head.into_iter().map(Into::into).collect(),
            rows: rows.into_iter().map(cells).collect(),
            ..Self::default()
        }
    }

    /// The same with more or finer figures in its file.
    #[must_use]
    pub fn with_whole(self, whole: Sheet) -> Self {
        Self { whole: Some(whole), ..self }
    }

    /// Whether its columns are read and not compared.
    pub fn is_of_words(&self) -> bool {
        const LONG: usize = 40;
        let is_long = |cell: &Text| cell.words(&|_| "".into()).chars().count() > LONG;
        self.rows.iter().any(|row| match row {
            Row::Group(_) => false,
            Row::Cells(cells) => cells.iter().skip(1).any(is_long),
        })
    }
}
