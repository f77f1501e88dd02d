//! The words of the service: households, units, reasons, days. No input or output, and no clock.

pub mod calendar;
mod event_name;
pub mod household;
pub mod known;
mod nation;
pub mod occupancy;
pub mod past;
pub mod reason;
mod redact;
pub mod referral;
mod text;
pub mod time;
pub mod told;
pub mod unit;
pub mod working_days;

pub use event_name::EventName;
pub use household::{Household, Person};
pub use known::{Holds, Known};
pub use nation::Nation;
pub use occupancy::{InWords, Resident};
pub use past::{Past, PastMeasure};
pub use reason::{ReturnReason, RuleName, RuleSet};
pub(crate) use redact::redact;
pub use referral::Referral;
pub use text::{capitalised, hundredths, number_said};
pub use unit::{Kind, Setting, Unit};
