//! Opening the project's own data and scenarios for tests of the library.

#![allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test takes what it needs and may fail at once"
)]

use lintel::base::geography::{Atlas, Geography};
use lintel::base::parse::Source;
use lintel::inputs::estate::{self, Estate, OccupiedEstate};
use lintel::inputs::evidence::{self, Evidence};
use lintel::inputs::scenario::{self, Scenario};
use std::fs;
use std::sync::Arc;

/// The text of a file of the project.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A text with its name.
pub(crate) fn source<'a>(file: &'a str, text: &'a str) -> Source<'a> {
    Source { file, text }
}

/// The project's geography.
pub(crate) fn geography() -> Geography {
    Geography::open(Arc::new(Folder("data/geography"))).unwrap()
}

/// A folder with the files of a map.
#[derive(Debug)]
struct Folder(&'static str);

impl Atlas for Folder {
    fn open(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(format!("{}/{name}", self.0)).map_err(|error| format!("{name}: {error}"))
    }
}

/// An estate of a folder and who lives there; without an occupancy file nobody does.
pub(crate) fn homes(folder: &str, geography: &Geography) -> OccupiedEstate {
    let [provider, settings, units] = ["provider.toml", "settings.csv", "units.csv"]
        .map(|part| text(&format!("{folder}/{part}")));
    let occupancy = fs::read_to_string(format!("{folder}/occupancy.csv")).ok();
    let texts = estate::Texts {
        provider: source("provider.toml", &provider),
        settings: source("settings.csv", &settings),
        units: source("units.csv", &units),
        occupancy: occupancy.as_ref().map(|text| source("occupancy.csv", text)),
    };
    let OccupiedEstate { estate, occupancy } = estate::read(texts, geography).unwrap();
    let own_places = fs::read_to_string(format!("{folder}/places.csv")).map_or_else(
        |_| Vec::new(),
        |text| estate::read_places(source("places.csv", &text), geography).unwrap(),
    );
    OccupiedEstate { estate: Estate { own_places, ..estate }, occupancy }
}

/// The project's evidence.
pub(crate) fn evidence() -> Evidence {
    evidence::read(source("evidence.csv", &text("data/evidence/evidence.csv"))).unwrap()
}

/// A scenario given as a text that may build on `scenarios/stoke-37.toml`, in its two readings without draws.
pub(crate) fn scenarios(over: &str) -> Vec<Scenario> {
    let base = text("scenarios/stoke-37.toml");
    let plain = text("scenarios/stoke-37-erlang.toml");
    let chain =
        [source("test", over), source("stoke-37-erlang", &plain), source("stoke-37", &base)];
    scenario::read(&chain, &evidence()).unwrap()
}
