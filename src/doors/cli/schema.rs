//! `lintel schema`: the JSON Schema of what is read and of what is answered.

use super::args::{Schema, SchemaOf};
use super::calibrate::Answer as Calibrated;
use super::recommend::Recommended;
use super::{layout, publish};
use crate::base::parse::{Issues, schema};
use crate::inputs::evidence::EVIDENCE;
use crate::inputs::referral::REFERRAL;
use crate::inputs::scenario::SCENARIO;
use crate::inputs::{estate, occupancy};
use crate::planning::calibration::{Backtested, CALIBRATION};
use crate::planning::expansion::{BUDGETS, CANDIDATES};
use crate::planning::forecast::Comparisons;
use crate::planning::verify::VerificationReport;
use crate::presentation::render::json;
use crate::service::register;
use schemars::schema_for;

pub(super) fn run(args: &Schema) -> String {
    match args.of {
        SchemaOf::Referral => layout::json(&schema::document("Referral", REFERRAL)),
        SchemaOf::Scenario => {
            layout::json(&schema::document_with_base("Scenario", SCENARIO, "base"))
        }
        SchemaOf::Evidence => layout::json(&schema::document("A row of evidence.csv", EVIDENCE)),
        SchemaOf::Provider => layout::json(&schema::document("provider.toml", estate::PROVIDER)),
        SchemaOf::Settings => {
            layout::json(&schema::document("A row of settings.csv", estate::SETTINGS))
        }
        SchemaOf::Units => layout::json(&schema::document("A row of units.csv", estate::UNITS)),
        SchemaOf::Occupancy => {
            layout::json(&schema::document("A row of occupancy.csv", occupancy::OCCUPANCY))
        }
        SchemaOf::History => {
            layout::json(&schema::document("A row of history.csv", estate::HISTORY))
        }
        SchemaOf::Places => layout::json(&schema::document("A row of places.csv", estate::PLACES)),
        SchemaOf::Place => layout::json(&schema_for!(json::Place)),
        SchemaOf::Candidates => {
            layout::json(&schema::document("A row of candidates.csv", CANDIDATES))
        }
        SchemaOf::Budgets => layout::json(&schema::document("A row of budgets.csv", BUDGETS)),
        SchemaOf::Recommendation => layout::json(&schema_for!(Recommended)),
        SchemaOf::Outlook => layout::json(&schema_for!(super::outlook::Told)),
        SchemaOf::Allocation => layout::json(&schema_for!(super::allocate::Allocated<'_>)),
        SchemaOf::Explanation => layout::json(&schema_for!(json::Explanation)),
        SchemaOf::Calibration => layout::json(&schema::document("calibration.toml", CALIBRATION)),
        SchemaOf::Calibrated => layout::json(&schema_for!(Calibrated)),
        SchemaOf::Backtested => layout::json(&schema_for!(Backtested)),
        SchemaOf::Forecast => layout::json(&schema_for!(publish::Answer<'_>)),
        SchemaOf::Comparison => layout::json(&schema_for!(Comparisons)),
        SchemaOf::Verification => layout::json(&schema_for!(VerificationReport)),
        SchemaOf::Demand => layout::json(&schema_for!(json::DemandAnswer)),
        SchemaOf::Event => layout::json(&register::schema()),
        SchemaOf::State => layout::json(&schema_for!(register::View)),
        SchemaOf::Issues => layout::json(&schema_for!(Issues)),
    }
}
