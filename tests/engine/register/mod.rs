//! The register and the desk over random histories, and a year that is kept as a sample.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

mod offered_can_be_held;
mod sample_year;
