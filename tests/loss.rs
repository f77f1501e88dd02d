//! The way of their own that loss systems take comes to the same as the general engine, event by event and
//! history by history, and is taken by nothing else.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

mod common;

use lintel::demand;
use lintel::domain::ReturnReason;
use lintel::estate::{self, Estate};
use lintel::forecast::{History, Ledger};
use lintel::geography::Geography;
use lintel::scenario::{self, Scenario};
use lintel::simulation::{Fate, Loss, Model, Observer, Replay, Tape, replicate_losses};

/// What a loss system tells: who asked when, and where each placed household lived from when to when.
#[derive(Debug, Default, PartialEq, Eq)]
struct Events {
    asked_ms: Vec<u64>,
    stays: Vec<(usize, u64, u64)>,
    turned_away: usize,
}

impl Observer for Events {
    fn fate(&mut self, _k: usize, fate: Fate) {
        match fate {
            Fate::Placed { .. } => {}
            Fate::TurnedAway(outcome) if outcome.reason == ReturnReason::Capacity => {
                self.turned_away += 1;
            }
            other => panic!("{other:?} in a loss system"),
        }
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        self.stays.push((unit, from, to));
    }
}

/// The general engine's events; what lies beyond the end is cut off.
fn generally(model: &Model<'_>, replication: u32) -> Events {
    let mut tape = Tape::default();
    tape.draw(model, replication);
    let mut events = Events { asked_ms: tape.arrival_ms.clone(), ..Events::default() };
    Replay::new(model).run(&tape, &mut events);
    let end = model.calendar.end();
    events.stays.iter_mut().for_each(|stay| stay.2 = stay.2.min(end));
    events
}

