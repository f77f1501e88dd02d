//! One recommendation in process: places looked up, every rule asked of every unit, the answer written out.
//!
//! The sample referral should cost well under a tenth of a millisecond on the two providers' estates, and
//! about one on a national estate of 5,000 units, most of it the reasons of 5,000 units. `latency` has
//! the spread over thousands of referrals, `places` what a whole run costs, the map included.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;
mod national;

use criterion::{Criterion, criterion_group, criterion_main};
use lintel::base::geography::Geography;
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use national::{Map, Order};
use std::hint::black_box;

fn recommend(criterion: &mut Criterion) {
    let geography = common::geography();
    for name in ["stoke-on-trent", "plymouth"] {
        let homes = common::homes(&format!("data/{name}"), &geography);
        bench(criterion, name, &homes, &geography);
    }
    let made = national::make(Order::NATIONAL, &Map::of(&geography));
    bench(criterion, "national-5000", &national::read(&made, &geography), &geography);
}

fn bench(criterion: &mut Criterion, name: &str, homes: &OccupiedEstate, geography: &Geography) {
    let text = common::text("data/sample-referral.toml");
    let home = homes.estate.home_sectors();
    criterion.bench_function(&format!("recommend/{name}"), |bencher| {
        bencher.iter(|| {
            let source = common::source("sample", black_box(&text));
            let (referral, places) = referral::read_and_locate(
                source,
                jiff::Timestamp::UNIX_EPOCH,
                geography,
                homes.estate.viewpoint(&home),
            )
            .unwrap();
            let occupancy =
                OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &referral);
            let case =
                Case::new(homes.both(), geography, (&referral.household, &places), &occupancy);
            drop(black_box(placement::recommend(&case, referral.received)));
        });
    });
}

criterion_group!(benches, recommend);
criterion_main!(benches);
