//! What a run says, for a person and for other software.

use super::estimate::{FALSE_ALARMS, SMALL_BIAS, chance_each};
use super::oracle::Oracle;
use super::run::Checked;
use crate::scenario::Scenario;
use schemars::JsonSchema;
use serde::Serialize;

/// Every figure of a run, and how sure the whole is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Report {
    /// The program's version.
    pub version: &'static str,
    /// The chance that a right program is said to differ in any figure.
    pub false_alarm_rate: f64,
    /// The same for each figure (Šidák).
    pub false_alarm_rate_each: f64,
    /// The bias, as a part of the exact value, that `power` is about.
    pub bias: f64,
    /// How many figures differ.
    pub differ: usize,
    /// How many would find such a bias in less than 99 of 100 runs.
    pub weak: usize,
    /// The figures.
    pub figures: Vec<Row>,
}

/// One figure.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Row {
    /// The scenario, a file of `data/verify`.
    pub oracle: &'static str,
    /// What is simulated.
    pub system: &'static str,
    /// What is compared.
    pub figure: String,
    /// What theory says.
    pub exact: f64,
    /// What the histories say.
    pub simulated: f64,
    /// Its standard error over histories.
    pub standard_error: f64,
    /// The same as a part of the exact value.
    pub standard_error_relative: f64,
    /// The difference in standard errors.
    pub z: f64,
    /// The z beyond which it differs.
    pub critical: f64,
    /// The chance that the small bias would be found.
    pub power: f64,
    /// `agrees` or `differs`.
    pub verdict: &'static str,
    /// The seed that was used.
    pub seed: u64,
    /// The histories that were simulated.
    pub replications: u32,
}

/// The power below which a figure is called weak.
const ENOUGH_POWER: f64 = 0.99;

impl Report {
    /// For so many figures in all.
    pub fn of(figures: usize) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            false_alarm_rate: FALSE_ALARMS,
            false_alarm_rate_each: chance_each(figures),
            bias: SMALL_BIAS,
            differ: 0,
            weak: 0,
            figures: Vec::new(),
        }
    }

    /// Takes up the figures of one oracle.
    pub fn add(&mut self, oracle: &Oracle, scenario: &Scenario, checked: &[Checked<'_>]) {
        for Checked { figure, estimate } in checked {
            let judged = estimate.judge(figure.exact, self.false_alarm_rate_each);
            self.differ += usize::from(!judged.agrees);
            self.weak += usize::from(judged.power < ENOUGH_POWER || judged.power.is_nan());
            self.figures.push(Row {
                oracle: oracle.name,
                system: oracle.system,
                figure: figure.name.clone(),
                exact: figure.exact,
                simulated: estimate.value,
                standard_error: estimate.standard_error,
                standard_error_relative: estimate.standard_error / figure.exact,
                z: judged.z,
                critical: judged.critical,
                power: judged.power,
                verdict: if judged.agrees { "agrees" } else { "differs" },
                seed: scenario.seed,
                replications: scenario.replications,
            });
        }
    }

    /// Whether every figure agrees.
    pub fn agrees(&self) -> bool {
        self.differ == 0
    }
}
