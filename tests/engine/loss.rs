//! The way of their own that loss systems take comes to the same as the general engine, event by event and
//! history by history, and is taken by nothing else.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

use crate::common;
use lintel::base::domain::ReturnReason;
use lintel::base::geography::Geography;
use lintel::engine::demand::{self, Demand};
use lintel::engine::simulation::{Fate, Loss, Model, Observer, Replay, Tape, replicate_losses};
use lintel::inputs::estate::{self, OccupiedEstate};
use lintel::inputs::scenario::{self, Scenario};
use lintel::planning::forecast::{History, Ledger, Scope};
use std::ops::Range;

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

/// The general engine's events; what lies beyond the end is cut off a millisecond after it.
fn generally(model: &Model<'_>, replication: u32) -> Events {
    let mut tape = Tape::default();
    tape.draw(model, replication);
    let mut events = Events { asked_ms: tape.arrival_ms.clone(), ..Events::default() };
    Replay::new(model).run(&tape, &mut events);
    let end = model.calendar.end();
    events.stays.iter_mut().for_each(|stay| stay.2 = stay.2.min(end + 1));
    events
}

fn specially(losses: &[Loss<'_>], replications: Range<u32>) -> Vec<Vec<Events>> {
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
    scenario::read(&[source], &lintel::inputs::evidence::Evidence::default()).unwrap().remove(0)
}

fn with_model<T>(
    (scenario, homes, geography): (&Scenario, &OccupiedEstate, &Geography),
    of: impl FnOnce(&Model<'_>) -> T,
) -> T {
    let demand = demand::build("test", scenario, &homes.estate, geography).unwrap();
    of(&Model::new(scenario, homes.both(), geography, &demand))
}

/// An estate of so many alike units, some of them in refuges if there are to be `kinds`.
fn pool(units: usize, kinds: bool, geography: &Geography) -> OccupiedEstate {
    let kind = |unit: usize| if kinds && unit.is_multiple_of(3) { "refuge" } else { "dispersed" };
    let settings = (0..units)
        .map(|unit| format!("S{unit},{},any,false,,false,true,24h,,managed,true", kind(unit)));
    let listed = (0..units).map(|unit| format!("U{unit},S{unit},2+2,0,false,false,ST4 2,open,"));
    estate_of(PROVIDER, &settings.collect::<Vec<_>>(), &listed.collect::<Vec<_>>(), geography)
}

const PROVIDER: &str =
    "name = \"Alike units\"\npopulation = 1000\ncensus_year = 2021\ndefault_radius_m = 2000\n";

fn estate_of(
    provider: &str,
    settings: &[String],
    units: &[String],
    geography: &Geography,
) -> OccupiedEstate {
    let settings = format!(
        "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n{}\n",
        settings.join("\n")
    );
    let units = format!(
        "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n{}\n",
        units.join("\n")
    );
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
estate = "tests/engine/queueing/pool-37"
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

/// Scenarios that are loss systems, and how many units they have.
fn losses() -> Vec<(String, usize)> {
    let mut all = vec![(LOSS.to_owned(), 37)];
    for (units, per_year) in [
        (1, 20.0),
        (2, 5.0),
        (15, 200.0),
        (16, 150.0),
        (38, 200.0),
        (47, 300.0),
        (48, 250.0),
        (127, 900.0),
        (128, 700.0),
        (255, 1500.0),
    ] {
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
    all.push((changed("seed = 37", "seed = 37\ncensus_days = [0.0, 0.5, 91.25, 1000.0]"), 37));
    all.push((changed("seed = 37", "seed = 37\ncensus_days = [10.0, 800.0]"), 38));
    for name in ["30-25", "37-30", "37-35", "37-35-57", "37-40", "37-72-99"] {
        let units = name.split('-').next().unwrap().parse().unwrap();
        all.push((common::text(&format!("tests/engine/queueing/erlang-b-{name}.toml")), units));
    }
    all
}

#[test]
fn every_event_is_the_general_engines() {
    let geography = common::geography();
    for (text, units) in losses() {
        let scenario = scenario_of(&text);
        let homes = pool(units, units % 2 == 0, &geography);
        with_model((&scenario, &homes, &geography), |model| {
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

/// The histories of some replications by the general engine.
fn histories<'s>(
    model: &Model<'_>,
    scope: &'s Scope,
    replications: Range<u32>,
) -> Vec<History<'s>> {
    let (mut tape, mut replay) = (Tape::default(), Replay::new(model));
    let each = |replication| {
        let mut history = History::new(scope);
        tape.draw(model, replication);
        history.play(model, &tape, &mut replay);
        history
    };
    replications.map(each).collect()
}

/// The same by the way of loss systems, for each replication estate by estate; in any order.
fn loss_histories<'s>(
    losses: &[Loss<'_>],
    scopes: &'s [Scope],
    replications: Range<u32>,
) -> Vec<Vec<History<'s>>> {
    replicate_losses(
        losses,
        replications,
        Vec::new,
        |all, lost| {
            let pairs = lost.iter().zip(losses.iter().zip(scopes));
            let one = pairs.map(|(lost, (loss, scope))| {
                let mut history = History::new(scope);
                Ledger::new(loss, scope).enter(lost, &mut history);
                assert!(history.is_conserved());
                history
            });
            all.push(one.collect());
        },
        |mut mine, theirs| {
            mine.extend(theirs);
            mine
        },
    )
}

#[test]
fn every_history_is_the_general_engines() {
    let geography = common::geography();
    for (text, units) in losses() {
        let scenario = scenario_of(&text);
        let homes = pool(units, units % 2 == 0, &geography);
        with_model((&scenario, &homes, &geography), |model| {
            let (scope, loss) = ([Scope::of(model)], Loss::of(model).unwrap());
            let found = loss_histories(std::slice::from_ref(&loss), &scope, 3..8);
            assert_eq!(found.len(), 5);
            for expected in histories(model, &scope[0], 3..8) {
                assert!(found.iter().any(|f| f[0].counts_the_same(&expected)), "{text}");
            }
        });
    }
}

/// Estates on one drawing have the histories that each has alone, whatever their number.
#[test]
fn estates_on_one_drawing_have_their_own_histories() {
    let geography = common::geography();
    let scenario = scenario_of(LOSS);
    for units in [&[34_usize, 35, 36, 37, 38, 39, 40, 41] as &[usize], &[10, 60, 37], &[200, 1]] {
        let estates: Vec<OccupiedEstate> =
            units.iter().map(|&units| pool(units, units == 36, &geography)).collect();
        let demands: Vec<Demand> = estates
            .iter()
            .map(|homes| demand::build("test", &scenario, &homes.estate, &geography).unwrap())
            .collect();
        let models: Vec<Model<'_>> = estates
            .iter()
            .zip(&demands)
            .map(|(homes, demand)| Model::new(&scenario, homes.both(), &geography, demand))
            .collect();
        let losses = Loss::of_all(&models).unwrap();
        let scopes: Vec<Scope> = models.iter().map(Scope::of).collect();
        let found = loss_histories(&losses, &scopes, 0..4);
        let apart: Vec<Vec<History<'_>>> =
            models.iter().zip(&scopes).map(|(m, scope)| histories(m, scope, 0..4)).collect();
        for replication in 0..4 {
            let is_it = |one: &&Vec<History<'_>>| {
                one.iter().zip(&apart).all(|(one, own)| one.counts_the_same(&own[replication]))
            };
            assert_eq!(found.iter().filter(is_it).count(), 1, "{units:?}");
        }
    }
}

#[test]
fn estates_that_are_asked_otherwise_share_no_drawing() {
    let geography = common::geography();
    let homes = pool(37, false, &geography);
    let same = scenario_of(LOSS);
    let others = [
        changed("per_year = 296.0", "per_year = 297.0"),
        changed("seed = 37", "seed = 38"),
        changed("mean_days = 90.0", "mean_days = 91.0"),
        changed("years = 3", "years = 2"),
        changed("warm_up_years = 0", "warm_up_years = 1"),
    ];
    let both = |text: &str, shared: bool| {
        let scenarios = [same.clone(), scenario_of(text)];
        let demands = scenarios
            .each_ref()
            .map(|s| demand::build("test", s, &homes.estate, &geography).unwrap());
        let models =
            [0, 1].map(|k| Model::new(&scenarios[k], homes.both(), &geography, &demands[k]));
        assert_eq!(Loss::of_all(&models).is_some(), shared, "{text}");
    };
    both(LOSS, true);
    // What the estates differ in is no matter of who asks.
    both(&changed("[arrivals]", "census_days = [3.0]\n[arrivals]"), true);
    for text in &others {
        both(text, false);
    }
}

/// One thing more or less, and the scenario is for the general engine.
#[test]
fn whatever_is_no_loss_system_is_left_to_the_general_engine() {
    let geography = common::geography();
    let homes = pool(37, true, &geography);
    let is_loss = |text: &str, homes: &OccupiedEstate| {
        let scenario = scenario_of(text);
        with_model((&scenario, homes, &geography), |model| Loss::of(model).is_some())
    };
    assert!(is_loss(LOSS, &homes));
    let time = "{ family = \"exponential\", mean_days = 9.0 }";
    let top = |more: &str| changed("[arrivals]", &format!("{more}\n[arrivals]"));
    let rate = |more: &str| changed("per_year = 296.0", &format!("per_year = 296.0\n{more}"));
    let person = |more: &str| changed("referral = {", &format!("referral = {{ {more},"));
    let class = |more: &str| changed("share = 1.0", &format!("share = 1.0\n{more}"));
    let end = |more: &str| format!("{LOSS}\n{more}\n");
    let others = [
        top("turnaround_nights = 1"),
        rate("growth_per_year = 0.01"),
        rate("by_month = [3,1,1,1,1,1,1,1,1,1,1,2]"),
        rate("by_weekday = [2,1,1,1,1,1,1]"),
        rate("by_hour = [2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"),
        rate("wave = { amplitude = 0.25, period_days = 365.0 }"),
        rate("dispersion = { cv = 0.3, days = 30.0 }"),
        rate("bursts = { per_year = 2.0, referrals = 6.0, days = 7.0 }"),
        rate("sources = 50"),
        class("units = 2"),
        class("variants = [{ share = 0.5, referral = { immediate_danger = true } }, { share = 0.5 }]"),
        class("unsafe_drawn = { from = \"ST4 2\", chance = 0.1 }"),
        changed("share = 1.0", "share = 0.5").replace(
            "[stay.default]",
            "[[household]]\nname = \"others\"\nshare = 0.5\nreferral = { immediate_danger = false, homeless_before = false, person = [{ role = \"adult\", age = 30, sex = \"female\" }] }\n[stay.default]",
        ),
        person("unsafe = [{ place = \"ST4 2\", why = \"home\" }]"),
        end("[stay.refuge]\nfamily = \"lognormal\"\nmean_days = 80.0\ncv = 1.0"),
        end("[funnel]\ncontacted = 0.9"),
        end("[funnel]\neligible = 0.9"),
        end("[funnel]\nsanctuary = 0.1"),
        end("[funnel]\naccepts = 0.9"),
        end(&format!("[repeats]\nchance = 0.4\nafter = {time}\nat_most = 3")),
        end(&format!("[returns]\nchance = 0.4\nafter = {time}\nat_most = 3")),
        end("[induced_demand]\nshare = 0.5\nafter_days = 14.0\nback_after_days = 7.0"),
        end(&format!("[waiting]\npatience = {time}")),
        end(&format!("[move_on]\nrefuge = {time}")),
        end(&format!("[move_on]\ndispersed = {time}")),
        end("[move_on_homes]\nper_year = 60.0\nkinds = [\"refuge\"]"),
        end(&format!("[second_stage]\nplaces = 15\nshare = 0.6\nbegins = \"departure\"\nstay = {time}\nat_most_days = 365.0")),
        end(&format!("[repairs]\nchance = 0.05\ntime = {time}")),
    ];
    for text in others {
        assert!(!is_loss(&text, &homes), "{text}");
    }
    assert!(!is_loss(LOSS, &pool(256, false, &geography)), "more units than there are places");
}

/// The same of what an estate may have.
#[test]
fn an_estate_of_other_units_is_left_to_the_general_engine() {
    let geography = common::geography();
    let complex = changed("referral = {", "referral = { needs = { complex = true },");
    let nrpf = changed("referral = {", "referral = { needs = { nrpf = true },");
    let setting = "S1,dispersed,any,false,,false,true,24h,,managed,true";
    let unit = "U1,S1,2+2,0,false,false,ST4 2,open,";
    let is_loss = |text: &str, provider: &str, setting: &str, unit: &str| {
        let settings =
            ["S0,dispersed,any,false,,false,true,24h,,managed,true".to_owned(), setting.to_owned()];
        let units = ["U0,S0,2+2,0,false,false,ST4 2,open,".to_owned(), unit.to_owned()];
        let (scenario, homes) =
            (scenario_of(text), estate_of(provider, &settings, &units, &geography));
        with_model((&scenario, &homes, &geography), |model| Loss::of(model).is_some())
    };
    let limited = format!("{PROVIDER}nrpf_places = 3\n");
    for text in [LOSS, &complex, &nrpf] {
        assert!(is_loss(text, PROVIDER, setting, unit), "{text}");
    }
    assert!(is_loss(LOSS, &limited, setting, unit), "nobody needs a funded place");
    assert!(!is_loss(&nrpf, &limited, setting, unit), "funded places are limited");
    let places = setting.replace("24h,,", "24h,1,");
    assert!(is_loss(LOSS, PROVIDER, &places, unit), "nobody has complex needs");
    assert!(!is_loss(&complex, PROVIDER, &places, unit), "places for complex needs are limited");
    let without = setting.replace("false,true,24h", "false,false,24h");
    assert!(!is_loss(LOSS, PROVIDER, &without, unit), "no children");
    let small = unit.replace("2+2", "1");
    assert!(!is_loss(LOSS, PROVIDER, setting, &small), "too small");
    let void = unit.replace("open,", "void,");
    assert!(is_loss(LOSS, PROVIDER, setting, &void), "never open");
    let opening = unit.replace("open,", "planned,2098-01-01");
    assert!(!is_loss(LOSS, PROVIDER, setting, &opening), "opens later");
}
