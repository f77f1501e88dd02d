//! The loss workload (six years, 37 units, 296 a year, lognormal 90 days): drawing alone, which is the floor,
//! then the whole of it with histories counted, eight estates on one drawing, and the general engine.
//!
//! Processor time, on one thread. Throughput is in arrivals a second, for the eight estates in arrivals at each. A loss history should cost at
//! most twice its drawing, and an estate more on the same drawing at most half of it.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lintel::base::geography::Geography;
use lintel::engine::demand::{self, Demand};
use lintel::engine::simulation::{Loss, Model, Replay, Tape, replicate_losses};
use lintel::inputs::estate::{self, OccupiedEstate};
use lintel::inputs::evidence::Evidence;
use lintel::inputs::scenario::{self, Scenario};
use lintel::planning::forecast::{self, History, Ledger, Scope};
use rayon::ThreadPool;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Replications at a time.
const REPLICATIONS: u32 = 200;

/// The first so many units of the pool of 37, and more like them.
fn pool(units: usize, geography: &Geography) -> OccupiedEstate {
    let folder = "tests/engine/queueing/pool-37";
    let [provider, settings, listed] = ["provider.toml", "settings.csv", "units.csv"]
        .map(|part| common::text(&format!("{folder}/{part}")));
    let rows = |text: &str, name: char| {
        let mut lines = text.lines();
        let head = lines.next().unwrap().to_owned();
        let first = lines.next().unwrap().to_owned();
        let row = |unit: usize| {
            let (number, setting) = (format!("{name}{unit}"), format!("S{unit}"));
            first
                .replacen(&format!("{name}1,"), &format!("{number},"), 1)
                .replace(",S1,", &format!(",{setting},"))
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

/// The processor time that something takes, so often, on the one thread; where there is no telling, the clock's.
fn timed<T: Send>(one: &ThreadPool, times: u64, what: impl Fn() -> T + Sync) -> Duration {
    let processor = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    one.install(|| {
        let (clock, before) = (Instant::now(), processor());
        (0..times).for_each(|_| drop(black_box(what())));
        let after = processor();
        after.zip(before).map_or(clock.elapsed(), |(after, before)| after.saturating_sub(before))
    })
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

fn count(losses: &[Loss<'_>], scopes: &[Scope]) -> u64 {
    let counters = || {
        let each = losses.iter().zip(scopes);
        each.map(|(loss, scope)| (History::new(scope), Ledger::new(loss, scope)))
    };
    let (_, conserved) = replicate_losses(
        losses,
        0..REPLICATIONS,
        || (counters().collect::<Vec<_>>(), 0_u64),
        |(counters, conserved), lost| {
            for (lost, (history, ledger)) in lost.iter().zip(counters) {
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
    let estates: Vec<OccupiedEstate> = (34..=41).map(|units| pool(units, &geography)).collect();
    let demands: Vec<Demand> = estates
        .iter()
        .map(|homes| demand::build("loss", &scenario, &homes.estate, &geography).unwrap())
        .collect();
    let models: Vec<Model<'_>> = estates
        .iter()
        .zip(&demands)
        .map(|(homes, demand)| Model::new(&scenario, homes.both(), &geography, demand))
        .collect();
    let losses = Loss::of_all(&models).unwrap();
    let scopes: Vec<Scope> = models.iter().map(Scope::of).collect();
    let (model, loss) = (&models[3], std::slice::from_ref(&losses[3]));
    let asked = arrivals(model);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut group = criterion.benchmark_group("loss");
    group.throughput(Throughput::Elements(asked));
    group.bench_function("drawing alone", |bencher| {
        bencher.iter_custom(|times| timed(&one, times, || losses[3].draw_only(0..REPLICATIONS)));
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
        bencher.iter_custom(|times| timed(&one, times, replay));
    });
    group.bench_function("drawn, replayed and counted", |bencher| {
        bencher.iter_custom(|times| timed(&one, times, || count(loss, &scopes[3..4])));
    });
    group.bench_function("forecast", |bencher| {
        let forecast = || forecast::run(model, 0..REPLICATIONS, || ()).unwrap();
        bencher.iter_custom(|times| timed(&one, times, forecast));
    });
    group.throughput(Throughput::Elements(8 * asked));
    group.bench_function("eight estates, counted", |bencher| {
        bencher.iter_custom(|times| timed(&one, times, || count(&losses, &scopes)));
    });
    group.throughput(Throughput::Elements(asked));
    group.bench_function("the general engine's tapes", |bencher| {
        bencher.iter_custom(|times| timed(&one, times, || arrivals(model)));
    });
    group.bench_function("the general engine, counted", |bencher| {
        bencher.iter_custom(|times| timed(&one, times, || generally(model, &scopes[3])));
    });
    group.finish();
}

fn generally(model: &Model<'_>, scope: &Scope) -> u64 {
    let (mut tape, mut history) = (Tape::default(), History::new(scope));
    let (mut replay, mut conserved) = (Replay::new(model), 0);
    for replication in 0..REPLICATIONS {
        tape.draw(model, replication);
        history.play(model, &tape, &mut replay);
        conserved += u64::from(history.is_conserved());
    }
    conserved
}

criterion_group!(benches, loss);
criterion_main!(benches);
