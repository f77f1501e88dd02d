//! The desk with lists and decisions that change in the night: who has left, a list saved by halves, what was
//! granted since.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::bad_input::patch::Change::{BehindLine, Swap, Without};
use crate::bad_input::patch::{Copied, File};
use crate::typed::deserved;
use serde_json::Value as Json;

const HERE: &str = "Alder-1";

/// What a command answers in JSON.
fn json(copied: &Copied, args: &[&str]) -> Json {
    let said = copied.run(&[args, &["--format", "json"]].concat());
    assert_eq!(said.code, deserved(&said.stdout), "{args:?}: {said:?}");
    serde_json::from_str(&said.stdout).unwrap()
}

fn unit<'a>(answer: &'a Json, name: &str) -> &'a Json {
    let units = answer["units"].as_array().unwrap();
    units.iter().find(|unit| unit["unit"] == name).unwrap()
}

/// The household of the first row leaves on a day.
fn leaving(day: &'static str) -> Copied {
    let copied = Copied::with(File::Occupancy, BehindLine(1, ",left"));
    let cell: &'static str = match day {
        "17" => ",2026-11-17",
        "18" => ",2026-11-18",
        "19" => ",2026-11-19",
        _ => ",2026-11-23",
    };
    copied.change(File::Occupancy, BehindLine(2, cell));
    copied
}

/// Stoke's turnaround is two nights, and the form came on the 20th.
#[test]
fn a_unit_left_yesterday_is_made_ready_for_two_nights() {
    for (day, vacant, state) in [
        ("17", true, "vacant"),
        ("18", true, "vacant"),
        ("19", false, "made ready"),
        ("23", false, "lived in"),
    ] {
        let copied = leaving(day);
        let answer = json(&copied, &["recommend", "referral.toml"]);
        assert_eq!(unit(&answer, HERE)["vacant"], vacant, "{day}");
        let now = ["units", "--now", "2026-11-20T21:40:00Z"];
        assert_eq!(unit(&json(&copied, &now), HERE)["state"], state, "{day}");
        let explained = json(&copied, &["explain", "referral.toml", "--unit", HERE]);
        assert_eq!(explained["vacant"], vacant, "{day}");
    }
}

#[test]
fn whoever_left_takes_no_place_and_keeps_nobody_away() {
    // The first row is the one that takes a funded place.
    let funded = |copied: &Copied| {
        let text = std::fs::read_to_string(copied.path("referral.toml")).unwrap();
        let text = text.replace("nrpf = false", "nrpf = true");
        std::fs::write(copied.path("referral.toml"), text).unwrap();
        copied.change(File::Provider, Swap("nrpf_places = 3", "nrpf_places = 1"));
        let occupancy = std::fs::read_to_string(copied.path(File::Occupancy.path())).unwrap();
        let rows =
            occupancy.replace(",true,", ",false,").replace("-23,false,false", "-23,false,true");
        std::fs::write(copied.path(File::Occupancy.path()), rows).unwrap();
        let answer = json(copied, &["recommend", "referral.toml"]);
        answer["units"].to_string().contains("\"nrpf\"")
    };
    assert!(funded(&leaving("23")));
    assert!(!funded(&leaving("19")));
}

#[test]
fn nobody_leaves_before_moving_in() {
    let copied = Copied::with(File::Occupancy, BehindLine(1, ",left"));
    copied.change(File::Occupancy, BehindLine(2, ",2026-09-01"));
    let issues = copied.issues(&["check", "data/stoke-on-trent"]);
    let found: Vec<(&str, &str)> =
        issues.iter().map(|issue| (issue.code.as_str(), issue.place.as_str())).collect();
    assert_eq!(found, [("C10", "line 2, left")]);
}

#[test]
fn a_list_saved_by_halves_is_noticed() {
    let whole = json(&Copied::new(), &["recommend", "referral.toml"]);
    assert_eq!(whole["occupancy_list"]["complete"], true);
    let copied = Copied::with(File::Occupancy, Without("Alder-1"));
    for args in [&["recommend", "referral.toml"][..], &["units"], &["allocate", "referral.toml"]] {
        let list = json(&copied, args)["occupancy_list"].clone();
        assert_eq!(list["complete"], false, "{args:?}");
    }
    let issues = copied.issues(&["check", "data/stoke-on-trent"]);
    assert_eq!(issues.len(), 1);
    assert_eq!((&*issues[0].code, &*issues[0].place), ("C10", "occupancy.households"));
}

