//! Several households at once, in process: 12 before 37 vacant units, and 1,000 before an estate of 5,000.
//!
//! What they should cost on one core of a small machine: `one_to_one/12x37` a few microseconds (the
//! assignment alone, on rows that stand); `all_levels/12x37` well under a millisecond with limits that bind,
//! tie-break included; `problem/12x37` (the rules of 12 households) and `answer/12x37` (choices, causes and
//! check besides) a few milliseconds; `one_to_one/1000x5000` tens of milliseconds.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;
mod national;

use criterion::{Criterion, criterion_group, criterion_main};
use lintel::base::geography::Geography;
use lintel::base::parse::Source;
use lintel::desk::allocation::{Batch, Household, Options, Prepared, Problem, Terms, allocate};
use lintel::inputs::estate::{self, OccupiedEstate};
use lintel::inputs::referral::{self, Form};
use national::{Map, National, Order};

/// An estate and the households before it.
struct Night {
    homes: OccupiedEstate,
    households: Vec<Household>,
}

fn night(order: Order, geography: &Geography) -> Night {
    let National { provider, settings, units, occupancy, referrals } =
        national::make(order, &Map::of(geography));
    let homes = estate::read(
        estate::Texts {
            provider: common::source("provider.toml", &provider),
            settings: common::source("settings.csv", &settings),
            units: common::source("units.csv", &units),
            occupancy: Some(common::source("occupancy.csv", &occupancy)),
        },
        geography,
    )
    .unwrap();
    let forms: Vec<Form<'_>> = referrals
        .iter()
        .map(|text| Form { source: Source { file: "made.json", text }, line: None })
        .collect();
    let home = homes.estate.home_sectors();
    let asked = jiff::Timestamp::UNIX_EPOCH;
    let read =
        referral::read_batch(&forms, asked, geography, homes.estate.viewpoint(&home)).unwrap();
    let households = read
        .households
        .into_iter()
        .map(|(referral, places)| Household { referral, places })
        .collect();
    Night { homes, households }
}

impl Night {
    fn batch<'a>(&'a self, geography: &'a Geography, terms: &'a Terms) -> Batch<'a> {
        let (estate, occupancy) = self.homes.both();
        let households = &self.households;
        Batch { estate, occupancy, geography, households, movable: &[], terms }
    }
}

/// A night of 12 households before 37 vacant units; of the first seeds the one whose limits take most.
fn a_dozen(geography: &Geography) -> Night {
    const SEEDS: u64 = 200;
    let terms = Terms::default();
    let effort = |night: &Night| {
        let problem: Problem = night.batch(geography, &terms).problem();
        let mut prepared = Prepared::new(&problem).unwrap();
        prepared.all_levels();
        let bound = problem.limits.iter().filter(|limit| limit.can_bind()).count();
        (prepared.assignments(), bound)
    };
    (1..=SEEDS)
        .map(|seed| {
            let order =
                Order { households: 12, units: 74, vacant: Some(37), seed, one_to_one: false };
            night(order, geography)
        })
        .max_by_key(effort)
        .unwrap()
}

fn allocates(criterion: &mut Criterion) {
    let geography = common::geography();
    let terms = Terms::default();
    let dozen = a_dozen(&geography);
    let batch = dozen.batch(&geography, &terms);
    let problem = batch.problem();
    let free = problem.without(|_| true);
    let mut one_to_one = Prepared::new(&free).unwrap();
    criterion.bench_function("one_to_one/12x37", |b| b.iter(|| one_to_one.one_to_one()));
    let mut all = Prepared::new(&problem).unwrap();
    criterion.bench_function("all_levels/12x37", |b| b.iter(|| all.all_levels()));
    criterion.bench_function("problem/12x37", |b| b.iter(|| batch.problem()));
    criterion.bench_function("answer/12x37", |b| b.iter(|| allocate(&batch, Options::default())));

    let national = night(Order::NATIONAL, &geography);
    let problem = national.batch(&geography, &terms).problem();
    let free = problem.without(|_| true);
    let mut one_to_one = Prepared::new(&free).unwrap();
    let mut group = criterion.benchmark_group("national");
    group.sample_size(10);
    group.bench_function("one_to_one/1000x5000", |b| b.iter(|| one_to_one.one_to_one()));
    group.finish();
}

criterion_group!(benches, allocates);
criterion_main!(benches);
