//! What a calibration says of one reading.

use super::value_of_information::ValueOfInformation;
use super::weights::Weights;
use crate::base::statistics::Interval;
use schemars::JsonSchema;
use serde::Serialize;

/// One record, and whether prior, other records and this one go together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Held {
    /// The record.
    pub record: String,
    /// Where it was counted.
    pub place: String,
    /// What was written down.
    pub value: f64,
    /// Whether only that no more were there is known.
    pub at_most: bool,
    /// Whether the reading learns nothing from it and must give it back.
    pub is_check: bool,
    /// What the priors alone expect.
    pub expected: Span,
    /// The chance that priors alone give a record as far out as this, on both sides; of a check, the posterior.
    pub chance: f64,
    /// What the priors expect in the light of the other records of the reading; none: there are no others.
    pub in_the_light: Option<Span>,
    /// The same chance then.
    pub chance_in_the_light: Option<f64>,
    /// What the posterior gives back.
    pub reproduced: Span,
}

/// One unknown, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Unknown {
    /// What it is.
    pub unknown: String,
    /// What it counts.
    pub unit: String,
    /// Before.
    pub prior: Span,
    /// After.
    pub posterior: Span,
    /// One less the variance after by the variance before: 1 is known for certain, 0 is as unknown as before; below 0
    /// the records make it less certain.
    pub contraction: f64,
}

/// What knowing something is worth, in households turned away a year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Knowing {
    /// Gained where one half of the draws chooses and the other judges.
    pub gain: f64,
    /// Lower end of its 95% interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Where the same draws choose and judge: too high on average.
    pub at_most: f64,
}

impl From<ValueOfInformation> for Knowing {
    /// Never below nothing: whoever would lose by what is known would not use it.
    fn from(ValueOfInformation { gain, low, high, at_most }: ValueOfInformation) -> Self {
        let [gain, low, high, at_most] = [gain, low, high, at_most].map(|value| value.max(0.0));
        Self { gain, low, high, at_most }
    }
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Calibrated {
    /// Its name.
    pub reading: String,
    /// What it takes the evidence to mean.
    pub about: String,
    /// Whether it asks "what if".
    pub what_if: bool,
    /// Its records.
    pub records: Vec<Held>,
    /// The unknowns, and what follows from them.
    pub unknowns: Vec<Unknown>,
    /// Diagnostics.
    pub diagnostics: Diagnostics,
    /// The forecast.
    pub forecast: Forecast,
    /// What moves the forecast, the greatest swing first.
    pub swings: Vec<Swing>,
    /// What could be done with the same money.
    pub alternatives: Vec<Alternate>,
    /// What one year of a refusal log is worth; none: not asked.
    pub refusal_log: Option<Knowing>,
    /// The share of the variance of households turned away, chance apart, that it would take away; none: not asked.
    pub refusal_log_narrows: Option<f64>,
}

/// The name of the rate.
pub const RATE: &str = "households needing a unit";

/// The name of rate by stay.
pub const LOAD: &str = "load (rate × stay)";

/// A figure with the interval that holds 95 in 100 of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Span {
    /// The mean.
    pub mean: f64,
    /// 2.5 in 100 lie below.
    pub low: f64,
    /// 2.5 in 100 lie above.
    pub high: f64,
}

impl Span {
    pub(super) fn of(weights: &Weights, value: impl Fn(usize) -> f64) -> Self {
        let [low, high] = weights.quantiles(&value, [0.025, 0.975]);
        Self { mean: weights.mean(value), low, high }
    }
}

/// How far an unknown moves the forecast.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Swing {
    /// What it is.
    pub unknown: String,
    /// What it counts.
    pub unit: String,
    /// Its mean over the lowest tenth of the posterior.
    pub low: f64,
    /// Its mean over the highest tenth.
    pub high: f64,
    /// Households turned away a year if it is as low as that.
    pub away_if_low: f64,
    /// If it is as high.
    pub away_if_high: f64,
    /// How many more then than if it is low; the intervals of all unknowns of a reading hold together.
    pub moves: Interval,
    /// What knowing it is worth; none: nothing is chosen between.
    pub worth: Option<Knowing>,
}

impl Swing {
    /// Whether it moves the forecast by more than chance between draws could.
    pub fn is_beyond_chance(&self) -> bool {
        self.moves.is_off_zero()
    }

    /// Whether it is of an unknown itself, and not of what follows from several.
    pub fn is_own(&self) -> bool {
        self.unknown != LOAD && self.unknown != RATE
    }
}

/// One alternative of the fixed budget.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Alternate {
    /// Its name.
    pub alternative: String,
    /// Pounds a year.
    pub a_year: f64,
    /// Households turned away a year.
    pub away: Span,
    /// In so large a part of the posterior's draws it is the best.
    pub best_in: f64,
    /// How many more it turns away than the one with the lowest mean, on the same draws; none: it is that one.
    pub more_than_lowest: Option<Interval>,
}

/// Diagnostics of the draws.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Diagnostics {
    /// Draws, all rounds together.
    pub draws: usize,
    /// Rounds after the first.
    pub rounds: u32,
    /// Draws that would say as much if all counted alike.
    pub effective: f64,
    /// The same of the first round.
    pub effective_at_first: f64,
    /// The greatest part of the whole that one draw counts for.
    pub greatest_weight: f64,
    /// Whether enough count.
    pub enough: bool,
}

/// What the forecast says under the posterior.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Forecast {
    /// Households turned away a year, over the whole span.
    pub away: Span,
    /// Standard error of its mean.
    pub away_error: f64,
    /// Households placed a year.
    pub placed: Span,
    /// Variance by chance alone.
    pub variance_by_chance: f64,
    /// Variance by the parameters; chance may leave it a little below 0.
    pub variance_by_parameters: f64,
    /// The share of the variance that is chance.
    pub chance_share: f64,
}