#[test]
fn a_list_that_does_not_say_how_long_it_is_is_told_by_check() {
    let copied = Copied::with(File::Provider, Without("households"));
    let answer = json(&copied, &["recommend", "referral.toml"]);
    assert_eq!(answer["occupancy_list"]["complete"], Json::Null);
    let said = copied.run(&["check", "data/stoke-on-trent"]);
    assert_eq!(said.code, 0);
    assert!(said.stdout.contains("half-saved"), "{said:?}");
}

#[test]
fn what_somebody_granted_is_an_option() {
    let copied = Copied::new();
    let before = json(&copied, &["recommend", "referral.toml"]);
    let asked = &before["decisions"][0];
    let named = asked["unit"].as_str().unwrap();
    copied.write("granted.csv", &format!("reference,unit\nS-0001,{named}\n"));
    let granted = ["--granted", "granted.csv"];
    let after = json(&copied, &[&["recommend", "referral.toml"][..], &granted].concat());
    let option = after["options"].as_array().unwrap().iter().find(|option| option["unit"] == named);
    let rules: Vec<&Json> =
        asked["asks"].as_array().unwrap().iter().map(|ask| &ask["rule"]).collect();
    let now: Vec<&Json> = option.unwrap()["granted"].as_array().unwrap().iter().collect();
    assert_eq!(now, rules);
    assert_eq!(unit(&after, named), unit(&before, named), "what the rules found stands");
    let still = after["decisions"].as_array().unwrap();
    assert!(still.iter().all(|decision| decision["unit"] != named));
    let outlook = json(&copied, &[&["outlook", "referral.toml"][..], &granted].concat());
    assert_eq!(outlook["answer"], "free_now");
}

#[test]
fn what_nobody_can_decide_cannot_be_granted() {
    let copied = Copied::new();
    let answer = json(&copied, &["recommend", "referral.toml"]);
    let barred = answer["units"]
        .as_array()
        .unwrap()
        .iter()
        .find(|unit| unit["vacant"] == true && unit["verdict"] == "unsuitable");
    let named = barred.unwrap()["unit"].as_str().unwrap();
    copied.write("granted.csv", &format!("reference,unit\nS-0001,{named}\n"));
    let issues = copied.issues(&["recommend", "referral.toml", "--granted", "granted.csv"]);
    assert_eq!((&*issues[0].code, &*issues[0].place), ("C10", "line 2, unit"));
}

#[test]
fn a_whole_nights_list_serves_one_household_and_says_what_it_skips() {
    let copied = Copied::new();
    let before = json(&copied, &["recommend", "referral.toml"]);
    let named = before["decisions"][0]["unit"].as_str().unwrap().to_owned();
    let (lower, own) = (named.to_lowercase(), "s-0001");
    // Another household's line, a unit that is lived in, and one that there is not.
    let list = format!("reference,unit\nR-9,Siskin\nS-0001,Alder-1\nS-0001,Elder\n{own},{lower}\n");
    copied.write("granted.csv", &list);
    for command in ["recommend", "outlook"] {
        let said = copied.run(&[command, "referral.toml", "--granted", "granted.csv"]);
        assert_eq!(said.code, 0, "{said:?}");
        for passed in ["1 line is about other households", "Alder-1 is not vacant", "\"Elder\""] {
            assert!(said.stderr.contains(passed), "{command} {passed}: {}", said.stderr);
        }
    }
    let granted = ["recommend", "referral.toml", "--granted", "granted.csv"];
    assert!(json(&copied, &granted)["options"].to_string().contains(&named));
    let args = ["explain", "referral.toml", "--unit", &named, "--granted", "granted.csv"];
    assert_eq!(copied.run(&args).code, 0);
    let said = copied.run(&["allocate", "referral.toml", "--granted", "granted.csv"]);
    assert!(said.code == 0 && said.stderr.contains("Alder-1 is not vacant"), "{said:?}");
    for command in ["recommend", "outlook", "allocate"] {
        let said = copied.run(&[command, "referral.toml", "--granted", "missing.csv"]);
        assert_eq!(said.code, deserved(&said.stdout), "{command}: {said:?}");
        assert!(said.stderr.contains("nothing counts as granted"), "{command}: {said:?}");
    }
}

