//! Simulated histories into tables: what to expect, and how far chance alone can move it.
//!
//! Contracts section 9. Every figure is a function of whole-number sums and histograms, so threads and
//! their order leave no trace. Not here: pictures (`chart`).

mod frame;
mod history;
mod manifest;
mod run;
mod student;
mod summary;
mod table;

pub use frame::{Forecast, combine};
pub use history::History;
pub use manifest::{Manifest, NOT_SIMULATED};
pub use run::{Inconsistent, run};
pub use student::two_sided;
pub use summary::{rounded, summary};
pub use table::{Measure, Row, STATISTICS, Tables};
