//! Who will ask, and how long they will stay: a scenario's assumptions made ready for drawing.
//!
//! Not here: the draws themselves (`simulation`), or what becomes of anybody.

mod case_mix;
mod course;
pub mod erlang;
mod limited;
mod quantile;
mod refused;
mod retime;
mod tabulated;

pub use case_mix::{Class, Demand, Drawn, build, build_beside};
pub use course::{Again, Course, Homes, Induced, Onward, Repairs, SecondStage, Waiting, ms};
pub use quantile::Quantile;
pub use refused::{Record, RefusedReading, Refusers, Service, read_refused};
pub use retime::Times;
pub use tabulated::Tabulated;
