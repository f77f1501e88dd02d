//! Whatever a file says, its reader answers: with a value, or with at least one issue that is whole.

use crate::GEOGRAPHY;
use crate::common::{evidence, source, text};
use crate::properties::cases;
use crate::properties::odd_text::{Spoil, noise, spoils, spoilt};
use lintel::base::geography::{Files, Geography, Published, PublishedPostcode, Viewpoint, draw};
use lintel::base::parse::{Code, Issues, Source};
use lintel::engine::demand;
use lintel::inputs::estate::{self, Estate};
use lintel::inputs::evidence::{self as figures, Evidence};
use lintel::inputs::referral;
use lintel::inputs::scenario;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use std::sync::{Arc, LazyLock};

const STOKE: &str = "data/stoke-on-trent";

static ESTATE: LazyLock<Estate> = LazyLock::new(|| crate::common::homes(STOKE, &GEOGRAPHY).estate);
static EVIDENCE: LazyLock<Evidence> = LazyLock::new(evidence);
static FILES: LazyLock<[String; 4]> = LazyLock::new(|| {
    ["provider.toml", "settings.csv", "units.csv", "occupancy.csv"]
        .map(|name| text(&format!("{STOKE}/{name}")))
});
static REFERRAL_TOML: LazyLock<String> = LazyLock::new(|| text("data/sample-referral.toml"));
static REFERRAL_JSON: LazyLock<String> =
    LazyLock::new(|| text("tests/program/bad_input/referral.json"));
static FIGURES: LazyLock<String> = LazyLock::new(|| text("data/evidence/evidence.csv"));
static SCENARIO: LazyLock<String> = LazyLock::new(|| text("scenarios/stoke-37.toml"));
static CHILD: LazyLock<String> = LazyLock::new(|| text("scenarios/plymouth.toml"));

/// A map of a hundred postcodes, with names and towns: small enough to be read a thousand times.
static MAP: LazyLock<Files> = LazyLock::new(|| {
    let row = |k: i32| PublishedPostcode {
        postcode: format!(
            "PL1 {}A{}",
            k % 3,
            char::from(b'A' + u8::try_from(k.div_euclid(4)).unwrap())
        ),
        point: (k != 7).then_some((248_000 + 10 * k, 54_000 + 7 * k)),
        district: "E06000026".to_owned(),
        ward: format!("E0500207{}", k % 4),
    };
    let mut postcodes: Vec<PublishedPostcode> = (0..100).map(row).collect();
    postcodes.sort_by(|one, other| one.postcode.cmp(&other.postcode));
    postcodes.dedup_by(|one, other| one.postcode == other.postcode);
    let name = |(code, name): (&str, &str)| (code.to_owned(), name.to_owned());
    let names = [("E06000026", "City of Plymouth (B)"), ("E05002070", "Compton Ward")].map(name);
    let towns = "town,easting,northing,population,nation\nPlymouth,248100,54100,260203,ENG\n";
    draw(&Published { postcodes, names: names.into(), towns: towns.as_bytes().to_vec() }).unwrap()
});
const MAP_FILES: [&str; 4] = ["index.csv", "names.csv", "towns.csv", "pl.map"];

/// A refusal says at least one thing, and each says everything.
fn is_whole<T: Debug>(read: &Result<T, Issues>) -> Result<(), TestCaseError> {
    if let Err(issues) = read {
        prop_assert!(!issues.is_empty(), "refused without an issue");
        for issue in &issues.issues {
            prop_assert!(!issue.file.is_empty(), "{issue:?}");
            prop_assert!(!issue.allowed.is_empty(), "{issue:?}");
            prop_assert!(!issue.action.is_empty(), "{issue:?}");
            prop_assert!(issue.line != Some(0), "{issue:?}");
        }
        prop_assert!(!issues.to_string().is_empty());
    }
    Ok(())
}

fn read_referral(file: &str, text: &str) -> Result<(), TestCaseError> {
    let read = referral::read(source(file, text), jiff::Timestamp::UNIX_EPOCH);
    is_whole(&read)?;
    if let Ok(household) = read {
        let home = ESTATE.home_sectors();
        let places = referral::locate(&household, &GEOGRAPHY, ESTATE.viewpoint(&home));
        prop_assert_eq!(places.unsafe_areas.len(), household.household.unsafe_places.len());
        let issues =
            referral::unknown_places(source(file, text), &GEOGRAPHY, ESTATE.viewpoint(&home));
        is_whole(&if issues.is_empty() { Ok(()) } else { Err(issues) })?;
    }
    Ok(())
}

