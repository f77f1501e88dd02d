//! What there is to do, each as a plain call: terminal and browser do it by the very same functions.
//!
//! `planning` has the long runs; all others are what can be recorded and asked at night.
//!
//! A [`Door`] is a register that is open with its estate; a [`Desk`] is one who asks at it, at a moment. A family of acts a
//! file (`referrals`, `claims`, `stays`, `units`, `decisions`, `changes`): from what was typed to an event that is recorded,
//! and an [`Answer`]. Not here: what is possible (`service/register`), every sentence (`wording/register`), and how either
//! door asks.

mod advice;
mod audience;
mod claims;
mod corrections;
mod decisions;
mod desk;
mod event_draft;
mod form_json;
mod history;
mod holds;
pub(in crate::doors) mod import;
mod look_out;
mod moments;
mod money;
mod open_register;
pub(super) mod outlook;
mod places;
pub(in crate::doors) mod planning;
pub(in crate::doors) mod public_returns;
mod referrals;
pub(in crate::doors) mod returns;
mod sight;
pub(super) mod spoken;
mod stays;
mod support;
mod tonight;
mod units;
pub(super) mod waiting_list;

pub(super) use advice::Advice;
pub(super) use audience::Audience;
pub(super) use corrections::Correction;
pub(super) use desk::{Answer, Asked, Desk, Judged};
pub(super) use history::written as written_history;
pub(super) use holds::HeldAll;
pub(super) use moments::expected;
pub(super) use money::{pence, posts};
pub(super) use open_register::{Door, asked_at, meant_by};
pub(super) use places::Unclear;
pub(super) use sight::Rests;
pub(super) use stays::{Departure, Person};
pub(super) use support::written as written_clocks;
pub(super) use tonight::written as written_sheet;
