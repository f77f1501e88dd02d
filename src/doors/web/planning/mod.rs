//! The next years, for strategists and commissioners: scenarios as forms, one run at a time, results that are kept.
//!
//! Nobody here sees a household. Pages are made from what `office` has: the data folder, results, and the run that is going;
//! none of them can name the register, what stands in it, or the desk that holds it open (`tests/architecture/planning`).
//! `dials` are what can be moved on a form and `written` the scenario that comes of it; `job` is what is run, `run` the one
//! that is going, `kept` what became of the others. A page a file: `scenarios`, `going`, `results`, `questions`, `published`.

mod dials;
mod job;
mod office;
mod planner;
mod progress;
mod published;
mod questions;
mod results;
mod routes;
mod run;
mod scenario_file;
mod scenarios;
mod stored_results;

pub(super) use office::Office;
pub(super) use planner::Planner;
pub(super) use routes::routes;
pub(super) use run::Progress;
