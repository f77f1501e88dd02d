//! Answers as other software reads them: the keys of the contract, the texts from `wording`.

mod allocation;
mod explanation;
mod outlook;
mod places;
mod recommendation;

pub use allocation::Allocation;
pub use explanation::Explanation;
pub use outlook::Outlook;
pub use recommendation::{
    Advice, Ask, Breach, Recommendation, TermPoints, UnitDecision, UnitFindings, UnitOption,
};
