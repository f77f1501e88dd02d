//! `lintel verify` can be trusted: its z-scores are standard normal over seeds, it finds what is wrong on
//! purpose, and its scenarios are files like any other.
//!
//! Seeds are fixed, so each test either always passes or always fails; the false-alarm rates say how likely
//! an unlucky choice would have been for a right program.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

mod faults;
mod files;
mod power;
mod scores;

use lintel::planning::verify::{Oracle, Prepared, VerificationReport, oracles, verify};
use std::borrow::Cow;

/// The oracle of a name.
fn oracle(name: &str) -> Oracle {
    oracles().into_iter().find(|oracle| oracle.name == name).unwrap()
}

/// The same with something of its scenario changed.
fn changed(oracle: &Oracle, from: &str, to: &str) -> Oracle {
    assert_eq!(oracle.scenario.matches(from).count(), 1, "{}: {from}", oracle.name);
    Oracle { scenario: Cow::Owned(oracle.scenario.replace(from, to)), ..oracle.clone() }
}

fn opened(oracle: &Oracle) -> Prepared {
    Prepared::open(oracle).unwrap_or_else(|why| panic!("{}: {why}", oracle.name))
}

/// What `lintel verify` says of one oracle.
fn verified(oracle: &Oracle, seed: Option<u64>, replications: Option<u32>) -> VerificationReport {
    verify(&[(0, oracle.clone())], seed, replications, || ()).unwrap()
}
