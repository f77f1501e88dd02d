//! Exact results of queueing theory against the ordinary forecast path.
//!
//! Each row is a scenario file like any other, over a small estate of alike units. The blocking is a ratio
//! of two counts, so its standard error over replications is that of a ratio (delta method). All eight
//! z-scores must lie within 4.06: for right code that fails for 1 in about 2,500 choices of seeds (two-sided,
//! 4.9e-5 each); the seeds are fixed, so it either always passes or always fails.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]
#![expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]

use crate::common;
use lintel::base::domain::{Kind, ReturnReason};
use lintel::base::geography::Geography;
use lintel::engine::demand;
use lintel::engine::simulation::{Fate, Model, Observer, Tape, replicate};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::evidence::Evidence;
use lintel::inputs::scenario::{self, Scenario};

fn open(name: &str, geography: &Geography) -> (Scenario, OccupiedEstate) {
    let file = format!("tests/engine/queueing/{name}.toml");
    let text = common::text(&file);
    let scenario =
        scenario::read(&[common::source(&file, &text)], &Evidence::default()).unwrap().remove(0);
    let homes = common::homes(&scenario.estate, geography);
    (scenario, homes)
}

/// Counts of one replication, after the warm-up.
#[derive(Default)]
struct Counted {
    asked: f64,
    refused: f64,
    lived_in_ms: f64,
}

struct Recorder<'a> {
    model: &'a Model<'a>,
    tape: &'a Tape,
    counted: Counted,
}

impl Observer for Recorder<'_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        if self.model.calendar.quarter(self.tape.arrival_ms[k]).is_some() {
            self.counted.asked += 1.0;
            match fate {
                Fate::TurnedAway(outcome) => {
                    assert_eq!(outcome.reason, ReturnReason::Capacity);
                    self.counted.refused += 1.0;
                }
                Fate::Withdrew => self.counted.refused += 1.0,
                _ => {}
            }
        }
    }

    fn lived_in(&mut self, _unit: usize, from: u64, to: u64) {
        let (start, end) = (self.model.calendar.bounds[0], self.model.calendar.end());
        self.counted.lived_in_ms += to.min(end).saturating_sub(from.max(start)) as f64;
    }
}

fn simulate(
    scenario: &Scenario,
    homes: &OccupiedEstate,
    geography: &Geography,
) -> (Vec<Counted>, f64) {
    let demand = demand::build("scenario", scenario, &homes.estate, geography).unwrap();
    let model = Model::new(scenario, homes.both(), geography, &demand);
    let counted = replicate(
        &model,
        Vec::new,
        |all, tape, replay| {
            let mut recorder = Recorder { model: &model, tape, counted: Counted::default() };
            replay.run(tape, &mut recorder);
            all.push(recorder.counted);
        },
        |mut mine, theirs| {
            mine.extend(theirs);
            mine
        },
    );
    let span = (model.calendar.end() - model.calendar.bounds[0]) as f64;
    (counted, span)
}

/// `(estimate − exact) / standard error` of a ratio of means over replications.
fn z_of_ratio(pairs: &[(f64, f64)], exact: f64) -> (f64, f64, f64) {
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (top, bottom) = (mean(|p| p.0), mean(|p| p.1));
    let ratio = top / bottom;
    let residuals: f64 = pairs.iter().map(|(a, b)| (a - ratio * b).powi(2)).sum();
    let se = (residuals / (n * (n - 1.0))).sqrt() / bottom;
    (ratio, se, (ratio - exact) / se)
}

/// Erlang's loss formula, `B_k = a B_{k-1} / (k + a B_{k-1})`.
fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |b, k| load * b / (f64::from(k) + load * b))
}

const ROWS: [(&str, u32, f64, f64); 6] = [
    ("erlang-b-30-25", 30, 25.0, 0.052_603_172),
    ("erlang-b-37-30", 37, 30.0, 0.033_605),
    ("erlang-b-37-35", 37, 35.0, 0.092_058),
    ("erlang-b-37-40", 37, 40.0, 0.164_400),
    ("erlang-b-37-72-99", 37, 72.986_301, 0.505_829),
    ("erlang-b-37-35-57", 37, 35.572_227_615, 0.1),
];