/// The estate with one of its four files replaced.
fn read_estate(which: usize, replaced: &str) -> Result<(), TestCaseError> {
    let text = |k: usize| if k == which { replaced } else { FILES[k].as_str() };
    is_whole(&estate::read(
        estate::Texts {
            provider: source("provider.toml", text(0)),
            settings: source("settings.csv", text(1)),
            units: source("units.csv", text(2)),
            occupancy: Some(source("occupancy.csv", text(3))),
        },
        &GEOGRAPHY,
    ))
}

fn read_scenario(chain: &[Source<'_>]) -> Result<(), TestCaseError> {
    let chosen =
        (scenario::looks_like_one(chain[0].text), scenario::name_in(chain[0].text, "base"));
    drop(chosen);
    let read = scenario::read(chain, &EVIDENCE);
    is_whole(&read)?;
    for scenario in read.into_iter().flatten() {
        is_whole(&demand::build(chain[0].file, &scenario, &ESTATE, &GEOGRAPHY))?;
    }
    Ok(())
}

/// A map with one file replaced, its hash as the index has it or made to fit.
fn read_geography(which: usize, replaced: &[u8], fits: bool) {
    let mut files = MAP.clone();
    let listed = |files: &Files| String::from_utf8(files.0["index.csv"].clone()).unwrap();
    let hash = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    };
    let name = MAP_FILES[which];
    let before = files.0.insert(name.to_owned(), replaced.to_vec()).unwrap();
    if fits && name != "index.csv" {
        let index = listed(&files).replace(&hash(&before), &hash(replaced));
        files.0.insert("index.csv".to_owned(), index.into_bytes());
    }
    let Ok(geography) = Geography::open(Arc::new(files)) else { return };
    let home: Vec<_> = geography.sector("PL1 1").into_iter().collect();
    let from = Viewpoint { home: &home, own: &[] };
    for name in ["PL1 1AE", "PL1 1ZZ", "PL1 1", "Compton", "E05002078", "Plymouth", "", "é", "PL"]
    {
        let area = geography.resolve(name, from);
        for sector in &home {
            let _ = geography.reach(*sector, &area, 2_000);
            let _ = geography.band(*sector, &area);
        }
    }
}

/// Whatever is done to a file of the map, what is read of it is what was drawn, or it is said to be damaged.
#[test]
fn a_damaged_map_is_told_and_never_read_as_another() {
    let home =
        |geography: &Geography| -> Vec<_> { geography.sector("PL1 1").into_iter().collect() };
    let whole = Geography::open(Arc::new(MAP.clone())).unwrap();
    assert!(whole.resolve("Plymouth", Viewpoint::default()).is_checked());
    for name in ["pl.map", "names.csv", "towns.csv"] {
        let mut files = MAP.clone();
        files.0.get_mut(name).unwrap()[20] ^= 1;
        let geography = Geography::open(Arc::new(files)).unwrap();
        let home = home(&geography);
        for place in ["PL1 1AA", "Plymouth", "E05002070"] {
            let area = geography.resolve(place, Viewpoint { home: &home, own: &[] });
            let by_code = name != "pl.map" && place == "PL1 1AA";
            assert_eq!(area.is_checked(), by_code, "{name}, {place}: {area:?}");
        }
        assert_eq!(geography.faults().len(), 1, "{name}");
    }
}

