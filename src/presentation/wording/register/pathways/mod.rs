//! What is said of support and pathways: what is now so and what comes next, why not, the clocks, and who has what.

mod caseload;
mod clocks;
mod next;
mod recorded;
mod refused;
mod words;

pub use caseload::{everybody, of_household};
pub use clocks::{Running, Watched, clocks, in_short};
pub(super) use recorded::{Told, part, still_made_safer};
pub(super) use refused::Stopped;
pub use refused::{asks_again, landlord_must_not_know, lives_there};
pub(super) use words::{area, measure};
