//! Intervals, bounds and quantiles: the textbook's, each in one place.
//!
//! Logarithms, exponentials and error functions come from `libm`, so that every machine gets the same bits; statrs,
//! which uses the platform's, is the peer that tests compare with. Not here: what is measured, or when there are
//! enough histories (`forecast`).

mod beta;
mod clopper_pearson;
mod float;
mod gamma;
mod interval;
mod normal;
mod portion;
mod process_limits;
mod regression;
mod student;

pub use clopper_pearson::clopper_pearson_upper;
pub use float::{float, nearest};
pub use gamma::gamma_quantile;
pub use interval::{Interval, Ratio, Says, Sums};
pub use normal::{Z_95, normal_below, normal_quantile};
pub use portion::Portion;
pub use process_limits::{LEAST_POINTS, ProcessLimits, Unusual};
#[cfg(test)]
pub(crate) use regression::from_the_definition;
pub use regression::{Controlled, Regression, TakenOff};
pub use student::two_sided;
