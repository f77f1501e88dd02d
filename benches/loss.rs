//! The loss workload (six years, 37 units, 296 a year, lognormal 90 days): drawing alone, which is the floor,
//! then the whole of it with histories counted, eight estates on one drawing, and the general engine.
//!
//! Throughput is in arrivals a second, for the eight estates in arrivals at each. A loss history should cost at
//! most twice its drawing, and an estate more on the same drawing at most half of it.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lintel::demand::{self, Demand};
use lintel::estate::{self, Estate};
use lintel::evidence::Evidence;
use lintel::forecast::{self, History, Ledger};
use lintel::geography::Geography;
use lintel::scenario::{self, Scenario};
use lintel::simulation::{Loss, Model, Tape, replicate_losses};
use std::hint::black_box;

/// Replications at a time.
const REPLICATIONS: u32 = 200;

/// The first so many units of the pool of 37, and more like them.
fn pool(units: usize, geography: &Geography) -> Estate {
    let folder = "tests/queueing/pool-37";
    let [provider, settings, listed] = ["provider.toml", "settings.csv", "units.csv"]
        .map(|part| common::text(&format!("{folder}/{part}")));
    let rows = |text: &str, name: char| {
        let mut lines = text.lines();
        let head = lines.next().unwrap().to_owned();
        let first = lines.next().unwrap().to_owned();
        let row = |unit: usize| {
            let (number, setting) = (format!("{name}{unit}"), format!("S{unit}"));
            first.replacen(&format!("{name}1,"), &format!("{number},"), 1).replace(",S1,", &format!(",{setting},"))
        };
        std::iter::once(head).chain((1..=units).map(row)).collect::<Vec<_>>().join("\n")
    };
    let (settings, listed) = (rows(&settings, 'S'), rows(&listed, 'U'));
    let texts = estate::Texts {
        provider: common::source("provider.toml", &provider),
        settings: common::source("settings.csv", &settings),
        units: common::source("units.csv", &listed),
        occupancy: None,
    };
    estate::read(texts, geography).unwrap()
}

fn workload() -> Scenario {
    let text = common::text("benches/peers/simulation/from-empty.toml");
    let read = scenario::read(&[common::source("from-empty", &text)], &Evidence::default());
    read.unwrap().remove(0)
}

/// How many ask in these replications.
fn arrivals(model: &Model<'_>) -> u64 {
    let mut tape = Tape::default();
    let each = |replication| {
        tape.draw(model, replication);
        tape.len() as u64
    };
    (0..REPLICATIONS).map(each).sum()
}

fn count(losses: &[Loss<'_>]) -> u64 {
    let counters = || losses.iter().map(|loss| (History::new(loss.model()), Ledger::new(loss)));
    let (_, conserved) = replicate_losses(
        losses,
        0..REPLICATIONS,
        || (counters().collect::<Vec<_>>(), 0_u64),
        |(counters, conserved), lost| {
            for (lost, (history, ledger)) in lost.iter().zip(counters) {
                history.clear();
                ledger.enter(lost, history);
                *conserved += u64::from(history.is_conserved());
            }
        },
        |(counters, mine), (_, theirs)| (counters, mine + theirs),
    );
    conserved
}

fn loss(criterion: &mut Criterion) {
    let geography = common::geography();
    let scenario = workload();
    let estates: Vec<Estate> = (34..=41).map(|units| pool(units, &geography)).collect();
    let demands: Vec<Demand> = estates
        .iter()
        .map(|estate| demand::build("loss", &scenario, estate, &geography).unwrap())
        .collect();
    let models: Vec<Model<'_>> = estates
        .iter()
        .zip(&demands)
        .map(|(estate, demand)| Model::new(&scenario, estate, &geography, demand))
        .collect();
    let losses: Vec<Loss<'_>> = models.iter().map(|model| Loss::of(model).unwrap()).collect();
    let (model, loss) = (&models[3], std::slice::from_ref(&losses[3]));
    let arrivals = arrivals(model);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut group = criterion.benchmark_group("loss");
    group.throughput(Throughput::Elements(arrivals));
    group.bench_function("drawing alone", |bencher| {
        bencher.iter(|| one.install(|| losses[3].draw_only(0..REPLICATIONS)));
    });
    group.bench_function("drawn and replayed", |bencher| {
        let replay = || {
            replicate_losses(
                loss,
                0..REPLICATIONS,
                || 0,
                |placed, lost| *placed += lost[0].stays.len(),
                |mine, theirs| mine + theirs,
            )
        };
        bencher.iter(|| one.install(replay));
    });
    group.bench_function("drawn, replayed and counted", |bencher| {
        bencher.iter(|| one.install(|| count(loss)));
    });
    group.bench_function("forecast", |bencher| {
        bencher.iter(|| {
            one.install(|| black_box(forecast::run(model, 0..REPLICATIONS, || ()).unwrap()))
        });
    });
    group.throughput(Throughput::Elements(8 * arrivals));
    group.bench_function("eight estates, counted", |bencher| {
        bencher.iter(|| one.install(|| count(&losses)));
    });
    group.throughput(Throughput::Elements(arrivals));
    group.bench_function("the general engine's tapes", |bencher| {
        let mut tape = Tape::default();
        bencher.iter(|| {
            for replication in 0..REPLICATIONS {
                tape.draw(model, replication);
            }
            tape.len()
        });
    });
    group.bench_function("the general engine, counted", |bencher| {
        bencher.iter(|| one.install(|| generally(model)));
    });
    group.finish();
}

fn generally(model: &Model<'_>) -> u64 {
    let mut conserved = 0;
    let (mut tape, mut history) = (Tape::default(), History::new(model));
    let mut replay = lintel::simulation::Replay::new(model);
    for replication in 0..REPLICATIONS {
        tape.draw(model, replication);
        history.clear();
        let mut watch = history.watch(model, &tape);
        watch.count_referrals();
        replay.run(&tape, &mut watch);
        conserved += u64::from(history.is_conserved());
    }
    conserved
}

criterion_group!(benches, loss);
criterion_main!(benches);
