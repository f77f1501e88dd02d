//! What `lintel expand` spends its time on: every plan of up to 8 units over 5 kinds, 1,287 of them, on the same
//! tapes of 5 years. The whole contest, 1,287 plans on 200 tapes, must stay under 30 s on two cores without leaving
//! any plan out; here it is one hundredth of that, so it should take under 0.3 s in either reading.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use lintel::planning::expansion::{self, ModelParts, Models, PlanEvaluator, Trial};

fn every_plan(criterion: &mut Criterion) {
    let geography = common::geography();
    let homes = common::homes("data/stoke-on-trent", &geography);
    let text = common::text("data/stoke-on-trent/candidates.csv");
    let source = common::source("candidates.csv", &text);
    let candidates = expansion::read_candidates(source, &homes.estate, &geography).unwrap();
    let units: Vec<usize> =
        (0..candidates.len()).filter(|&one| candidates[one].lever.is_unit()).collect();
    let plans = expansion::every_plan(candidates.len(), &units, &candidates, 8);
    assert_eq!(plans.len(), 1287);
    let trials: Vec<Trial> = plans.into_iter().map(Trial::lasting).collect();
    let scenarios = common::scenarios("base = \"stoke-37\"");
    for scenario in &scenarios {
        let (parts, models) = (ModelParts::new(), Models::new());
        let evaluator = PlanEvaluator::new(
            ("stoke-37.toml", scenario),
            homes.both(),
            &geography,
            &candidates,
            (&parts, &models),
        )
        .unwrap();
        let name = format!("1,287 plans, 2 tapes, {}", scenario.reading);
        criterion.bench_function(&name, |bencher| bencher.iter(|| evaluator.replay(&trials, 0..2)));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = every_plan
}
criterion_main!(benches);
