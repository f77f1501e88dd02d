//! The data that ships: what the specification and the business case say of it, and where its numbers
//! come from.

use crate::common;
use lintel::base::domain::unit::Residents;
use lintel::base::domain::{Kind, PastMeasure};
use lintel::inputs::scenario;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn stoke_has_the_37_units_of_specification_4_6() {
    let estate = common::homes("data/stoke-on-trent", &common::geography()).estate;
    assert_eq!(Kind::ALL.map(|kind| estate.units_of(kind)), [11, 6, 20]);
    for (unit, setting) in estate.units.iter().map(|unit| (unit, &estate.settings[unit.setting])) {
        let wanted =
            if setting.kind == Kind::Dispersed { Residents::Any } else { Residents::Women };
        assert_eq!(setting.residents, wanted, "{}", unit.name);
    }
    assert!(Kind::ALL.iter().all(|kind| estate.minimum_met(*kind).is_some_and(|(_, met)| met)));
    assert!(estate.sectors.iter().all(Option::is_some), "every sector is real");
}

#[test]
fn the_stock_before_is_11_and_9_of_the_same_units() {
    let geography = common::geography();
    let before = common::homes("data/stoke-on-trent-today", &geography).estate;
    assert_eq!(Kind::ALL.map(|kind| before.units_of(kind)), [11, 0, 9]);
    for part in ["settings.csv", "units.csv"] {
        let now = common::text(&format!("data/stoke-on-trent/{part}"));
        let now: BTreeSet<&str> = now.lines().collect();
        let then = common::text(&format!("data/stoke-on-trent-today/{part}"));
        assert!(then.lines().all(|row| now.contains(row)), "{part} has drifted from the 37");
    }
}

#[test]
fn what_was_counted_is_what_the_evidence_says() {
    let text = common::text("data/stoke-on-trent/history.csv");
    assert_eq!(text, common::text("data/stoke-on-trent-today/history.csv"));
    let history =
        lintel::inputs::estate::read_history(common::source("history.csv", &text)).unwrap();
    let evidence = common::evidence();
    for (measure, name) in [
        (PastMeasure::Referrals, "referrals_direct_stoke_2024_25"),
        (PastMeasure::UnmetCapacity, "referrals_not_accommodated_capacity_stoke_2024_25"),
    ] {
        let [past] = &history.iter().filter(|past| past.measure == measure).collect::<Vec<_>>()[..]
        else {
            panic!("one figure of {name}")
        };
        let said = evidence.get(name).unwrap().value;
        assert!((f64::from(past.value) - said).abs() < 1e-9, "{name}");
        assert_eq!(
            (past.from.to_string(), past.to.to_string()),
            ("2024-04-01".to_owned(), "2025-03-31".to_owned())
        );
    }
}

#[test]
fn plymouth_has_the_places_of_its_business_case() {
    let estate = common::homes("data/plymouth", &common::geography()).estate;
    assert_eq!(Kind::ALL.map(|kind| estate.units_of(kind)), [11, 0, 13]);
    let places = |kind: Kind| {
        let units = estate.units.iter().filter(|unit| estate.settings[unit.setting].kind == kind);
        units.map(|unit| unit.sleeping_places() + unit.cots).sum::<u32>()
    };
    assert_eq!((places(Kind::Refuge), places(Kind::Dispersed)), (45, 35));
    let bedrooms = |n: usize| {
        let homes = estate
            .units
            .iter()
            .filter(|unit| estate.settings[unit.setting].kind == Kind::Dispersed);
        homes.filter(|unit| unit.rooms.len() == n).count()
    };
    assert_eq!((bedrooms(3), bedrooms(2)), (9, 4));
}

#[test]
fn every_number_of_every_scenario_cites_the_evidence() {
    let evidence = common::evidence();
    let base = common::text("scenarios/stoke-37.toml");
    for entry in fs::read_dir("scenarios").unwrap() {
        let path = entry.unwrap().path();
        let file = path.display().to_string();
        let text = common::text(&file);
        let mut chain = vec![common::source(&file, &text)];
        if scenario::name_in(&text, "base").is_some() {
            chain.push(common::source("stoke-37", &base));
        }
        for scenario in scenario::read(&chain, &evidence).unwrap() {
            assert!(
                !scenario.reading.is_empty(),
                "{file} takes one reading of evidence that disagrees"
            );
            assert!(scenario.assumptions.len() > 20, "{file}");
            for assumption in scenario.assumptions {
                assert!(assumption.evidence.is_some(), "{file}: {} cites nothing", assumption.key);
            }
        }
    }
}

#[test]
fn no_scenario_takes_the_296_unqualified() {
    for scenario in common::scenarios("base = \"stoke-37\"") {
        assert!((scenario.arrivals.per_year - 296.0).abs() < 1e-9);
        assert!(scenario.arrivals.share_needing_unit < 0.8, "{}", scenario.reading);
    }
}

#[test]
fn derived_loads_are_what_erlangs_formula_gives() {
    let evidence = common::evidence();
    let blocked = |load: f64| (1..=20).fold(1.0, |b, k| load * b / (f64::from(k) + load * b));
    for (name, share) in [
        ("offered_load_stoke_reading_9_percent", 27.0 / 296.0),
        ("offered_load_stoke_reading_77_percent", 0.77),
    ] {
        let load = evidence.get(name).unwrap().value;
        assert!((blocked(load) - share).abs() < 1e-5, "{name}: {} against {share}", blocked(load));
    }
}

/// A cost that names a figure of the evidence is that figure, or the part of it that one of Plymouth's 28 units is.
#[test]
fn costs_of_candidates_are_those_that_they_cite() {
    let evidence = common::evidence();
    let geography = common::geography();
    let mut cited = 0;
    for folder in ["data/stoke-on-trent", "data/plymouth"] {
        let text = common::text(&format!("{folder}/candidates.csv"));
        let estate = common::homes(folder, &geography).estate;
        let source = common::source("candidates.csv", &text);
        for candidate in
            lintel::planning::expansion::read_candidates(source, &estate, &geography).unwrap()
        {
            for money in [&candidate.capital, &candidate.yearly] {
                let name = money.source.split(':').next().unwrap_or_default();
                let Some(figure) = evidence.get(name) else { continue };
                let is_it = |units: f64| (money.pounds * units - figure.value).abs() <= 0.5 * units;
                assert!(is_it(1.0) || is_it(28.0), "{} {name}", candidate.name);
                cited += 1;
            }
        }
    }
    assert_eq!(cited, 10);
}
