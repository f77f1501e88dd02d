//! One recommendation in process, on both providers' estates: places looked up, every rule asked of every
//! unit, the answer written out. It should cost well under a millisecond; reading the geography, which
//! every run of the program does once, is timed beside it.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use lintel::eligibility::{Case, Standing};
use lintel::{placement, referral};
use std::hint::black_box;

fn recommend(criterion: &mut Criterion) {
    let geography = common::geography();
    for name in ["stoke-on-trent", "plymouth"] {
        let estate = common::estate(&format!("data/{name}"), &geography);
        let text = common::text("data/sample-referral.toml");
        let home = estate.home_sectors();
        criterion.bench_function(&format!("recommend/{name}"), |bencher| {
            bencher.iter(|| {
                let referral = referral::read(common::source("sample", black_box(&text))).unwrap();
                let places = referral::locate("sample", &referral, &geography, &home).unwrap();
                let standing = Standing::for_household(&estate, &estate.residents, &referral);
                let case = Case {
                    estate: &estate,
                    geography: &geography,
                    referral: &referral,
                    places: &places,
                    standing: &standing,
                };
                placement::recommend(&case)
            });
        });
    }
    criterion.bench_function("geography/read", |bencher| bencher.iter(common::geography));
}

criterion_group!(benches, recommend);
criterion_main!(benches);
