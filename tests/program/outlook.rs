//! `lintel outlook` and its lines in `lintel recommend`, through the program: what is said when, what is never
//! said, and what changes it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail at once")]

use crate::typed::{flowing, lintel};
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A family for whom two units suit and both are taken.
const SIX_CHILDREN: &str = "tests/casebook/05-six-children.toml";

fn json(args: &[&str]) -> Json {
    let output = lintel(&[args, &["--format", "json"]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{args:?}: {said}"))
}

/// The chances of the last reading, that of most demand, for 1, 3, 7 and 14 days.
fn chances(outlook: &Json) -> [f64; 4] {
    let reading = outlook["readings"].as_array().unwrap().last().unwrap();
    [0, 1, 2, 3].map(|k| reading["chances"][k]["suits"]["chance"].as_f64().unwrap())
}

/// Stoke's estate, to be changed.
struct Copied(TempDir);

impl Copied {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["provider.toml", "settings.csv", "units.csv", "occupancy.csv", "bank_holidays.csv"]
        {
            fs::copy(Path::new("data/stoke-on-trent").join(name), folder.path().join(name))
                .unwrap();
        }
        fs::create_dir(folder.path().join("residents")).unwrap();
        for file in fs::read_dir("data/stoke-on-trent/residents").unwrap() {
            let file = file.unwrap().path();
            let to = folder.path().join("residents").join(file.file_name().unwrap());
            fs::copy(&file, to).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn swap(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    fn append(&self, file: &str, rows: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        fs::write(self.path(file), text + rows).unwrap();
    }

    /// Somebody of the casebook waits too.
    fn waits(&self, case: &str, changes: &[(&str, &str)]) {
        fs::create_dir_all(self.path("waiting")).unwrap();
        let mut text = fs::read_to_string(format!("tests/casebook/{case}.toml")).unwrap();
        for (from, to) in changes {
            assert!(text.contains(from), "{case} has no {from}");
            text = text.replace(from, to);
        }
        let files = fs::read_dir(self.path("waiting")).unwrap().count();
        fs::write(self.path("waiting").join(format!("{files}.toml")), text).unwrap();
    }

    fn outlook(&self, referral: &str) -> Json {
        json(&["outlook", referral, "--estate", self.0.path().to_str().unwrap()])
    }

    fn recommend(&self, referral: &str) -> Json {
        json(&["recommend", referral, "--estate", self.0.path().to_str().unwrap()])
    }
}

#[test]
fn where_something_is_free_it_says_so_and_simulates_nothing() {
    let referral = "tests/casebook/16-sixteen-alone.toml";
    let output = lintel(&["outlook", referral]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("free now"));
    let outlook = json(&["outlook", referral]);
    assert_eq!((&outlook["answer"], &outlook["histories"]), (&"free_now".into(), &0.into()));
    let copied = Copied::new();
    copied.waits("05-six-children", &[("received = \"2026-11-20", "received = \"2026-11-18")]);
    let outlook = copied.outlook(referral);
    assert_eq!((&outlook["answer"], &outlook["waiting_before"]), (&"free_now".into(), &1.into()));
    assert!(outlook["text"].as_str().unwrap().contains("lintel allocate"), "{outlook}");
}

#[test]
fn where_nothing_could_ever_suit_it_says_so_with_what_to_do_instead() {
    let referral = "tests/casebook/15-girl-of-fifteen-alone.toml";
    let output = lintel(&["outlook", referral]);
    assert_eq!(output.status.code(), Some(4));
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(
        screen.contains("CHILDREN'S SERVICES NOW") && screen.contains("WHERE ELSE"),
        "{screen}"
    );
    let outlook = json(&["outlook", referral]);
    assert_eq!(outlook["answer"], "never");
    assert!(!outlook["alternatives"].as_array().unwrap().is_empty());
}

#[test]
fn chances_rise_with_the_days_and_lie_in_their_intervals() {
    let outlook = json(&["outlook", SIX_CHILDREN]);
    assert_eq!(outlook["answer"], "chance");
    let readings = outlook["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 2);
    for reading in readings {
        let chances = reading["chances"].as_array().unwrap();
        assert_eq!(
            chances.iter().map(|c| c["days"].as_u64().unwrap()).collect::<Vec<_>>(),
            [1, 3, 7, 14]
        );
        let mut last = 0.0;
        for chance in chances {
            let [chance, low, high] =
                ["chance", "low", "high"].map(|key| chance["suits"][key].as_f64().unwrap());
            assert!(low <= chance && chance <= high && high - low < 0.04 && chance >= last);
            last = chance;
        }
        assert!(last > 0.05 && last < 0.5, "{last}");
        assert!(
            reading["numbers"]
                .as_array()
                .unwrap()
                .iter()
                .all(|number| { number["source"].is_string() && number["standing"].is_string() })
        );
    }
}

#[test]
fn days_are_londons_and_count_from_when_she_asked_or_later() {
    let day = |outlook: &Json, k: usize| {
        let chance = &outlook["readings"][0]["chances"][k];
        (chance["day"].as_str().unwrap().to_owned(), chance["by"].as_str().unwrap().to_owned())
    };
    let outlook = json(&["outlook", SIX_CHILDREN]);
    assert_eq!(day(&outlook, 0), ("Saturday 21 November".into(), "2026-11-21T22:01:00Z".into()));
    let later = json(&["outlook", SIX_CHILDREN, "--at", "2027-03-25T23:30:00Z"]);
    // Clocks go forward on 28 March: the same time of day is an hour less away.
    assert_eq!(day(&later, 1), ("Sunday 28 March".into(), "2027-03-28T22:30:00Z".into()));
    assert_eq!(later["stale"], true);
    let before = lintel(&["outlook", SIX_CHILDREN, "--at", "2026-11-01T00:00:00Z"]);
    assert_eq!(before.status.code(), Some(2));
}

#[test]
fn a_unit_that_opens_is_counted_from_its_first_day_and_not_before() {
    let copied = Copied::new();
    copied.append("settings.csv", "D-New,dispersed,any,false,,false,true,24h,,managed,true\n");
    copied.append("units.csv", "New,D-New,2+2+2+2,1,true,true,ST6 6,planned,2026-11-22\n");
    let [one, three, ..] = chances(&copied.outlook(SIX_CHILDREN));
    assert!(one < 0.05 && (three - 1.0).abs() < 1e-9, "{one} {three}");
    copied.swap("units.csv", "planned,2026-11-22", "planned,");
    let [_, _, _, fourteen] = chances(&copied.outlook(SIX_CHILDREN));
    assert!(fourteen < 0.5, "a day that is not known was counted on: {fourteen}");
}

#[test]
fn who_waits_in_front_takes_what_comes_first() {
    let alone = Copied::new();
    let [_, _, _, nobody] = chances(&alone.outlook(SIX_CHILDREN));
    let earlier = ("received = \"2026-11-20", "received = \"2026-11-18");
    let case = fs::read_to_string(SIX_CHILDREN).unwrap();
    let reference = case.lines().find(|line| line.starts_with("reference")).unwrap();
    let with = |changes: &[(&str, &str)]| {
        let copied = Copied::new();
        copied.waits("05-six-children", changes);
        copied.outlook(SIX_CHILDREN)
    };
    let before = with(&[(reference, "reference = \"W-1\""), earlier]);
    assert_eq!((&before["waiting_before"], &before["waiting_after"]), (&1.into(), &0.into()));
    let [_, _, _, second] = chances(&before);
    assert!(second < 0.6 * nobody, "{second} of {nobody}");
    // She is not in front of herself, and who asks later stands behind.
    let herself = with(&[earlier]);
    assert_eq!((&herself["waiting_before"], &herself["waiting_after"]), (&0.into(), &0.into()));
    let after = with(&[
        (reference, "reference = \"W-1\""),
        ("received = \"2026-11-20T22:01", "received = \"2026-11-20T22:02"),
    ]);
    assert_eq!((&after["waiting_before"], &after["waiting_after"]), (&0.into(), &1.into()));
    assert!((chances(&after)[3] - nobody).abs() < 0.03);
}

#[test]
fn the_list_of_who_waits_is_read_like_any_other_file() {
    let copied = Copied::new();
    fs::write(copied.path("waiting.jsonl"), "{ \"reference\": 3 }\n").unwrap();
    let estate = copied.0.path().to_str().unwrap();
    assert_eq!(lintel(&["outlook", SIX_CHILDREN, "--estate", estate]).status.code(), Some(3));
    // A recommendation stands all the same, and says in a line what it could not say.
    let recommended = copied.recommend(SIX_CHILDREN);
    assert_eq!(
        (&recommended["route"], &recommended["outlook"]["answer"]),
        (&"wait".into(), &"not_known".into())
    );
    fs::write(copied.path("waiting.jsonl"), "").unwrap();
    assert_eq!(copied.outlook(SIX_CHILDREN)["waiting_before"], 0);
}

#[test]
fn nights_a_unit_stands_empty_are_added() {
    let copied = Copied::new();
    let [_, _, _, with] = chances(&copied.outlook(SIX_CHILDREN));
    copied.swap("provider.toml", "turnaround_nights = 2", "turnaround_nights = 0");
    let [one, _, _, without] = chances(&copied.outlook(SIX_CHILDREN));
    assert!(one > 0.0 && without > with + 0.01, "{one}, {without}, {with}");
    copied.swap("provider.toml", "turnaround_nights = 0", "turnaround_nights = 15");
    let [_, _, _, never] = chances(&copied.outlook(SIX_CHILDREN));
    assert!(never < 1e-9, "{never}");
}

#[test]
fn what_a_manager_could_decide_on_is_counted_apart() {
    let outlook = json(&["outlook", "data/sample-referral.toml"]);
    assert_eq!(outlook["decision_now"], true);
    let last = &outlook["readings"][1]["chances"][3];
    let chance = |key: &str| last[key]["chance"].as_f64().unwrap();
    assert!(chance("suits") < 0.5 && chance("or_decision") > 0.99);
    // Where nobody could decide on anything there is no such chance.
    assert!(json(&["outlook", SIX_CHILDREN])["readings"][0]["chances"][0]["or_decision"].is_null());
}

#[test]
fn without_a_list_of_who_lives_where_nothing_is_said_of_who_may_leave() {
    let copied = Copied::new();
    fs::remove_file(copied.path("occupancy.csv")).unwrap();
    let outlook = copied.outlook(SIX_CHILDREN);
    assert_eq!((&outlook["answer"], &outlook["stale"]), (&"not_known".into(), &true.into()));
}

#[test]
fn an_old_list_is_said_to_be_old() {
    let copied = Copied::new();
    copied.swap("provider.toml", "as_of = \"2026-11-20", "as_of = \"2026-11-10");
    assert_eq!(copied.outlook(SIX_CHILDREN)["stale"], true);
    let estate = copied.0.path().to_str().unwrap();
    for command in ["outlook", "recommend"] {
        let screen = lintel(&[command, SIX_CHILDREN, "--estate", estate]).stdout;
        assert!(String::from_utf8_lossy(&screen).contains("THE LIST IS OLD"), "{command}");
    }
}

#[test]
fn where_nothing_is_free_a_recommendation_carries_the_outlook() {
    let output = lintel(&["recommend", SIX_CHILDREN, "--format", "json"]);
    assert_eq!(output.status.code(), Some(4));
    let recommended: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(recommended["outlook"], json(&["outlook", SIX_CHILDREN]));
    let placed = json(&["recommend", "tests/casebook/16-sixteen-alone.toml"]);
    assert!(placed.get("outlook").is_none());
}

#[test]
fn without_a_scenario_only_a_recommendation_is_still_made() {
    let copied = Copied::new();
    copied.swap("provider.toml", "outlook_scenario", "x_outlook_scenario");
    let outlook = &copied.recommend(SIX_CHILDREN)["outlook"];
    assert_eq!(outlook["answer"], "not_known");
    assert!(outlook["text"].as_str().unwrap().contains("--scenario"), "{outlook}");
    let estate = copied.0.path().to_str().unwrap();
    assert_eq!(lintel(&["outlook", SIX_CHILDREN, "--estate", estate]).status.code(), Some(1));
    let named = ["outlook", SIX_CHILDREN, "--estate", estate, "--scenario", "stoke-37-erlang"];
    assert_eq!(json(&named)["readings"], json(&["outlook", SIX_CHILDREN])["readings"]);
}

#[test]
fn answers_agree_with_their_schemas() {
    let schema = |of: &str| -> jsonschema::Validator {
        let schema = serde_json::from_slice(&lintel(&["schema", of]).stdout).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    let (outlook, recommendation) = (schema("outlook"), schema("recommendation"));
    for case in
        ["05-six-children", "15-girl-of-fifteen-alone", "16-sixteen-alone", "19-from-another-area"]
    {
        let file = format!("tests/casebook/{case}.toml");
        assert!(outlook.is_valid(&json(&["outlook", &file])), "{case}");
        assert!(recommendation.is_valid(&json(&["recommend", &file])), "{case}");
    }
}

/// Nothing an outlook says tells where a unit is, which unit it is, or who may leave it.
#[test]
fn no_outlook_names_a_unit_a_place_or_anybody_else() {
    let column = |file: &str, at: usize| -> Vec<String> {
        let text = fs::read_to_string(format!("data/stoke-on-trent/{file}")).unwrap();
        text.lines().skip(1).map(|row| row.split(',').nth(at).unwrap().to_owned()).collect()
    };
    let mut secret =
        [column("units.csv", 0), column("units.csv", 6), column("settings.csv", 0)].concat();
    secret.extend(column("occupancy.csv", 1));
    for file in fs::read_dir("tests/casebook").unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let file = file.to_str().unwrap();
        // What whoever asks has typed is read back, in full letters and spaced: it gives nothing away.
        let spaceless = |text: &str| text.replace(' ', "").to_uppercase();
        let typed = spaceless(&fs::read_to_string(file).unwrap());
        let screen = lintel(&["outlook", file]).stdout;
        let screen = String::from_utf8(screen).unwrap();
        assert!(screen.lines().all(|line| line.chars().count() <= 80), "{file} is too wide");
        let mut own = json(&["outlook", file]);
        own["reference"] = Json::Null;
        // Whoever must be asked tonight is asked about vacant units, as `recommend` names them.
        let sections = screen.split_once('\n').unwrap().1.split("\n\n");
        let sections = sections.filter(|section| !section.starts_with("ASK FIRST"));
        let screen = sections.collect::<Vec<_>>().join("\n\n");
        for said in [screen, own.to_string()] {
            for secret in secret.iter().filter(|secret| !typed.contains(&spaceless(secret))) {
                assert!(!said.contains(secret.as_str()), "{file} says {secret}");
            }
        }
    }
}

#[test]
fn a_date_far_from_tonight_on_the_list_of_who_waits_is_an_issue() {
    for year in ["2025", "2027"] {
        let copied = Copied::new();
        copied.waits("05-six-children", &[("received = \"2026", &format!("received = \"{year}"))]);
        let estate = copied.0.path().to_str().unwrap().to_owned();
        let args = ["outlook", SIX_CHILDREN, "--estate", &estate];
        let output = lintel(&args);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        let said = flowing(&said);
        assert!(said.starts_with("NOT COUNTED AMONG THOSE WHO WAIT"), "{said}");
        assert!(said.contains("received") && said.contains("180 days"), "{said}");
    }
}

#[test]
fn a_scenario_of_another_estate_is_not_taken_silently() {
    let note = "written for another estate";
    let says = |args: &[&str]| json(args)["assumes"].to_string().contains(note);
    assert!(!says(&["outlook", SIX_CHILDREN]));
    assert!(says(&["outlook", SIX_CHILDREN, "--scenario", "plymouth"]));
}