const WIDEST_Z: f64 = 4.06;

#[test]
fn the_formula_gives_the_published_values() {
    for (name, servers, load, exact) in ROWS {
        assert!((erlang_b(servers, load) - exact).abs() < 1e-6, "{name}");
    }
}

#[test]
fn blocking_of_a_single_pool_is_erlangs() {
    let geography = common::geography();
    for (name, servers, load, _) in ROWS {
        let exact = erlang_b(servers, load);
        let (scenario, homes) = open(name, &geography);
        assert_eq!(homes.estate.units_of(Kind::Dispersed), servers as usize);
        let (counted, _) = simulate(&scenario, &homes, &geography);
        let pairs: Vec<(f64, f64)> = counted.iter().map(|c| (c.refused, c.asked)).collect();
        let (ratio, se, z) = z_of_ratio(&pairs, exact);
        println!("{name}: exact {exact:.6}, simulated {ratio:.6} (se {se:.6}), z {z:+.2}");
        assert!(z.abs() < WIDEST_Z, "{name}: exact {exact}, simulated {ratio}, z {z}");
        assert!(se < exact * 0.02, "{name}: too few replications to tell, se {se}");
    }
}

/// Little's law in every run: units lived in = admitted arrivals × mean stay.
#[test]
fn occupancy_is_the_load_that_was_carried() {
    let geography = common::geography();
    let (name, servers, load, _) = ROWS[0];
    let exact = load * (1.0 - erlang_b(servers, load));
    let (scenario, homes) = open(name, &geography);
    let (counted, span) = simulate(&scenario, &homes, &geography);
    let pairs: Vec<(f64, f64)> = counted.iter().map(|c| (c.lived_in_ms, span)).collect();
    let (present, se, z) = z_of_ratio(&pairs, exact);
    assert!(z.abs() < WIDEST_Z, "exact {exact}, simulated {present} (se {se}), z {z}");
}

/// The test above can fail: one unit more is told apart.
#[test]
fn one_unit_too_many_is_noticed() {
    let geography = common::geography();
    let (name, servers, load, _) = ROWS[3];
    let (scenario, homes) = open(name, &geography);
    let (counted, _) = simulate(&scenario, &homes, &geography);
    let pairs: Vec<(f64, f64)> = counted.iter().map(|c| (c.refused, c.asked)).collect();
    let (.., z) = z_of_ratio(&pairs, erlang_b(servers + 1, load));
    assert!(z.abs() > WIDEST_Z, "z {z}");
}

/// Waiting with patience: the stationary distribution of the number present, by birth and death.
#[test]
fn the_share_that_gives_up_waiting_is_erlang_as() {
    let (arrival, service, patience) = (40.0 / 45.0, 1.0 / 45.0, 1.0 / 14.0);
    let mut weights = vec![1.0_f64];
    for n in 1..600_u32 {
        let leaving = f64::from(n.min(37)) * service + f64::from(n.saturating_sub(37)) * patience;
        weights.push(weights[weights.len() - 1] * arrival / leaving);
    }
    let waiting: f64 =
        (0_u32..).zip(&weights).map(|(n, w)| f64::from(n.saturating_sub(37)) * w).sum();
    let exact = patience * waiting / weights.iter().sum::<f64>() / arrival;
    let geography = common::geography();
    let (scenario, homes) = open("erlang-a", &geography);
    let (counted, _) = simulate(&scenario, &homes, &geography);
    let pairs: Vec<(f64, f64)> = counted.iter().map(|c| (c.refused, c.asked)).collect();
    let (ratio, se, z) = z_of_ratio(&pairs, exact);
    println!("erlang-a: exact {exact:.6}, simulated {ratio:.6} (se {se:.6}), z {z:+.2}");
    assert!(z.abs() < WIDEST_Z, "exact {exact}, simulated {ratio}, z {z}");
}
