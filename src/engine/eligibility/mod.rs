//! Which units suit a household, and why not the others: fifteen rules and one that advises, each asked of every unit.
//!
//! Contracts section 4. A rule looks at one household and one unit and finds it unsuitable, asks for a
//! person's decision, advises, or passes; none hides another. Not here: which suitable unit is better
//! (`placement`).

mod case;
pub mod rules;
mod surroundings;
mod verdict;

pub use case::{Candidate, Case, OccupancyView};
pub use rules::{Decider, Finding, Rule};
pub use surroundings::{Bands, InBand};
pub use verdict::{Suitability, Verdict, judge, judge_all, judge_alone};
