//! A terminal and a browser say the same words in the same order; what to do next each names in its own way.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common;
use crate::said_alike::says_the_same_everywhere;
use crate::screens::flowing;
use lintel::base::geography::Geography;
use lintel::engine::demand;
use lintel::engine::simulation::Model;
use lintel::inputs::estate::Estate;
use lintel::inputs::scenario::Scenario;
use lintel::planning::forecast::{self, Comparison, Comparisons, Forecast, Manifest, Outline};
use lintel::presentation::chart;
use lintel::presentation::render::terminal;
use lintel::presentation::report::{self, Again, Subject};
use lintel::presentation::wording;
use lintel::presentation::wording::files::Pictured;
use std::collections::BTreeMap;

#[test]
fn an_estate_is_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let now = crate::screens::NOW.parse().unwrap();
    for folder in ["data/stoke-on-trent", "data/plymouth"] {
        let document = wording::units::units(&common::estate(folder, &geography), now);
        says_the_same_everywhere(&document);
        assert!(flowing(&terminal::render(&document)).contains("Anybody in danger: 999."));
    }
}

/// Histories of a scenario in one reading.
fn run(scenario: &Scenario, estate: &Estate, geography: &Geography) -> (Outline, Forecast) {
    let demand = demand::build("test", scenario, estate, geography).unwrap();
    let model = Model::new(scenario, estate, geography, &demand);
    let tables = forecast::run(&model, 0..scenario.replications, || ()).unwrap();
    let outline = Outline::of(scenario, &model);
    let forecast = Forecast::of(&outline, &tables).unwrap();
    (outline, forecast)
}

#[test]
fn forecasts_and_their_page_are_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let estate = common::estate("data/stoke-on-trent", &geography);
    let waiting = "base = \"stoke-37\"\nreplications = 8\n[waiting]\npatience = \"unlimited\"\n";
    for over in ["base = \"stoke-37\"\nreplications = 8\n", waiting] {
        let scenarios = common::scenarios(over);
        let of = |scenario| run(scenario, &estate, &geography);
        let runs: Vec<(Outline, Forecast)> = scenarios.iter().map(of).collect();
        let forecasts: Vec<Forecast> = runs.iter().map(|(_, forecast)| forecast.clone()).collect();
        let (pictures, skipped) = chart::of_forecasts(&forecasts).unwrap();
        let told: Vec<(&Outline, &Forecast)> = runs.iter().map(|(o, f)| (o, f)).collect();
        let files = Pictured {
            folder: "out",
            files: &["forecast.csv"],
            pictures: &pictures.iter().map(|scene| scene.name).collect::<Vec<_>>(),
            skipped: &skipped.iter().map(|one| (one.name, one.why)).collect::<Vec<_>>(),
        };
        says_the_same_everywhere(&wording::forecast::forecast(&told, &files).unwrap());
        let manifest =
            Manifest::of(BTreeMap::new(), runs.iter().map(|(o, _)| o.run.clone()).collect());
        let again = Again {
            scenario: "stoke-37".to_owned(),
            waiting: None,
            replications: None,
            quick: true,
        };
        let subject = Subject {
            estate: &estate,
            evidence: &common::evidence(),
            scenarios: &scenarios,
            runs: &runs,
            waiting: &[],
            expansion: None,
            calibration: &[],
            unknowns: None,
            pictures: &pictures,
            manifest: &manifest,
            again: &again,
        };
        says_the_same_everywhere(&report::document(&subject).unwrap());
    }
}

#[test]
fn comparisons_are_told_in_the_same_words_everywhere() {
    let geography = common::geography();
    let estate = common::estate("data/stoke-on-trent", &geography);
    let busy = |over: &str| common::scenarios(&format!("base = \"stoke-37\"\n{over}")).remove(1);
    let scenarios = [busy(""), busy("[move_on.default]\nmean_days = 90\n")];
    let of = |scenario| demand::build("test", scenario, &estate, &geography).unwrap();
    let demands = scenarios.each_ref().map(of);
    let models: Vec<Model<'_>> = scenarios
        .iter()
        .zip(&demands)
        .map(|(scenario, demand)| Model::new(scenario, &estate, &geography, demand))
        .collect();
    let paired = forecast::compare(&models, 12, || ()).unwrap();
    let comparison = Comparison {
        scenario: "slow".to_owned(),
        against: "stoke-37".to_owned(),
        reading: "busy".to_owned(),
        what_if: true,
        histories: paired.replications(),
        years: 5,
        differences: paired.differences(1, paired.figures()),
    };
    let document = wording::compare::compare(&Comparisons { comparisons: vec![comparison] }, None);
    says_the_same_everywhere(&document);
    let said = flowing(&terminal::render(&document));
    assert!(said.contains("slow against stoke-37, what if \u{201c}busy\u{201d}"), "{said}");
}
