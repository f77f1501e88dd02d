//! Which suitable unit is better for one household, what else would open one, and what to say if none.
//!
//! Contracts sections 5 and 6. Rules are `eligibility`'s; nothing here bars a unit.

mod alternatives;
pub mod answer;
mod findings;
mod in_the_way;
mod outcome;
pub mod preferences;
mod recommend;
mod relaxations;

pub use alternatives::sanctuary_may_serve;
pub use answer::Recommendation;
pub use in_the_way::InTheWay;
pub use outcome::{Outcome, outcome};
pub use preferences::penalty;
pub use recommend::{Grants, by_penalty, recommend, recommend_with};
