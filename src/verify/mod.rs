//! The engine held against exact results: does a forecast say what queueing theory says?
//!
//! Each oracle is a scenario file like any other (`data/verify/`), read, drawn, replayed as a forecast is. Its
//! figures are compared with exact ones, with the standard error over histories. A whole run of a right
//! program says "differs" once in [`FALSE_ALARMS`] of choices of seeds. Not here: how it looks (`cli`).

mod estimate;
mod oracle;
mod report;
mod run;
mod tally;
pub mod theory;

pub use estimate::{Estimate, FALSE_ALARMS, Judgement, SMALL_BIAS, chance_each};
pub use oracle::{Figure, Oracle, Quantity, oracles};
pub use report::{Report, Row};
pub use run::{Checked, Prepared, VerifyError, verify};
pub use tally::{Tally, Watch, tallies, tally};
