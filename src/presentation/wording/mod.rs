//! Every sentence, once: answers into documents.
//!
//! Answers hold ids, numbers, reasons and moments; what is said of them stands here and nowhere else, a file a screen
//! or a matter: `rules/pets.rs` has all that is ever said of the rule about pets, `safety` every line that keeps
//! somebody safe. Not here: how it is laid out (`render`), and what becomes a command or a link (`Action`).

pub mod allocation;
mod assumption;
pub mod backtest;
pub mod barrier;
pub mod calibration;
mod chance;
pub mod checked;
pub mod compare;
mod contact;
pub mod conversation;
mod count;
pub mod demand;
mod describe;
pub mod elsewhere;
mod environment;
mod every_unit;
pub mod evidence;
pub mod expansion;
pub mod files;
pub mod forecast;
mod form;
mod in_a_row;
mod left_out;
mod list_of_residents;
mod no_answer;
mod nothing;
mod offer;
mod office;
mod opening;
pub mod outlook;
mod passed_over;
pub mod place;
pub mod policy;
pub mod progress;
pub mod reading;
mod recommendation;
pub mod register;
pub mod returns;
pub mod rules;
mod safety;
pub mod serving;
pub mod terms;
pub mod units;
pub mod verify;
pub mod web_form;
mod when;
pub mod who;
mod who_searches;
pub mod why_not;

pub use assumption::assumption;
pub use chance::chance_in_words;
pub use count::{count, number};
pub use environment::in_the_environment;
pub use every_unit::{every_offer, every_unit};
pub use form::{form, forms};
pub use in_a_row::in_a_row;
pub use left_out::{Without, left_out};
pub use list_of_residents::{age, is_old, list_read_although, not_whole};
pub use no_answer::{first_helpline, no_answer};
pub use opening::who_and_safety;
pub use passed_over::{Unusable, nothing_granted, passed_over};
pub use recommendation::recommendation;
pub use safety::{Household, Line, RING_999, Topic};
pub use when::{day, day_in_full, moment, seconds_between, span};
