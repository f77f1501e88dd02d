//! The commissioner's page: one HTML file that can be read without scripts and fetches nothing.
//!
//! What is said is computed from the figures in `sections`, one file a section, as a document; how it looks is in
//! `templates/report.html`. Every simulated figure is rounded and marked as simulated; counts of real households
//! pass through `disclosure`. Readings stand side by side, each by name. Not here: what was simulated (`forecast`),
//! and where the files go (`doors/files`).

mod page;
mod sections;
mod subject;

pub use page::Written;
pub use subject::{Again, ReportError, Subject};

use crate::presentation::document::{Document, Text};

/// What the page says.
///
/// # Errors
/// If counts of real households cannot be protected; for sound inputs nothing else.
pub fn document(subject: &Subject<'_>) -> Result<Document, ReportError> {
    let title = Text::from(sections::title(subject));
    Ok(Document { title, sections: sections::all(subject)? })
}

/// Lays the whole page out.
///
/// # Errors
/// As [`document`].
pub fn report(subject: &Subject<'_>) -> Result<Written, ReportError> {
    page::written(&document(subject)?, sections::left_out(subject))
}
