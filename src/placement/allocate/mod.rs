//! Several households at once: the best use of the vacant units for all of them together.
//!
//! Contracts section 7; `formulation.md` beside this folder is the same in mathematics. In reading order:
//! what is asked (`batch` makes a `problem` of it), how it is solved (`assignment`, `search`, `programme`,
//! chosen by `solve`), and whether the answer holds (`check`).

mod assignment;
mod problem;
mod programme;
mod search;
mod solve;

pub use problem::{Aim, Applicant, Choice, Floor, Limit, LimitKind, Objective, Problem, TooLarge};
pub use solve::{Alternative, Method, Solution, SolveError, UNIQUE_UP_TO, Way, may_choose, solve};
