//! Every sentence, once: answers into documents.
//!
//! Answers hold ids, numbers, reasons and moments; what is said of them stands here and nowhere else. Not here: how it
//! is laid out (`render`), and what becomes a command or a link (`Action`).

pub mod barrier;
pub mod calibration;
pub mod compare;
mod count;
pub mod expansion;
pub mod files;
pub mod forecast;
mod list_of_residents;
pub mod policy;
pub mod reading;
pub mod units;
mod when;

pub use crate::base::domain::capitalised;
pub use count::count;
pub use list_of_residents::{age, is_old, not_whole};
pub use when::{day, moment, seconds_between, span};
