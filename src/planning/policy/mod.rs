//! Is another order of units better than the desk's, and is it worth keeping one back? Tested, not believed.
//!
//! Policies are compared on the same tapes by paired differences, learned on one set of tapes and told from
//! another, at three levels of demand and with demand wrong on purpose. A policy orders units for one
//! household; it never orders households and never refuses one. Not here: the desk's own order (`placement`).

mod classes;
mod contest;
mod fluid;
mod hindsight;
mod opportunity_cost;
mod orders;
mod policy_view;
mod reading;
mod regimes;
mod replay_counts;
mod report;
mod study;
mod tune;
mod verdict;

pub use classes::UnitClass;
pub use contest::{Contest, Paired, contest};
pub use fluid::fluid;
pub use hindsight::{Year, hindsight};
pub use opportunity_cost::{OpportunityCosts, measure, measure_throughout};
pub use orders::{
    Contender, Held, Hold, NoPolicy, Orders, by_cost, by_points, by_points_and_cost, cost_of_stays,
    file_order, held, holding,
};
pub use policy_view::PolicyView;
pub use reading::{AtLevel, Figures, HeldNames};
pub use reading::{Bound, GroupFigure, OpportunityCost};
pub use reading::{Policy, PolicyReading};
pub use regimes::{Level, Regime, regimes, scaled, wrong_mix};
pub use replay_counts::ReplayCounts;
pub use report::{PolicyReport, report};
pub use study::{
    BOUNDED_TAPES, Entry, ExperimentDesign, LEAST_REPLICATIONS, Learned, Round, STEPS, Study,
    StudyError, rightly_taught, study,
};
pub use tune::{Tuned, tune};
pub use verdict::{Contested, Contests, PolicyVerdict};
