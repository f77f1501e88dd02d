//! One recommendation from nothing, as the program does it: the map opened, an estate of 37 units read, a form's places
//! looked up, the answer written out; wherever the estate lies and whatever the form names.
//!
//! Each is to stay well under the 50 ms that a whole process may take, of which starting it is some milliseconds. A
//! name costs more than a code, for all names are read; "London" is two hundred thousand postcodes.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail at once")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use lintel::base::geography::Geography;
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement;
use lintel::inputs::estate::{self, OccupiedEstate};
use lintel::inputs::referral;
use std::hint::black_box;

/// Districts by code: Stoke, Leeds, Camden, Cornwall, Highland.
const DISTRICTS: [(&str, &str); 5] = [
    ("stoke", "E06000021"),
    ("leeds", "E08000035"),
    ("camden", "E09000007"),
    ("cornwall", "E06000052"),
    ("highland", "S12000017"),
];

/// Forms by what they name as unsafe.
const FORMS: [(&str, &[&str]); 5] = [
    ("postcodes-elsewhere", &["LS1 4AP", "EC1A 1BB", "TR1 1AA", "IV1 1AA", "CF10 1AA", "DE1 1AA"]),
    ("whole-area", &["DE"]),
    ("city-far-away", &["Manchester"]),
    ("london", &["London"]),
    ("unknown-names", &["Meyr", "Nowhere", "Somewhere else", "Lodnon"]),
];

fn places(criterion: &mut Criterion) {
    for (district, code) in DISTRICTS {
        let units = units_in(&common::geography(), code);
        for (named, unsafe_places) in FORMS {
            let form = form(unsafe_places);
            criterion.bench_function(&format!("from-nothing/{district}/{named}"), |bencher| {
                bencher.iter(|| answer(black_box(&units), black_box(&form)));
            });
        }
    }
}

/// Stoke's units, moved to sectors of a district.
fn units_in(geography: &Geography, district: &str) -> String {
    let sectors = geography.sectors_of_district(district);
    let mut sectors = sectors.iter().filter(|sector| sector.postcodes >= 20).cycle();
    let text = common::text("data/stoke-on-trent/units.csv");
    let moved = text.lines().enumerate().map(|(line, row)| {
        let mut cells: Vec<String> = row.split(',').map(ToOwned::to_owned).collect();
        if line > 0 {
            sectors.next().unwrap().name.clone_into(&mut cells[6]);
        }
        cells.join(",") + "\n"
    });
    moved.collect()
}

fn form(unsafe_places: &[&str]) -> String {
    let mut text = common::text("data/sample-referral.toml");
    text.truncate(text.find("[[unsafe]]").unwrap());
    let place = |place: &&str| format!("[[unsafe]]\nplace = \"{place}\"\n");
    text + &unsafe_places.iter().map(place).collect::<String>()
}

fn answer(units: &str, form: &str) {
    let geography = common::geography();
    let homes = estate_with(units, &geography);
    let home = homes.estate.home_sectors();
    let source = common::source("form.toml", form);
    let from = homes.estate.viewpoint(&home);
    let read = referral::read_and_locate(source, Timestamp::UNIX_EPOCH, &geography, from);
    let (referral, places) = read.unwrap();
    let occupancy =
        OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &referral);
    let case = Case::new(homes.both(), &geography, (&referral.household, &places), &occupancy);
    drop(black_box(placement::recommend(&case, referral.received)));
}

fn estate_with(units: &str, geography: &Geography) -> OccupiedEstate {
    let file = |name: &str| common::text(&format!("data/stoke-on-trent/{name}"));
    let (provider, settings) = (file("provider.toml"), file("settings.csv"));
    let texts = estate::Texts {
        provider: common::source("provider.toml", &provider),
        settings: common::source("settings.csv", &settings),
        units: common::source("units.csv", units),
        occupancy: None,
    };
    estate::read(texts, geography).unwrap()
}

criterion_group!(benches, places);
criterion_main!(benches);
