//! Every mistake that somebody can make in a file, made one at a time in a copy of the real files: the
//! program says what is wrong, where, what may stand there and what to do, and does nothing else.
//!
//! One line is one mistake. Not here: what the program answers where nothing is wrong.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail at once"
)]

mod pairs;
pub(crate) mod patch;

mod allocate;
mod calibration;
mod estate_units;
mod estate_who;
mod evidence;
mod exits;
mod expand;
mod geography;
mod history;
mod provider;
mod referral_json;
mod referral_toml;
mod scenario;
mod scenario_values;
mod slips;
mod together;
mod tolerated;
