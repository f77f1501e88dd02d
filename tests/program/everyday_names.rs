//! Names that everybody uses, lists of places, and what follows a comma: what each is taken to be.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{flowing, out, program};
use serde_json::Value as Json;

fn places(names: &[&str]) -> Vec<Json> {
    let mut lintel = program();
    let said = lintel.arg("place").args(names).args(["--format", "json"]).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    serde_json::from_slice(&said.stdout).unwrap()
}

fn taken(place: &Json) -> &str {
    place["taken_as"].as_str().unwrap_or("nothing")
}

#[test]
fn names_that_everybody_uses_are_known() {
    let known = [
        ("Hull", "E06000010"),
        ("Southend", "E06000033"),
        ("Merthyr", "W06000024"),
        ("Ynys M\u{f4}n", "W06000001"),
        ("Bae Colwyn", "Colwyn Bay"),
        ("Y Barri", "Barry"),
        ("Teesside", "Middlesbrough"),
        ("Burton on Trent", "Burton upon Trent"),
        ("W1", "W1"),
        ("WC1", "WC1"),
        ("Hampstead", "NW3"),
        ("Kentish Town", "NW5"),
        ("Partick", "G11"),
        ("Kelvindale", "Partick East/Kelvindale"),
        ("Roath", "CF24"),
        ("Cardiff Bay", "CF10"),
        ("Skye", "Eilean"),
        ("Western Isles", "Eilean"),
        ("Anglesey", "W06000001"),
        ("Ellesmere Port", "CH65"),
        ("Leamington Spa", "CV31"),
        ("Newark", "NG24"),
    ];
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    for (place, (name, as_what)) in places(&names).iter().zip(known) {
        assert!(taken(place).contains(as_what), "{name}: {}", taken(place));
        assert!(place["postcodes"].as_u64().unwrap() > 0, "{name}");
    }
}

#[test]
fn what_lies_abroad_is_outside_and_so_is_what_stands_before_its_country() {
    let names = [
        "Londonderry",
        "Derry",
        "Cork",
        "Galway",
        "Limerick",
        "Waterford",
        "T\u{fc}rkiye",
        "Gibraltar",
        "Palestine",
        "Europe",
        "Africa",
        "another country",
        "Douglas, Isle of Man",
        "St Helier, Jersey",
        "Kingston, Jamaica",
        "Krakow, Poland",
        "Poland and Spain",
    ];
    for (place, name) in places(&names).iter().zip(names) {
        assert!(taken(place).contains("outside Great Britain"), "{name}: {place}");
    }
}

#[test]
fn a_county_behind_a_comma_is_no_far_ward_of_its_name() {
    let estate = ["--estate", "stoke-on-trent"];
    for name in ["Exeter, Devon", "Torquay, Devon", "Plymouth, Devon", "Hanley, Staffs"] {
        let said = places(&[&estate[..], &[name]].concat());
        assert_eq!(said[0]["checked"], true, "{name}: {said:?}");
        assert!(!taken(&said[0]).contains("Devon Ward"), "{name}: {said:?}");
    }
}

#[test]
fn a_county_is_too_wide_though_a_ward_bears_its_name() {
    for place in places(&["Essex", "Clwyd"]) {
        assert_eq!(place["checked"], false, "{place}");
        assert!(place["not_checked"].as_str().unwrap().contains("too wide"), "{place}");
    }
    assert_eq!(places(&["Cornwall"])[0]["checked"], true, "a district of this name");
}

#[test]
fn lists_of_known_places_are_all_of_them_and_whole_names_go_first() {
    let count = |name: &str| places(&[name])[0]["postcodes"].as_u64().unwrap();
    for (list, parts) in [
        ("Fenton and Longton", ["Fenton", "Longton"]),
        ("Hanley/Shelton", ["Hanley", "Shelton"]),
        ("ST1/ST3", ["ST1", "ST3"]),
        ("Crewe; Nantwich", ["Crewe", "Nantwich"]),
        ("Meir or Longton", ["Meir", "Longton"]),
        ("Meir & Fenton", ["Meir", "Fenton"]),
    ] {
        let (one, other) = (count(parts[0]), count(parts[1]));
        assert!(count(list) >= one.max(other), "{list}");
        assert!(count(list) <= one + other, "{list}");
    }
    assert_eq!(count("Cardiff / Caerdydd"), count("Cardiff"));
    assert!(taken(&places(&["Hammersmith and Fulham"])[0]).contains("E09000013"));
    assert_eq!(places(&["Hanley and Nowhereatall"])[0]["checked"], false);
}

