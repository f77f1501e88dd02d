//! The register's log: what happened, in the order in which it happened, and what follows from it.
//!
//! Contracts section 10. A line becomes a [`Draft`] (`line`, by the table of `keys`), which [`Log::record`] puts in its
//! place and judges (`judge`) by what was so just before it; `apply` says what it does, and `view` what is so at any
//! moment, as it was known at any other. Everything is a function of the events: no clock, no input or output.
//! Not here: how a log is kept so that nobody changes it, and nobody reads it without its key.

mod already;
mod apply;
mod as_known_at;
mod ended_by_arrival;
mod ended_claims;
mod estate;
mod event;
mod fold;
mod form;
mod households;
mod judge;
mod keys;
mod line;
mod log;
mod log_queries;
mod moment;
mod next;
mod night;
mod notes;
mod pathway_events;
mod row;
mod schema;
mod state;
mod story;
mod support_keys;
mod turnaround;
mod unit;
mod unit_nights;
mod view;
mod why;
mod why_not;
mod write;

pub use already::{Alike, Already};
pub use as_known_at::Kept;
pub use ended_claims::Settled;
pub use estate::meaning;
pub use event::{Draft, Entry};
pub use form::as_erased;
pub use households::{Household, Member, in_second_stage};
#[cfg(test)]
pub use keys::event_names;
pub use keys::{holds, is_text, keys_of, words_for};
pub use line::Misread;
pub use log::{Log, Recorded, Refusal, Terms};
pub use log_queries::{UnitNow, what_stays};
pub use moment::{When, day, moment, utc};
pub use next::Next;
pub use night::Night;
pub use row::Holds;
pub use schema::schema;
pub use state::Standing;
pub use story::{Named, Story, Told};
pub use unit::UnitStanding;
pub use unit_nights::UnitNights;
pub use view::{ReferralView, UnitView, View};
pub use why::Why;

#[cfg(test)]
mod tests;
