//! Simulated histories into tables: what to expect, and how far chance alone can move it.
//!
//! Contracts section 9. Every figure is a function of whole-number sums and histograms, so threads, shards
//! and their order leave no trace. Not here: pictures (`chart`).

mod accumulator;
mod block;
mod cell;
mod compare;
mod comparison;
mod conserved;
mod control;
mod count;
mod figure_table;
mod figures;
mod frame;
mod given_back;
mod half_width;
mod histogram;
mod history;
mod kept_empty;
mod loss;
mod manifest;
mod measure;
mod merge;
mod outline;
mod precision;
mod published_past;
mod recorder;
mod rounding;
mod run;
mod scope;
mod shard;
mod spans;
mod split;
mod supplement;
mod table;
mod unsettled;
mod warm_up_check;

pub use accumulator::Accumulator;
pub use cell::CONTROLS;
pub use compare::{Difference, Paired, compare, compare_drawn};
pub use comparison::{Comparison, Comparisons};
#[cfg(test)]
pub(crate) use figure_table::Invented;
pub use figure_table::{FigureTable, NoFigure, Period};
pub use figures::{
    ControlledFigure, Figure, Figures, RateFigure, SecondStageFigures, WaitFigures, figure, figures,
};
pub use frame::{Forecast, are_common, combine};
pub use given_back::GivenBack;
pub use half_width::Headline;
pub use history::{History, WaitEnded};
pub use kept_empty::KeptFrom;
pub use loss::Ledger;
pub use manifest::{Manifest, Run, hashes, take_up};
pub use measure::{Group, Measure, Rate};
pub use merge::{Merge, Whole};
pub use outline::Outline;
pub use precision::{MOST_BY_DEFAULT, Reached, StoppingRule, Target, until};
pub use recorder::Recorder;
pub use rounding::{
    LEAST_PERCENT, LEAST_TO_A_TENTH, a_year, in_threes, percent, rounded, some_leave_otherwise,
};
pub use run::{Inconsistent, run, run_drawn};
pub use scope::Scope;
pub use shard::{Shard, Share};
pub use split::Split;
pub use supplement::{AtLeast, Beside, SecondStage, WaitLength};
pub use table::{CONTROLLED, Row, STATISTICS, Statistic, Statistics, Tables, Weekly};
pub use unsettled::Building;
pub use unsettled::Still;
pub use unsettled::Unsettled;
pub use warm_up_check::{drift, unsettled};
