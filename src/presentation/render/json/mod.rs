//! Answers as other software reads them: the keys of the contract, the texts from `wording`.

mod allocation;
mod demand;
mod expansion;
mod explanation;
mod outlook;
mod place;
mod places;
mod policy;
mod recommendation;

pub use allocation::Allocation;
pub use demand::{DemandAnswer, demand};
pub use expansion::Expansion;
pub use explanation::Explanation;
pub use outlook::Outlook;
pub use place::Place;
pub use policy::PolicyComparison;
pub use recommendation::{
    Advice, Ask, Breach, Recommendation, TermPoints, UnitDecision, UnitFindings, UnitOption,
};
