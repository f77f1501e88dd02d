//! Who will ask, and how long they will stay: a scenario's assumptions made ready for drawing.
//!
//! Not here: the draws themselves (`simulation`), or what becomes of anybody.

mod course;
pub mod erlang;
mod mix;
mod quantile;
mod refused;
mod retime;
mod tabulated;

pub use course::{Again, Course, Homes, Induced, Repairs, SecondStage, Waiting, ms};
pub use mix::{Class, Demand, Drawn, build};
pub use quantile::{Quantile, normal};
pub use refused::{Record, RefusedReading, Service, read_refused};
pub use retime::Times;
pub use tabulated::Tabulated;
