//! Allocations held against the contract, read a second time: small batches whose limits bind, drawn at
//! random, and every assignment of them tried by the rules of one household and section 7 alone.
//!
//! Each test counts the situations it met and fails where it met too few. The seed is fixed, so that a run
//! repeats; `PROPTEST_RNG_SEED` tries others. Not here: the problem in numbers (beside the code).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail at once"
)]

mod brute;
mod drawn;
mod tally;

mod chains;
mod contract;
mod explained;
mod invariance;
mod mutations;
mod orders;

mod ways;
