//! Who asks: the classes of `scenarios/stoke-37.toml` as the engine draws them, each with a form of its own.

use super::dice::Dice;
use crate::GEOGRAPHY;
use crate::common;
use lintel::base::domain::{Kind, RuleSet};
use lintel::engine::demand;
use lintel::engine::simulation::{Model, Tape};
use lintel::inputs::estate::OccupiedEstate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The year ends on the night of the sample referral.
pub(super) const BEGINS: &str = "2025-11-21T00:00:00Z";

/// Where somebody's perpetrator may be: sectors of the city.
const PLACES: [&str; 8] = ["ST1 5", "ST2 8", "ST3 1", "ST3 4", "ST4 2", "ST4 7", "ST6 1", "ST6 5"];

/// A household as it was drawn.
pub(super) struct Drawn {
    /// Seconds since the year began.
    pub(super) asks: i64,
    pub(super) form: Value,
    /// Decisions that a manager would grant.
    pub(super) granted: RuleSet,
    /// Seconds it would stay in each kind of unit.
    pub(super) stays: [(Kind, i64); 3],
}

/// Everybody who asks in the year, in order.
pub(super) fn drawn(homes: &OccupiedEstate, dice: &mut Dice) -> Vec<Drawn> {
    let over = "base = \"stoke-37\"\nname = \"sample-year\"\nstart = \"2025-11-21\"\nyears = 1\nwarm_up_years = 0\n\
        replications = 1\nseed = 20251121\n[arrivals]\nper_year = 300.0\n\
        by_hour = [0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 0.5, 0.7, 1.0, 1.4, 1.5, 1.5, 1.3, 1.3, 1.4, 1.4, 1.4, 1.4, 1.2, 1.2, 1.2, 1.2, 1.0, 0.7]\n\
        [[reading]]\nname = \"sample year\"\narrivals = { share_needing_unit = 1.0 }\n";
    let scenario = common::scenarios(over).pop().unwrap();
    let demand = demand::build("sample-year", &scenario, &homes.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(&scenario, homes.both(), &GEOGRAPHY, &demand);
    let mut tape = Tape::default();
    tape.draw(&model, 0);
    let forms = forms();
    let household = |k: usize| {
        let request = tape.request(&model, k, 0);
        let class = &demand.classes[usize::from(tape.class[k])];
        let stay = |kind| (kind, seconds(tape.stay_ms(&model, k, &request, kind)));
        let place = tape.place[k].map(|which| PLACES[which as usize % PLACES.len()]);
        Drawn {
            asks: seconds(tape.arrival_ms[k]),
            form: form(&forms[&class.name], place, dice),
            granted: tape.granted[k],
            stays: Kind::ALL.map(stay),
        }
    };
    (0..tape.len()).map(household).collect()
}

fn seconds(ms: u64) -> i64 {
    i64::try_from(ms.div_euclid(1000)).unwrap()
}

/// The referral of each class, as the scenario has it.
fn forms() -> BTreeMap<String, Value> {
    let scenario: toml::Table = common::text("scenarios/stoke-37.toml").parse().unwrap();
    let classes = scenario["household"].as_array().unwrap().iter();
    let form = |class: &toml::Value| {
        let name = class["name"].as_str().unwrap().to_owned();
        (name, serde_json::to_value(&class["referral"]).unwrap())
    };
    classes.map(form).collect()
}

/// The same with ages, wishes and places of its own.
fn form(class: &Value, place: Option<&str>, dice: &mut Dice) -> Value {
    let mut form = class.clone();
    form["source"] = dice.one_of(&["agency", "agency", "self"]).into();
    form["dash"] = dice.between(8, 22).into();
    for person in form["person"].as_array_mut().unwrap() {
        let age = person["age"].as_i64().unwrap();
        let about =
            if person["role"] == "adult" { dice.between(-8, 9) } else { dice.between(-2, 1) };
        person["age"] = (age + about).max(0).into();
        person["ethnicity"] =
            dice.one_of(&["white", "white", "white", "asian", "black", "mixed", "unknown"]).into();
        person["disability"] = dice.one_of(&["no", "no", "no", "yes", "unknown"]).into();
    }
    form["needs"]["support"] = match dice.between(0, 5) {
        0 => json!(["mental_health"]),
        1 => json!(["mental_health", "alcohol"]),
        _ => form["needs"]["support"].as_array().map_or_else(|| json!([]), |some| json!(some)),
    };
    if let Some(place) = place {
        form["unsafe"] = json!([{ "place": place, "radius_m": 1000, "why": "home" }]);
    }
    form
}
