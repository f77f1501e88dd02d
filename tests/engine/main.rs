//! The library held to what it promises: brute force, theory, a slow engine and simulated truth.
//!
//! Not here: what the program says and writes (`tests/program`), how the sources lie (`tests/architecture`).

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/estates.rs"]
mod estates;
#[path = "../common/households.rs"]
mod households;
#[path = "../common/said_alike.rs"]
mod said_alike;

mod allocation;
mod calibration;
mod control_variates;
mod disclosure;
mod expansion;
mod loss;
mod outlook;
mod policy;
mod precision;
mod properties;
mod published;
mod queueing;
mod reference;
mod register;
mod tables;
mod verify;

use jiff::Timestamp;
use lintel::base::domain::Household;
use lintel::base::domain::referral::{Referral, Source};
use lintel::base::geography::Geography;
use std::sync::LazyLock;

/// The project's geography, read once.
pub(crate) static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(common::geography);

/// A household that asks under a reference, through an agency.
pub(crate) fn asking(household: Household, reference: &str, received: Timestamp) -> Referral {
    let (reference, source) = (reference.to_owned(), Source::Agency);
    Referral { reference, received, received_taken: false, source, household }
}
