//! What to add when a service must grow (4.10), as evidence that survives a sceptic (4.11).
//!
//! Candidates are data: units, and levers that are no units, in one table. Plans within budgets are enumerated or
//! searched for on one set of tapes, the best of the promising is chosen on a second with a stated probability,
//! and everything printed is estimated on a third. Not here: what money is spent on, which people decide.

mod arena;
mod bound;
mod bounds;
mod budget;
mod budget_reader;
mod candidate;
mod chance;
mod choose;
mod count;
mod envelope;
mod every;
mod exchange;
mod explore;
mod family;
mod found;
mod grow;
mod knapsack;
mod levers;
mod near;
mod pence;
mod plan;
mod plan_evaluator;
mod plan_said;
mod pool;
mod purse;
mod question;
mod race;
mod reader;
mod regret;
mod report;
mod robust;
mod search;
mod shapes;
mod strip;
mod study;
mod teller;
mod verdict;

pub use bounds::Bounds;
pub use budget::{Budget, Limit};
pub use budget_reader::read_budgets;
pub use candidate::{Candidate, Lever, Money};
pub use chance::{Kept, Often};
pub use count::Count;
pub use found::{Explored, Found, How, SearchCheck};
pub use levers::WhyIdle;
pub use plan::{Plan, count_plans, every_plan};
pub use plan_evaluator::{ModelParts, Models, PlanEvaluator, Trial};
pub use plan_said::PlanSaid;
pub use pool::{Looked, Pool};
pub use purse::{LeftOver, Purse};
pub use question::{Aim, ERROR, ExploredReading, StudyError, StudyQuestion, Tested};
pub use reader::read_candidates;
pub use regret::BreakEven;
pub use regret::Robust;
pub use report::{
    Asked, Averted, Better, BudgetNote, BudgetPlan, BudgetSaid, ClassFigure, Diminishing, Ending,
    Enough, ExpansionReport, Family, FlowAndStock, HARDLY_ANY, Idle, Member, Next, Offer,
    ReadingSaid, Valued,
};
pub use search::search;
pub use shapes::{BUDGETS, CANDIDATES};
pub use strip::strip;
pub use study::{STEPS, evaluators, study};
pub use teller::report;
pub use verdict::Bound;
pub use verdict::Certificate;
pub use verdict::Chosen;