fn every_reader(text: &str) -> Result<(), TestCaseError> {
    for file in ["r.toml", "r.json", "r"] {
        read_referral(file, text)?;
    }
    (0..4).try_for_each(|which| read_estate(which, text))?;
    (0..4).for_each(|which| read_geography(which, text.as_bytes(), true));
    is_whole(&figures::read(source("evidence.csv", text)))?;
    read_scenario(&[source("s.toml", text)])?;
    read_scenario(&[source("s.toml", text), source("base.toml", &SCENARIO)])
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_reader_panics_at_noise(text in noise()) {
        every_reader(&text)?;
    }

    #[test]
    fn no_reader_panics_at_a_file_of_another_kind(which in 0..6usize, spoils in spoils()) {
        let texts = [&FILES[0], &FILES[2], &REFERRAL_TOML, &REFERRAL_JSON, &FIGURES, &SCENARIO];
        every_reader(&spoilt(texts[which], &spoils))?;
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn no_spoilt_referral_makes_its_reader_panic(spoils in spoils()) {
        read_referral("r.toml", &spoilt(&REFERRAL_TOML, &spoils))?;
        read_referral("r.json", &spoilt(&REFERRAL_JSON, &spoils))?;
    }

    #[test]
    fn no_spoilt_file_of_an_estate_makes_its_reader_panic(which in 0..4usize, spoils in spoils()) {
        read_estate(which, &spoilt(&FILES[which], &spoils))?;
    }

    #[test]
    fn no_spoilt_evidence_makes_its_reader_panic(spoils in spoils()) {
        is_whole(&figures::read(source("evidence.csv", &spoilt(&FIGURES, &spoils))))?;
    }

    #[test]
    fn no_spoilt_scenario_makes_its_reader_panic(spoils in spoils(), child in any::<bool>()) {
        if child {
            let child = spoilt(&CHILD, &spoils);
            read_scenario(&[source("s.toml", &child), source("base.toml", &SCENARIO)])?;
        } else {
            read_scenario(&[source("s.toml", &spoilt(&SCENARIO, &spoils))])?;
        }
    }

    #[test]
    fn no_spoilt_table_of_the_map_makes_its_reader_panic(which in 0..3usize, spoils in spoils(), fits in any::<bool>()) {
        let text = String::from_utf8(MAP.0[MAP_FILES[which]].clone()).unwrap();
        read_geography(which, spoilt(&text, &spoils).as_bytes(), fits);
    }

    #[test]
    fn no_spoilt_sheet_of_the_map_makes_its_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        kept in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut sheet = MAP.0["pl.map"].clone();
        for (at, byte) in changes {
            let at = at.index(sheet.len());
            sheet[at] = byte;
        }
        let kept = if whole { sheet.len() } else { kept.index(sheet.len()) };
        read_geography(3, &sheet[..kept], true);
    }
}

/// An issue as it is shown, without the line ends that part its lines.
fn shown<T>(read: Result<T, Issues>) -> String {
    read.err().map_or_else(String::new, |issues| issues.to_string().replace('\n', ""))
}

/// A file comes from anywhere; what it says must not move the cursor of whoever reads the complaint.
#[test]
fn no_issue_shows_a_control_character_of_the_file() {
    let texts = [
        "{\"\\u001b[2J\": 1}",
        "{\"a\\u001b[2J\": 1, \"a\\u001b[2J\": 2}",
        "{\"person\": [{\"\\u0007role\": 1}]}",
        "\"\\u001b[2J\" = 1",
        "reference = \"\\u001b[2J\"",
        "unit,\u{1b}[2J\nA,B",
        "name,\u{1b}[2J\nA,B",
    ];
    for text in texts {
        let file = source("r", text);
        let estate_files =
            estate::Texts { provider: file, settings: file, units: file, occupancy: Some(file) };
        for complaint in [
            shown(referral::read(file, jiff::Timestamp::UNIX_EPOCH)),
            shown(estate::read(estate_files, &GEOGRAPHY)),
            shown(figures::read(file)),
            shown(scenario::read(&[file], &EVIDENCE)),
        ] {
            assert!(!complaint.contains(char::is_control), "{complaint:?}");
        }
    }
}

/// Spoilt files must be refused for what they say, and not only for how, or little is tried.
#[test]
fn spoilt_files_are_refused_for_many_reasons() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let draws: Vec<Vec<Spoil>> =
        (0..200).map(|_| spoils().new_tree(&mut runner).unwrap().current()).collect();
    let refusals: Vec<Issues> = draws
        .iter()
        .filter_map(|spoils| {
            referral::read(
                source("r.toml", &spoilt(&REFERRAL_TOML, spoils)),
                jiff::Timestamp::UNIX_EPOCH,
            )
            .err()
        })
        .collect();
    let says = |issues: &&Issues| issues.issues.iter().all(|issue| issue.code != Code::Syntax);
    let for_what_they_say = refusals.iter().filter(says).count();
    assert!(for_what_they_say >= 12, "{for_what_they_say} of 200 are refused for what they say");
    assert!(refusals.len() <= 190, "{} of 200 are refused", refusals.len());
}
