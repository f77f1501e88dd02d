//! Which values of the unknowns the records allow, how well, and what is worth going and measuring.
//!
//! Unknowns are drawn from their priors and each draw is simulated on the estate as it was when somebody counted;
//! a draw counts as much as its simulated year explains the record. Readings of the evidence are calibrated side
//! by side and never mixed. Not here: what the scenario itself assumes (`scenario`), or pictures (`chart`).

mod backtest;
mod backtested;
mod calibrated;
mod drawn_scenarios;
mod given_back;
mod hindcast;
mod in_order;
mod model;
mod played;
mod posterior;
mod prior;
mod proposal;
mod reader;
mod record;
mod refusal_log;
mod report;
mod rows;
mod shapes;
mod simulator;
mod survey;
mod take;
mod value_of_information;
mod variance_components;
mod weights;
mod year_counter;

pub use backtest::{
    AWAY, BINS, Backtest, EXACTLY, Explain, LEVELS, LIKELIHOOD, LOAD, RATE, Ranks, Table, backtest,
};
pub use backtested::{Backtested, WorldTest};
pub use calibrated::{Alternate, Diagnostics, Forecast, Span, Swing};
pub use calibrated::{Calibrated, Held, Knowing, LOAD as LOAD_NAME, RATE as RATE_NAME, Unknown};
pub use drawn_scenarios::drawn;
pub use hindcast::{Came, Compared, Figure};
pub use model::{
    Alternative, Calibration, CountingUnit, Counts, EvidenceReading, Load, Observation, Parameter,
    Services, World,
};
pub use posterior::{
    ENOUGH_EFFECTIVE, MOST_ROUNDS, Posterior, log_chances, log_likelihoods, posterior, records,
};
pub use prior::Prior;
pub use reader::read;
pub use record::{Error, Record};
pub use refusal_log::LOGS;
pub use report::{Found, calibrate};
pub use shapes::CALIBRATION;
pub use simulator::{CalibrationError, Draw, HISTORIES, Outcome, Place, Simulator, SimulatorParts};
pub use survey::Survey;
pub use take::{Mismatch, WaitLever, one_scenario};
pub use value_of_information::ValueOfInformation;
pub use variance_components::VarianceComponents;
pub use weights::Weights;
pub use year_counter::{Year, YearCounter};
