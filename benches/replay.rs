//! The busier reading of the base scenario, and of the one with everything on: drawing a tape of five years,
//! replaying it and taking up what came out, apart.
//!
//! About 1,600 to 1,800 referrals a tape with the warm-up. In the base scenario replaying should cost less than
//! drawing; taking up a history in all its figures about 40 microseconds.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lintel::engine::demand;
use lintel::engine::simulation::{Fate, Model, Observer, Replay, Tape};
use lintel::planning::forecast::{Accumulator, History, Scope};

/// Counts outcomes, so that nothing is optimised away.
#[derive(Default)]
struct Outcomes(u64);

impl Observer for Outcomes {
    fn fate(&mut self, _k: usize, _fate: Fate) {
        self.0 += 1;
    }

    fn lived_in(&mut self, _unit: usize, _from: u64, _to: u64) {}
}

fn replay(criterion: &mut Criterion) {
    on(criterion, "stoke-37", "base = \"stoke-37\"");
    on(criterion, "stoke-37-course", &common::text("scenarios/stoke-37-course.toml"));
}

fn on(criterion: &mut Criterion, name: &str, over: &str) {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let scenario = common::scenarios(over).remove(1);
    let demand = demand::build(name, &scenario, &homes.estate, &geography).unwrap();
    let model = Model::new(&scenario, homes.both(), &geography, &demand);
    let mut tape = Tape::default();
    tape.draw(&model, 0);
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(tape.len() as u64));
    group.bench_function("replay", |bencher| {
        let mut replay = Replay::new(&model);
        bencher.iter(|| {
            let mut outcomes = Outcomes::default();
            replay.run(&tape, &mut outcomes);
            outcomes.0
        });
    });
    group.bench_function("draw", |bencher| {
        let mut other = Tape::default();
        bencher.iter(|| {
            other.draw(&model, 0);
            other.len()
        });
    });
    let scope = Scope::of(&model);
    group.bench_function("watched replay", |bencher| {
        let mut replay = Replay::new(&model);
        let mut history = History::new(&scope);
        bencher.iter(|| record(&model, &tape, &mut replay, &mut history));
    });
    group.finish();
    let histories: Vec<History<'_>> = (0..64)
        .map(|replication| {
            let (mut replay, mut history) = (Replay::new(&model), History::new(&scope));
            tape.draw(&model, replication);
            record(&model, &tape, &mut replay, &mut history);
            history
        })
        .collect();
    let mut group = criterion.benchmark_group(format!("{name}, figures"));
    group.throughput(Throughput::Elements(64));
    group.bench_function("take up 64 histories", |bencher| {
        let mut accumulator = Accumulator::new(&scope);
        bencher.iter(|| histories.iter().for_each(|history| accumulator.add(history)));
    });
    group.finish();
}

fn record(model: &Model<'_>, tape: &Tape, replay: &mut Replay<'_>, history: &mut History<'_>) {
    let mut recorder = history.record(model, tape);
    replay.run(tape, &mut recorder);
    recorder.finish();
}

criterion_group!(benches, replay);
criterion_main!(benches);
