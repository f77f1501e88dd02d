//! Long runs as plain calls: no flag, no exit code, no bar; whoever waits is told through a [`Watch`].

pub(in crate::doors) mod calibrate;
pub(in crate::doors) mod compare;
pub(in crate::doors) mod evidence;
pub(in crate::doors) mod expand;
pub(in crate::doors) mod expand_table;
pub(in crate::doors) mod forecast;
mod given_back;
pub(in crate::doors) mod hindcast;
mod inputs;
mod namesakes;
pub(in crate::doors) mod pictures;
pub(in crate::doors) mod report;
mod start_state;
mod threads;
mod to_buy;
mod watch;

pub(in crate::doors) use inputs::{Told, with_levers};
pub(in crate::doors) use start_state::{Tonight, said as mark_said};
pub(in crate::doors) use threads::{cap, pool};
pub(in crate::doors) use to_buy::ToBuy;
pub(in crate::doors) use watch::{Bar, Part, Unit, Watch};
