//! Exact results of queueing theory, worked out here and nowhere else.
//!
//! Each is computed a second way in its tests and held against the published digits. Nothing here knows a
//! scenario or the simulation, or a verdict could agree with itself.

mod chain;
mod loss;
mod present;
mod waiting;

pub use chain::{Chain, Overlap};
pub use loss::{engset, erlang_b, kaufman_roberts, load_that_blocks};
pub use present::{StayLaw, living_there, still_there, stream};
pub use waiting::{Queue, erlang_c};