#[test]
fn an_explanation_says_who_decides() {
    let copied = Copied::new();
    let answer = json(&copied, &["recommend", "referral.toml"]);
    let asked = &answer["decisions"][0];
    let unit = asked["unit"].as_str().unwrap();
    let explained = json(&copied, &["explain", "referral.toml", "--unit", unit]);
    let who = |list: &Json| -> Vec<Json> {
        list.as_array().unwrap().iter().map(|one| one["who"].clone()).collect()
    };
    assert_eq!(who(&explained["objections"]), who(&asked["asks"]));
}

#[test]
fn a_form_that_does_not_say_when_it_came_asks_now_and_that_is_said() {
    let copied = Copied::with(File::Referral, Without("received"));
    let now = ["--now", "2026-11-20T21:40:00Z"];
    let answer = json(&copied, &[&["recommend", "referral.toml"][..], &now].concat());
    let plain = json(&Copied::new(), &["recommend", "referral.toml"]);
    assert_eq!((&answer["options"], &answer["stale"]), (&plain["options"], &plain["stale"]));
    let listed = answer["not_checked"].as_array().unwrap();
    assert!(listed.iter().any(|not| not["field"] == "received"), "{listed:?}");
    assert_eq!(copied.run(&["check", "referral.toml"]).code, 0);
}

#[test]
fn one_reference_where_a_list_belongs_is_kept_apart() {
    let with = |list| {
        let copied = Copied::with(File::Referral, Swap("keep_apart = []", list));
        json(&copied, &["recommend", "referral.toml"])
    };
    let right = with("keep_apart = [\"R-0388\"]");
    assert_eq!(with("keep_apart = \"R-0388\""), right);
    let two = with("keep_apart = [\"R-0388\", \"R-0407\"]");
    assert_eq!(with("keep_apart = \"R-0388; R-0407\""), two);
    assert_ne!(two, right);
}

#[test]
fn a_radius_that_nobody_can_read_is_at_least_five_kilometres() {
    let with = |radius: &'static str| {
        let copied = Copied::with(File::Referral, Swap("\nradius = \"1 mile\"", "\n#"));
        copied.change(File::Referral, Swap("radius_m = 2000", radius));
        json(&copied, &["recommend", "referral.toml"])["units"].clone()
    };
    let five = with("radius_m = 5000");
    assert_eq!(with("radius = \"as far as can be\""), five);
    assert_eq!(with("radius = \"5 km\""), five);
    assert_eq!(with("radius_m = 4501"), five);
    assert_eq!(with("radius_m = 1000\n    radius = \"3 miles\""), five);
    let two = with("radius = \"1 mile\"");
    assert_ne!(two, five);
    assert_eq!(with("radius_m = 1501"), two);
}

#[test]
fn a_list_that_is_not_there_is_said_first_and_is_an_issue() {
    let copied = Copied::new();
    std::fs::remove_file(copied.path(File::Occupancy.path())).unwrap();
    let first = "IT IS NOT KNOWN WHO LIVES WHERE: 30 rows are missing";
    for args in [&["recommend", "referral.toml"][..], &["units"], &["allocate", "referral.toml"]] {
        assert!(copied.run(args).stdout.starts_with(first), "{args:?}");
        let list = json(&copied, args)["occupancy_list"].clone();
        assert_eq!(
            (&list["complete"], &list["is_there"]),
            (&Json::from(false), &Json::from(false))
        );
    }
    assert!(!copied.run(&["recommend", "referral.toml"]).stdout.contains("DATED LIST"));
    assert!(!copied.run(&["units"]).stdout.contains("vacant"));
    let [issue] = &copied.issues(&["check", "data/stoke-on-trent"])[..] else { panic!("one") };
    assert_eq!((&*issue.code, &*issue.place), ("C09", "occupancy.households"));
    copied.change(File::Provider, Without("households"));
    let said = copied.run(&["recommend", "referral.toml"]);
    assert!(said.stdout.starts_with("IT IS NOT KNOWN WHO LIVES WHERE"), "{said:?}");
    assert!(copied.run(&["check", "data/stoke-on-trent"]).stdout.contains("not known who lives"));
}
