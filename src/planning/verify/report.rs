//! What a run says, for a person and for other software.

use super::checked::Checked;
use super::estimate::{
    Agreement, FALSE_ALARMS, GREATEST_ERROR, LEAST_POWER, SMALL_BIAS, chance_each,
};
use super::oracle::Oracle;
use crate::inputs::scenario::Scenario;
use crate::planning::forecast;
use schemars::JsonSchema;
use serde::Serialize;

/// Every figure of a run, and how sure the whole is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VerificationReport {
    /// The program's version.
    pub version: &'static str,
    /// The chance that a right program is said to differ in any figure.
    pub false_alarm_rate: f64,
    /// The same for each figure (Šidák).
    pub false_alarm_rate_each: f64,
    /// The bias, as a part of the exact value, that `power` is about.
    pub bias: f64,
    /// The least power with which a figure is said to agree.
    pub least_power: f64,
    /// The greatest standard error, as a part of the exact value, with which it is.
    pub greatest_error: f64,
    /// How many figures differ.
    pub differ: usize,
    /// How many have too few histories to tell.
    pub too_few_histories: usize,
    /// The figures.
    pub figures: Vec<VerifiedFigure>,
}

/// One figure.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Row")]
pub struct VerifiedFigure {
    /// The scenario, a file of `data/verify`.
    pub oracle: &'static str,
    /// What is simulated.
    pub system: &'static str,
    /// What is compared.
    pub figure: String,
    /// The period of the line of `forecast.csv` that it is read from.
    pub period: String,
    /// The measure of that line.
    pub measure: String,
    /// Its group.
    pub group: String,
    /// The statistic of that line.
    pub statistic: &'static str,
    /// How many times what that line says.
    pub times: f64,
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
    /// Whether it is what theory says.
    pub verdict: Agreement,
    /// The seed that was used.
    pub seed: u64,
    /// The histories that were simulated.
    pub replications: u32,
}

impl VerificationReport {
    /// For so many figures in all.
    pub fn of(figures: usize) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            false_alarm_rate: FALSE_ALARMS,
            false_alarm_rate_each: chance_each(figures),
            bias: SMALL_BIAS,
            least_power: LEAST_POWER,
            greatest_error: GREATEST_ERROR,
            differ: 0,
            too_few_histories: 0,
            figures: Vec::new(),
        }
    }

    /// Takes up the figures of one oracle, from the rows of its forecast's table.
    pub fn add(&mut self, oracle: &Oracle, scenario: &Scenario, rows: &[forecast::Row]) {
        for Checked { figure, estimate } in oracle.check(rows, scenario.replications) {
            let judged = estimate.judge(figure.exact, self.false_alarm_rate_each);
            match judged.verdict {
                Agreement::Agrees => {}
                Agreement::Differs => self.differ += 1,
                Agreement::TooFewHistories => self.too_few_histories += 1,
            }
            self.figures.push(VerifiedFigure {
                oracle: oracle.name,
                system: oracle.system,
                figure: figure.name.clone(),
                period: figure.line.period.clone(),
                measure: figure.line.measure.clone(),
                group: figure.line.group.clone(),
                statistic: estimate.by.statistics()[0],
                times: figure.times,
                exact: figure.exact,
                simulated: estimate.value,
                standard_error: estimate.standard_error,
                standard_error_relative: estimate.standard_error / figure.exact,
                z: judged.z,
                critical: judged.critical,
                power: judged.power,
                verdict: judged.verdict,
                seed: scenario.seed,
                replications: scenario.replications,
            });
        }
    }

    /// Whether every figure agrees.
    pub fn agrees(&self) -> bool {
        self.differ == 0 && self.too_few_histories == 0
    }
}
