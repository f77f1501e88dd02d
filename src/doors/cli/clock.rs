//! The program's one clock: read here, at the edge, and handed on.
//!
//! It says how old things are. What a referral may have is judged by its `received` alone.

use jiff::Timestamp;

/// The moment at which somebody reads the answer: as said on the command line, or now.
pub(super) fn now(said: Option<Timestamp>) -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the edge, where the clock is read")]
    said.unwrap_or_else(Timestamp::now)
}