#[test]
fn what_says_where_a_place_lies_does_not_widen_it() {
    let found = places(&["Sneyd Green", "Sneyd Green, Stoke", "Fenton; Longton; Meir; Bentilee"]);
    assert_eq!(found[0]["postcodes"], found[1]["postcodes"], "{}", taken(&found[1]));
    assert!(!taken(&found[2]).contains("of this name"), "{}", taken(&found[2]));
    assert!(taken(&places(&["Stoke"])[0]).contains("E06000021"));
}

#[test]
fn a_place_is_said_as_a_recommendation_says_it() {
    let table = |name: &str| {
        let mut lintel = program();
        let said = lintel.args(["place", name]).output().unwrap();
        flowing(&out(&said))
    };
    assert!(table("Nowhereatall").contains("NOT CHECKED"));
    assert!(table("Hope").contains("NOT CHECKED"), "{}", table("Hope"));
    assert!(!table("Hanley").contains("NOT CHECKED"));
}

/// How the units of the estate stand towards some unsafe places: 0 clear, 1 asks, 2 unsuitable.
fn caution(places: &[&str]) -> Vec<u8> {
    let text = format!("[[unsafe]]\nplace = \"{}\"\n", places.join("\"\n[[unsafe]]\nplace = \""));
    let form = format!(
        "reference = \"F-1\"\nreceived = \"2026-11-20T21:40:00Z\"\nsource = \"self\"\nimmediate_danger = true\nhomeless_before = false\n[[person]]\nrole = \"adult\"\nage = 34\nsex = \"female\"\n{text}"
    );
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(&file, form).unwrap();
    let mut lintel = program();
    lintel.args(["recommend", file.path().to_str().unwrap(), "--format", "json"]);
    let said = lintel.env("LINTEL_NOW", "2026-11-20T22:00:00Z").output().unwrap();
    let answer: Json = serde_json::from_slice(&said.stdout).unwrap();
    let of = |unit: &Json| {
        let all =
            ["breaches", "decisions"].map(|key| unit[key].as_array().cloned().unwrap_or_default());
        let found = all.concat().into_iter().find(|one| one["rule"] == "unsafe_area");
        found.map_or(0, |one| if one["decision"] == true { 1 } else { 2 })
    };
    answer["units"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_list_of_places_is_never_less_careful_than_its_places_one_by_one() {
    for (list, places) in [
        ("Leeds, Bradford or Hanley", &["Leeds", "Bradford", "Hanley"][..]),
        ("Leeds, or Hanley", &["Leeds", "Hanley"]),
        ("Meir, Longton or Fenton", &["Meir", "Longton", "Fenton"]),
        ("Stafford, Stone or Longton", &["Stafford", "Stone", "Longton"]),
        ("Fenton, Longton", &["Fenton", "Longton"]),
        ("Longton, Meir", &["Longton", "Meir"]),
        ("Burslem, Tunstall", &["Burslem", "Tunstall"]),
        ("Tunstall, Kidsgrove", &["Tunstall", "Kidsgrove"]),
        ("Hanley, Longton, Tunstall", &["Hanley", "Longton", "Tunstall"]),
        ("Bucknall, Stoke, Leek", &["Bucknall", "Stoke", "Leek"]),
        ("Trentham, Stoke or Crewe", &["Trentham", "Stoke", "Crewe"]),
        ("ST3 & 4", &["ST3", "ST4"]),
        ("ST3/4", &["ST3", "ST4"]),
        ("ST3, 4", &["ST3", "ST4"]),
        ("ST1-3", &["ST1", "ST2", "ST3"]),
        ("Hanley ST1 3AB", &["ST1 3AB"]),
        ("Leeds, ?", &["Nowhere at all"]),
    ] {
        let (together, alone) = (caution(&[list]), caution(places));
        assert!(together.iter().zip(&alone).all(|(a, b)| a >= b), "{list}: {together:?} {alone:?}");
    }
    assert!(caution(&["Hanley"]).contains(&2));
    // What says where a place lies still costs nothing.
    assert_eq!(caution(&["Hanley, Stoke-on-Trent"]), caution(&["Hanley"]));
    assert_eq!(caution(&["Cardiff, Wales"]), caution(&["Cardiff"]));
}
