//! Simulated histories of one estate under one scenario.
//!
//! First a *tape* is drawn for a replication: every household that asks, whether or not it will be placed,
//! with all its times and answers. Then the tape is *replayed* against the estate with the desk's own rules
//! and order. Nothing a household draws depends on what happened to another. Not here: tables (`forecast`).

mod arrivals;
mod asking;
mod bitset;
mod calendar;
mod class_guide;
mod drawn_models;
mod event_list;
mod expected;
mod induced_demand;
mod known_forms;
mod known_household;
mod loss;
mod model;
mod moves;
mod observer;
mod offer;
mod onward;
mod queue;
mod rate;
mod replay;
mod replications;
mod request_draws;
mod risk;
mod stay;
mod tape;
mod warm_up;
mod week;

pub use calendar::Calendar;
pub use drawn_models::{DrawnModels, Numbers};
pub use expected::Expected;
pub use known_household::{Grants, Known, Waits};
pub use loss::{Loss, LossStay, Lost, replicate_losses};
pub use model::Model;
pub use observer::{Fate, Observer, Onward};
pub use rate::Rate;
pub use replay::{Replay, Withdrawal};
pub use replications::{fold_replications, replicate, replicate_these};
pub use request_draws::{Drawn, EVERY_OFFER, Exit};
pub use stay::Stay;
pub use tape::{Departure, Leaver, Request, Tape};
pub use warm_up::WarmUp;
