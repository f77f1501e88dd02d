//! What refusals tell about demand, for other software.

use crate::base::statistics::Portion;
use crate::engine::demand::{RefusedReading, Service};
use crate::presentation::render::terminal::command;
use crate::presentation::wording;
use crate::presentation::wording::demand::RefusedTold;
use schemars::JsonSchema;
use serde::Serialize;

/// What the records say about demand.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
pub struct DemandAnswer {
    units: u32,
    stay_days: f64,
    /// The days over which each record was counted.
    days: f64,
    records: Vec<Told>,
    /// What all of it takes for granted.
    assumptions: Vec<String>,
}

/// One record in both its readings.
#[derive(Debug, Serialize, JsonSchema)]
struct Told {
    refused: u32,
    of: u32,
    /// The share refused, with the 95% interval that chance alone leaves open.
    share_refused: Portion,
    /// Side by side: the record does not say which holds.
    readings: [RefusedReadingSaid; 2],
}

/// A record read in one way.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RefusedReading")]
struct RefusedReadingSaid {
    /// Its name.
    name: &'static str,
    /// What it takes for granted.
    about: &'static str,
    #[serde(flatten)]
    figures: RefusedReading,
}

/// The answer. `assumed`: the stay where none was told.
pub fn demand(service: Service, records: &[RefusedTold], assumed: f64) -> DemandAnswer {
    let Service { units, stay_days, days } = service;
    let assumptions = wording::demand::assumptions(service, assumed);
    DemandAnswer {
        units,
        stay_days,
        days,
        records: records.iter().map(told).collect(),
        assumptions: assumptions.iter().map(|text| text.words(&command)).collect(),
    }
}

fn told(told: &RefusedTold) -> Told {
    let said = |figures: RefusedReading| RefusedReadingSaid {
        name: wording::demand::name(figures.by),
        about: wording::demand::about(figures.by),
        figures,
    };
    let RefusedTold { refused, of, share, readings } = told.clone();
    Told { refused, of, share_refused: share, readings: readings.map(said) }
}
