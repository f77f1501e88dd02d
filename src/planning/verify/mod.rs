//! The engine held against exact results: does a forecast say what queueing theory says?
//!
//! Each oracle is a scenario file like any other (`data/verify/`), and is run by [`crate::planning::forecast::run`] as
//! `lintel forecast` does. Figures and standard errors are read from the rows of the table that comes of it, and
//! compared with exact ones: nothing is counted here. A whole run of a right program says "differs" once in
//! [`FALSE_ALARMS`] of choices of seeds. Not here: how it looks (`wording/verify`).

mod checked;
mod estimate;
mod oracle;
mod report;
mod run;
pub mod theory;

pub use checked::Checked;
pub use estimate::{
    Agreement, Estimate, FALSE_ALARMS, GREATEST_ERROR, Judgement, LEAST_POWER, SMALL_BIAS,
    chance_each,
};
pub use oracle::{ExactFigure, Line, Oracle, oracles};
pub use report::{VerificationReport, VerifiedFigure};
pub use run::{Prepared, VerifyError, verify};
