//! Returns: what the council and the ministry ask to be counted, from the events of a register and nothing else.
//!
//! Contracts section 12. A [`Record`] is read from the log as it was known at a moment; a [`Counting`] sets it before a
//! period; each line is a file that makes rows of it ([`Row`]), and every row knows which referrals made it. Everything
//! here is a function of the events: no clock, no input or output. Not here: words and workbooks (`presentation`).

mod amount;
mod case_files;
mod counting;
mod facts;
mod individuals;
mod key;
mod kpi;
mod lines;
mod lists;
mod mhclg;
mod nights;
mod odd;
mod outcomes;
mod over_years;
mod past;
mod period;
mod public;
mod reading;
mod record;
mod record_figure;
mod records;
mod response_times;
mod review;
mod row;
mod safe_type;
mod sanctuary;

pub use amount::Amount;
pub use case_files::{CaseFile, case_files};
pub use counting::Counting;
pub use key::{CountedIn, Key, Line, OfType};
pub use kpi::kpi;
pub use lists::Lists;
pub use mhclg::{Balance, mhclg};
pub use odd::{Odd, odd};
pub use outcomes::outcomes;
pub use over_years::{OverYears, Told, over_years};
pub use past::past;
pub use period::{By, Period};
pub use public::{Before, Table, closed, public};
pub use record::Record;
pub use record_figure::{HouseholdFigure, NightFigure, NotCounted};
pub use records::records;
pub use review::review;
pub use row::{COLUMNS, Figure, Row, Standing};
pub use safe_type::SafeType;
pub use sanctuary::sanctuary;

#[cfg(test)]
mod tests;
