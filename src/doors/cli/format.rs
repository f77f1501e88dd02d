//! How a command answers, and moments as they are typed.

use crate::doors::files::List;
use crate::service::returns::Period;
use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person.
    Table,
    /// For a spreadsheet.
    Csv,
    /// For other software.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// For a person.
    Table,
    /// For other software.
    Json,
}

impl AnswerFormat {
    /// How much of the list of who lives where must be in order: software is given no half of it.
    pub(super) fn list(self) -> List {
        if self == Self::Json { List::Whole } else { List::AsFar }
    }
}

impl From<AnswerFormat> for Format {
    fn from(format: AnswerFormat) -> Self {
        match format {
            AnswerFormat::Table => Self::Table,
            AnswerFormat::Json => Self::Json,
        }
    }
}

pub(super) fn moment(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse().map_err(|_| "give a moment with its zone, such as 2026-11-23T09:00:00Z".to_owned())
}

pub(super) fn period(text: &str) -> Result<Period, String> {
    Period::read(text).ok_or_else(|| {
        "give 2026-27 (April to March), 2026-Q4 (October to December) or 2026-04-01..2026-06-30"
            .to_owned()
    })
}
