//! The commissioner's page: one HTML file that can be read without scripts and fetches nothing.
//!
//! What is said is computed from the figures in `sections`, one file a section; how it looks is in
//! `templates/report.html`. Every simulated figure is rounded and marked as simulated; counts of real households
//! pass through `disclosure`. Readings stand side by side, each by name. Not here: what was simulated (`forecast`),
//! and where the files go (`cli`).

mod block;
mod page;
mod sections;
mod subject;

pub use block::{Block, Card, Figure, Folded, Section, Sheet, Table};
pub use page::{Page, Written};
pub use subject::{ReportError, Subject};

/// Lays the whole page out.
///
/// # Errors
/// If counts of real households cannot be protected; for sound inputs nothing else.
pub fn report(subject: &Subject<'_>) -> Result<Written, ReportError> {
    let (title, left_out) = (sections::title(subject), sections::left_out(subject));
    Page { title, sections: sections::all(subject)?, left_out }.written()
}
