//! Whatever a file says, its reader answers: with a value, or with at least one issue that is whole.

use crate::GEOGRAPHY;
use crate::common::{evidence, source, text};
use crate::properties::cases;
use crate::properties::odd_text::{Spoil, noise, spoils, spoilt};
use lintel::estate::{self, Estate};
use lintel::evidence::{self as figures, Evidence};
use lintel::geography;
use lintel::reading::{Code, Issues, Source};
use lintel::{demand, referral, scenario};
use proptest::prelude::*;
use std::fmt::Debug;
use std::sync::LazyLock;

const STOKE: &str = "data/stoke-on-trent";

static ESTATE: LazyLock<Estate> = LazyLock::new(|| crate::common::estate(STOKE, &GEOGRAPHY));
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

/// The first rows of the three tables of the geography: small enough to be read a thousand times.
static TABLES: LazyLock<[String; 3]> = LazyLock::new(|| {
    let head = |name: &str, lines: usize| {
        let all = text(&format!("data/geography/{name}.csv"));
        all.split_inclusive('\n').take(lines).collect()
    };
    [head("postcodes", 60), head("sectors", 4), head("wards", 25)]
});

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
        is_whole(&referral::locate(file, &household, &GEOGRAPHY, &home))?;
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

fn read_geography(which: usize, replaced: &str) -> Result<(), TestCaseError> {
    let text = |k: usize| if k == which { replaced } else { TABLES[k].as_str() };
    let read = geography::read(geography::Texts {
        postcodes: source("postcodes.csv", text(0)),
        sectors: source("sectors.csv", text(1)),
        wards: source("wards.csv", text(2)),
    });
    is_whole(&read)?;
    if let Ok(geography) = read {
        let home: Vec<_> = geography.sector("PL1 1").into_iter().collect();
        for name in ["PL1 1AE", "PL1 1ZZ", "PL1 1", "Compton", "E05002078", "Plymouth", "", "é"] {
            if let Ok(area) = geography.resolve(name, &home) {
                for sector in &home {
                    let _ = geography.reach(*sector, &area, 2_000);
                    let _ = geography.band(*sector, &area);
                }
            }
        }
    }
    Ok(())
}

fn every_reader(text: &str) -> Result<(), TestCaseError> {
    for file in ["r.toml", "r.json", "r"] {
        read_referral(file, text)?;
    }
    (0..4).try_for_each(|which| read_estate(which, text))?;
    (0..3).try_for_each(|which| read_geography(which, text))?;
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
    fn no_reader_panics_at_a_file_of_another_kind(which in 0..8usize, spoils in spoils()) {
        let texts = [&FILES[0], &FILES[2], &REFERRAL_TOML, &REFERRAL_JSON, &FIGURES, &SCENARIO, &TABLES[0], &TABLES[2]];
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
    fn no_spoilt_table_of_the_geography_makes_its_reader_panic(which in 0..3usize, spoils in spoils()) {
        read_geography(which, &spoilt(&TABLES[which], &spoils))?;
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
