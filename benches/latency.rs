//! How long one recommendation takes, referral by referral: two thousand different households before the
//! 37 units of Stoke-on-Trent, and two thousand before a national estate of 5,000.
//!
//! What it should cost: 99 in 100 under 1 ms before 37 units and under 5 ms before 5,000, from the text of
//! the form to the whole answer, every unit with its reasons. Each is timed three times and the quickest
//! counts, so that whatever else the machine does is left out; the first of the three is shown beside it.
//! Printed, and never a test: a machine may be slow.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark may fail at once, and says what it measured"
)]

#[path = "../tests/common/mod.rs"]
mod common;
mod national;

use lintel::base::geography::Geography;
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use national::{Map, Order};
use std::hint::black_box;
use std::time::{Duration, Instant};

const REFERRALS: usize = 2_000;
const TIMES: usize = 3;

fn main() {
    let geography = common::geography();
    let map = Map::of(&geography);
    let batch = Order { households: REFERRALS, ..Order::NATIONAL };
    let stoke = common::homes("data/stoke-on-trent", &geography);
    let near_stoke = national::make(batch, &map.within("ST"));
    report("Stoke-on-Trent, 37 units", &stoke, &geography, &near_stoke.referrals);
    let made = national::make(batch, &map);
    let country = national::read(&made, &geography);
    report("a national estate, 5,000 units", &country, &geography, &made.referrals);
}

fn report(name: &str, homes: &OccupiedEstate, geography: &Geography, forms: &[String]) {
    let home = homes.estate.home_sectors();
    let answer = |form: &str| {
        let source = common::source("form.json", black_box(form));
        let (referral, places) = referral::read_and_locate(
            source,
            jiff::Timestamp::UNIX_EPOCH,
            geography,
            homes.estate.viewpoint(&home),
        )
        .unwrap();
        let occupancy =
            OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &referral);
        let case = Case::new(homes.both(), geography, (&referral.household, &places), &occupancy);
        drop(black_box(placement::recommend(&case, referral.received)));
    };
    let timed = |form: &String| -> [Duration; TIMES] {
        std::array::from_fn(|_| {
            let start = Instant::now();
            answer(form);
            start.elapsed()
        })
    };
    let times: Vec<[Duration; TIMES]> = forms.iter().map(timed).collect();
    let quickest = times.iter().filter_map(|times| times.iter().min().copied()).collect();
    let first = times.iter().map(|times| times[0]).collect();
    println!("{name}: {}; at first {}", spread(quickest), spread(first));
}

/// The middle, the 99th of 100 and the longest, in milliseconds.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100).max(1) - 1;
        times[rank].as_secs_f64() * 1_000.0
    };
    format!("p50 {:.3} ms, p99 {:.3} ms, max {:.3} ms", at(50), at(99), at(100))
}