fn specially(losses: &[Loss<'_>], replications: std::ops::Range<u32>) -> Vec<Vec<Events>> {
    replicate_losses(
        losses,
        replications,
        Vec::new,
        |all, lost| {
            let one = lost.iter().zip(losses).map(|(lost, loss)| Events {
                asked_ms: lost.asked_ms.to_vec(),
                stays: lost.stays.iter().map(|s| (loss.order()[s.slot], s.from, s.to)).collect(),
                turned_away: lost.asked_ms.len() - lost.stays.len(),
            });
            all.push(one.collect());
        },
        |mut mine, theirs| {
            mine.extend(theirs);
            mine
        },
    )
}

fn scenario_of(text: &str) -> Scenario {
    let source = common::source("test", text);
    scenario::read(&[source], &lintel::evidence::Evidence::default()).unwrap().remove(0)
}

fn with_model<T>(
    (scenario, estate, geography): (&Scenario, &Estate, &Geography),
    of: impl FnOnce(&Model<'_>) -> T,
) -> T {
    let demand = demand::build("test", scenario, estate, geography).unwrap();
    of(&Model::new(scenario, estate, geography, &demand))
}

/// An estate of so many alike units, some of them in refuges if there are to be `kinds`.
fn pool(units: usize, kinds: bool, geography: &Geography) -> Estate {
    let kind = |unit: usize| if kinds && unit.is_multiple_of(3) { "refuge" } else { "dispersed" };
    let settings = (0..units).map(|unit| format!("S{unit},{},any,false,,false,true,24h,,managed,true", kind(unit)));
    let listed = (0..units).map(|unit| format!("U{unit},S{unit},2+2,0,false,false,ST4 2,open,"));
    estate_of(PROVIDER, &settings.collect::<Vec<_>>(), &listed.collect::<Vec<_>>(), geography)
}

const PROVIDER: &str = "name = \"Alike units\"\npopulation = 1000\ncensus_year = 2021\ndefault_radius_m = 2000\n";

fn estate_of(provider: &str, settings: &[String], units: &[String], geography: &Geography) -> Estate {
    let settings = format!("setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n{}\n", settings.join("\n"));
    let units = format!("unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n{}\n", units.join("\n"));
    let texts = estate::Texts {
        provider: common::source("provider.toml", provider),
        settings: common::source("settings.csv", &settings),
        units: common::source("units.csv", &units),
        occupancy: None,
    };
    estate::read(texts, geography).unwrap()
}

const LOSS: &str = r#"
name = "loss"
estate = "tests/queueing/pool-37"
start = "2097-01-01"
years = 3
start_state = "empty"
warm_up_years = 0
replications = 20
seed = 37

[arrivals]
per_year = 296.0

[[household]]
name = "anybody"
share = 1.0
referral = { immediate_danger = false, homeless_before = false, person = [{ role = "adult", age = 30, sex = "female" }, { role = "child", age = 3, sex = "male" }] }

[stay.default]
family = "lognormal"
mean_days = 90.0
cv = 1.0
"#;

/// The same with one thing changed.
fn changed(from: &str, to: &str) -> String {
    assert!(LOSS.contains(from), "{from}");
    LOSS.replacen(from, to, 1)
}

fn added(more: &str) -> String {
    format!("{LOSS}\n{more}\n")
}

/// Scenarios that are loss systems, and how many units they have.
fn losses() -> Vec<(String, usize)> {
    let mut all = vec![(LOSS.to_owned(), 37)];
    for (units, per_year) in [(1, 20.0), (2, 5.0), (15, 200.0), (16, 150.0), (38, 200.0), (47, 300.0), (48, 250.0), (127, 900.0), (128, 700.0), (255, 1500.0)] {
        all.push((changed("296.0", &format!("{per_year:?}")), units));
    }
    for (from, to) in [
        ("warm_up_years = 0", "warm_up_years = 2"),
        ("years = 3", "years = 1"),
        ("2097-01-01", "2026-02-28"),
        ("seed = 37", "seed = 9223372036854775807"),
        ("\"lognormal\"", "\"exponential\""),
        ("\"lognormal\"", "\"gamma\""),
        ("\"lognormal\"", "\"weibull\""),
        ("\"lognormal\"", "\"deterministic\""),
        ("mean_days = 90.0", "mean_days = 3000.0"),
        ("mean_days = 90.0", "mean_days = 0.01"),
        ("per_year = 296.0", "per_year = 0.5"),
        ("per_year = 296.0", "per_year = 365.0"),
        ("per_year = 296.0", "per_year = 30000.0"),
    ] {
        all.push((changed(from, to), 37));
    }
    for name in ["30-25", "37-30", "37-35", "37-35-57", "37-40", "37-72-99"] {
        let units = name[..2].parse().unwrap();
        all.push((common::text(&format!("tests/queueing/erlang-b-{name}.toml")), units));
    }
    all
}

#[test]
fn every_event_is_the_general_engines() {
    let geography = common::geography();
    for (text, units) in losses() {
        let scenario = scenario_of(&text);
        let estate = pool(units, units % 2 == 0, &geography);
        with_model((&scenario, &estate, &geography), |model| {
            let loss = Loss::of(model).unwrap_or_else(|| panic!("no loss system: {text}"));
            let found = specially(std::slice::from_ref(&loss), 0..5);
            assert_eq!(found.len(), 5);
            for replication in 0..5 {
                let expected = [generally(model, replication)];
                let is_there = found.iter().any(|found| found == &expected);
                assert!(is_there, "replication {replication} differs, {units} units: {text}");
            }
        });
    }
}

#[test]
fn every_history_is_the_general_engines() {
    let geography = common::geography();
    for (text, units) in losses() {
        let scenario = scenario_of(&text);
        let estate = pool(units, units % 2 == 0, &geography);
        with_model((&scenario, &estate, &geography), |model| {
            let loss = Loss::of(model).unwrap();
            let found = replicate_losses(
                std::slice::from_ref(&loss),
                3..7,
                Vec::new,
                |all, lost| {
                    let mut history = History::new(model);
                    Ledger::new(&loss).enter(&lost[0], &mut history);
                    assert!(history.is_conserved());
                    all.push(history);
                },
                |mut mine, theirs| {
                    mine.extend(theirs);
                    mine
                },
            );
            for replication in 3..7 {
                let mut tape = Tape::default();
                tape.draw(model, replication);
                let mut history = History::new(model);
                let mut watch = history.watch(model, &tape);
                watch.count_referrals();
                Replay::new(model).run(&tape, &mut watch);
                assert!(found.iter().any(|found| found.counts_the_same(&history)), "{text}");
            }
        });
    }
}
