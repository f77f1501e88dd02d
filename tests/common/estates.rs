//! Estates that could be: settings, units and who lives there, drawn at random and written as their files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

use crate::GEOGRAPHY;
use crate::common::source;
use lintel::inputs::estate::{self, OccupiedEstate};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fmt::Write;

/// Sectors of two cities, and one outside the geography.
pub(crate) const SECTORS: [&str; 7] =
    ["ST4 6", "ST4 7", "ST1 5", "ST3 1", "ST6 4", "PL4 7", "M1 2"];

/// One row of `settings.csv`, its name apart.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one column each, as in settings.csv")]
pub(crate) struct Setting {
    kind: &'static str,
    residents: &'static str,
    shared: bool,
    oldest_boy: Option<u8>,
    discretion: bool,
    children: bool,
    cover: &'static str,
    complex_places: Option<u8>,
    substances: &'static str,
    pets: bool,
}

/// One row of `units.csv`, and perhaps one of `occupancy.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    setting: Index,
    rooms: Vec<u8>,
    cots: u8,
    access: u8,
    sector: &'static str,
    state: &'static str,
    from: Option<&'static str>,
    resident: Option<Resident>,
}

#[derive(Debug, Clone)]
struct Resident {
    complex_needs: bool,
    nrpf: bool,
    keep_apart: bool,
}

/// Everything that its files say.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    settings: Vec<Setting>,
    units: Vec<Unit>,
    nrpf_places: Option<u8>,
    default_radius_m: u32,
    weights: bool,
}

fn setting() -> impl Strategy<Value = Setting> {
    let kinds = select(&["refuge", "safe_place", "dispersed"][..]);
    let policy = (select(&["women", "women", "men", "any", "any"][..]), any::<bool>());
    let boys = (prop_oneof![Just(None), (0..=17u8).prop_map(Some)], any::<bool>());
    let staff = (
        select(&["24h", "visiting"][..]),
        prop_oneof![Just(None), (0..3u8).prop_map(Some)],
        select(&["dry", "managed"][..]),
    );
    (kinds, policy, boys, prop::bool::weighted(0.85), staff, any::<bool>()).prop_map(
        |(kind, (residents, shared), (oldest_boy, discretion), children, staff, pets)| Setting {
            kind,
            residents,
            shared: shared && residents != "any",
            oldest_boy,
            discretion,
            children,
            cover: staff.0,
            complex_places: staff.1,
            substances: staff.2,
            pets,
        },
    )
}

fn unit() -> impl Strategy<Value = Unit> {
    let beds = (vec(1..=4u8, 1..=4), 0..=2u8);
    let states = select(&["open", "open", "open", "void", "planned"][..]);
    let days = of(select(&["2026-11-01", "2026-11-20", "2026-11-21", "2027-03-01"][..]));
    let resident = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2))
        .prop_map(|(complex_needs, nrpf, keep_apart)| Resident { complex_needs, nrpf, keep_apart });
    let place = (0..3u8, select(&SECTORS[..]));
    (any::<Index>(), beds, place, (states, days), of(resident)).prop_map(
        |(setting, (rooms, cots), (access, sector), (state, day), resident)| Unit {
            setting,
            rooms,
            cots,
            access,
            sector,
            state,
            from: day.filter(|_| state != "open"),
            resident,
        },
    )
}

/// Any estate of up to five settings and ten units.
pub(crate) fn estate() -> impl Strategy<Value = Drawn> {
    let choices = (of(0..4u8), select(&[0, 500, 2000, 5000][..]), any::<bool>());
    (vec(setting(), 1..=5), vec(unit(), 0..=10), choices).prop_map(
        |(settings, units, (nrpf_places, default_radius_m, weights))| Drawn {
            settings,
            units,
            nrpf_places,
            default_radius_m,
            weights,
        },
    )
}

/// The reference of whoever lives in the unit of this position.
pub(crate) fn reference(unit: usize) -> String {
    format!("Qx-{unit}z")
}

/// The reference of the household that asks.
pub(crate) const ASKING: &str = "Asking";

fn limit(number: Option<u8>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

impl Drawn {
    /// Its files, read.
    pub(crate) fn read(&self) -> OccupiedEstate {
        let [provider, settings, units, occupancy] =
            [self.provider(), self.settings(), self.units(), self.occupancy()];
        let texts = estate::Texts {
            provider: source("provider.toml", &provider),
            settings: source("settings.csv", &settings),
            units: source("units.csv", &units),
            occupancy: Some(source("occupancy.csv", &occupancy)),
        };
        estate::read(texts, &GEOGRAPHY)
            .unwrap_or_else(|issues| panic!("what is drawn is valid: {issues}"))
    }

    fn provider(&self) -> String {
        let mut text = format!(
            "name = \"Drawn\"\npopulation = 1\ncensus_year = 2021\ndefault_radius_m = {}\n",
            self.default_radius_m
        );
        if let Some(places) = self.nrpf_places {
            writeln!(text, "nrpf_places = {places}").unwrap();
        }
        if self.weights {
            text += "[weights]\nspare_places = 0\nsoft_unsafe = [100, 7]\nadvice = 3\n";
        }
        text + "[occupancy]\nas_of = \"2026-11-20T17:00:00Z\"\n"
    }

    fn settings(&self) -> String {
        let mut text = "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n".to_owned();
        for (k, s) in self.settings.iter().enumerate() {
            let (boy, places) = (limit(s.oldest_boy), limit(s.complex_places));
            writeln!(
                text,
                "S{k},{},{},{},{boy},{},{},{},{places},{},{}",
                s.kind,
                s.residents,
                s.shared,
                s.discretion,
                s.children,
                s.cover,
                s.substances,
                s.pets
            )
            .unwrap();
        }
        text
    }

    fn units(&self) -> String {
        let mut text =
            "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n".to_owned();
        for (k, unit) in self.units.iter().enumerate() {
            let setting = unit.setting.index(self.settings.len());
            let rooms: Vec<String> = unit.rooms.iter().map(ToString::to_string).collect();
            let (step_free, wheelchair) = (unit.access > 0, unit.access > 1);
            writeln!(
                text,
                "U{k},S{setting},{},{},{step_free},{wheelchair},{},{},{}",
                rooms.join("+"),
                unit.cots,
                unit.sector,
                unit.state,
                unit.from.unwrap_or_default()
            )
            .unwrap();
        }
        text
    }

    fn occupancy(&self) -> String {
        let mut text = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n".to_owned();
        for (k, unit) in self.units.iter().enumerate() {
            if let Some(resident) = &unit.resident {
                let (reference, apart) =
                    (reference(k), if resident.keep_apart { ASKING } else { "" });
                writeln!(
                    text,
                    "U{k},{reference},,{},{},{apart},",
                    resident.complex_needs, resident.nrpf
                )
                .unwrap();
            }
        }
        text
    }
}
