//! Several households at once: the best use of the vacant units for all of them together.
//!
//! Contracts section 7; `formulation.md` beside this is the same in mathematics. In reading order:
//! what is asked (`batch` makes a `problem` of it), how it is solved (`assignment`, `branch_and_bound`, `programme`,
//! chosen by `solve`), and whether the answer holds (`check`).

mod admit;
mod allocate;
pub mod answer;
mod assignment;
mod batch;
mod binding;
mod branch_and_bound;
mod chains;
mod check;
mod column_generation;
pub mod explain;
mod export;
mod limits;
mod node;
mod orders;
mod problem;
mod problem_of;
mod programme;
mod reassignment;
mod shortage;
mod solution;
mod solve;
mod terms;
mod weight_sensitivity;

pub use admit::{Decided, admit};
pub use allocate::{AllocateError, Options, allocate};
pub use answer::Allocation;
pub use batch::{Batch, Found, Household, Mover};
pub use check::check;
pub use explain::{Explanation, explain};
pub use export::{Export, Measured, mps};
pub use orders::CostOfOrder;
pub use problem::{Aim, Applicant, Choice, Floor, Limit, LimitKind, Objective, Problem, TooLarge};
pub use solution::{Method, Solution, SolveError};
pub use solve::{Alternative, Prepared, UNIQUE_UP_TO, Way, may_choose, solve};
pub use terms::{PassedOver, Terms, still_of_use};

#[cfg(test)]
mod tests;
