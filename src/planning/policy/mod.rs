//! Is another order of units better than the desk's, and is it worth keeping one back? Tested, not believed.
//!
//! Policies are compared on the same tapes by paired differences, learned on one set of tapes and told from
//! another, at three levels of demand and with demand wrong on purpose. A policy orders units for one
//! household; it never orders households and never refuses one. Not here: the desk's own order (`placement`).

mod classes;
mod contest;
mod fluid;
mod ground;
mod hindsight;
mod orders;
mod price;
mod reading;
mod regimes;
mod report;
mod study;
mod tally;
mod tune;
mod verdict;

pub use crate::planning::forecast::{Interval, Ratio, Says, Sums, two_sided};
pub use classes::UnitClass;
pub use contest::{Contest, Paired, contest};
pub use fluid::fluid;
pub use ground::Ground;
pub use hindsight::{Year, hindsight};
pub use orders::{
    Contender, Held, Hold, NoPolicy, Orders, by_cost, by_points, by_points_and_cost, cost_of_stays,
    file_order, held, holding,
};
pub use price::{Prices, measure, measure_throughout};
pub use reading::{AtLevel, Figures, HeldNames};
pub use reading::{Bound, Group, Price};
pub use reading::{Policy, Reading};
pub use regimes::{Level, Regime, regimes, scaled, wrong_mix};
pub use report::{Report, report};
pub use study::{
    BOUNDED_TAPES, Entry, LEAST_REPLICATIONS, Learned, Plan, Round, STEPS, Study, StudyError,
    rightly_taught, study,
};
pub use tally::Tally;
pub use tune::{Tuned, training, tune};
