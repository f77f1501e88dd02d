//! Chance: uniform numbers by counter, a named stream for each source of chance, and which replications of a seed serve
//! what. Not here: what is made of them (`demand`, `simulation`).

mod ranges;
mod streams;

pub use ranges::{Replications, draws};
pub use streams::{Blocks, Stream, Streams, place_of};
