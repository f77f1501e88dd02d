//! What to add when a service must grow (4.10), as evidence that survives a sceptic (4.11).
//!
//! Candidates are data: units, and levers that are no units, in one table. Plans within budgets are enumerated or
//! searched for on one set of tapes, the best of the promising is chosen on a second with a stated probability,
//! and everything printed is estimated on a third. Not here: what money is spent on, which people decide.

mod allowance;
mod arena;
mod bench;
mod bound;
mod bounds;
mod budget;
mod budget_reader;
mod candidate;
mod chance_constraint;
mod choose;
mod cost_curve;
mod enumerate;
mod envelope;
mod exchange;
mod explore;
mod explored;
mod family;
mod figures;
mod groups;
mod horizon;
mod knapsack;
mod levers;
mod luck;
mod near_best;
mod over;
mod pence;
mod plan;
mod plan_evaluator;
mod plan_label;
mod pool;
mod prune;
mod question;
mod race;
mod reader;
mod regret;
mod replay_count;
mod report;
mod robust;
mod sample;
mod search;
mod shapes;
mod study;
mod told;
mod verdict;

pub use allowance::{Allowance, LeftOver};
pub use bounds::Bounds;
pub use budget::{Budget, Limit};
pub use budget_reader::read_budgets;
pub use candidate::{Candidate, Lever, Money};
pub use chance_constraint::{Kept, Often};
pub use explored::{Explored, Found, How, SearchCheck};
pub use family::{FamilyShape, OfKind, Spread};
pub use figures::report;
pub use horizon::Horizon;
pub use levers::WhyIdle;
pub use over::Over;
pub use plan::{Plan, count_plans, every_plan};
pub use plan_evaluator::{ModelParts, Models, PlanEvaluator, Trial};
pub use plan_label::PlanSaid;
pub use pool::{Looked, Pool};
pub use prune::prune;
pub use question::{Aim, ERROR, ExploredReading, StudyError, StudyQuestion, Tested};
pub use reader::read_candidates;
pub use regret::BreakEven;
pub use regret::Robust;
pub use replay_count::Count;
pub use report::{
    Asked, Averted, Better, BudgetNote, BudgetPlan, BudgetSaid, ByOrigin, ClassFigure, Diminishing,
    Ending, Enough, ExpansionReport, Family, FlowAndStock, HARDLY_ANY, Idle, Member, Next, Offer,
    ReadingSaid, Valued, When,
};
pub use sample::{Conditions, Sample, Steadied};
pub use search::search;
pub use shapes::{BUDGETS, CANDIDATES};
pub use study::{STEPS, evaluators, study};
pub use told::Told;
pub use verdict::Bound;
pub use verdict::Certificate;
pub use verdict::Chosen;
