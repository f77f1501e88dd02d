//! Returns in the browser, for managers: what is missing before one is sent, its lines, which referrals made them, what was
//! submitted and what differs since, a copy for others, and the years as charts.
//!
//! The register is held while it is read, and nobody waits while it is counted. A page a file: `choose`, `page`, `explain`,
//! `files`, `case_files`, `years`; `kept` is what was submitted. What commissioners see is `planning/published`: those pages can hold no
//! household.

mod case_files;
mod choose;
mod explain;
mod files;
mod kept;
mod page;
mod publish;
mod requested;
mod routes;
mod years;

pub(super) use routes::routes;
