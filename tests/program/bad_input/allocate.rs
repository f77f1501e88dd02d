//! A batch with something wrong in it: every mistake of every form and list is said, and nothing allocated.

use crate::bad_input::patch::Change::{Swap, Without};
use crate::bad_input::patch::{Copied, File, Issue};
use crate::typed::{deserved, flowing};
use std::fs;

const FORM: &str = r#"
reference = "REFERENCE"
received = "2026-11-20T21:40:00Z"
source = "agency"
immediate_danger = true
homeless_before = false
[[person]]
role = "adult"
age = 34
sex = "female"
"#;

/// Several for the units of Stoke-on-Trent, in a folder `night`.
fn night(forms: &[(&str, &str)]) -> Copied {
    let copied = Copied::new();
    fs::create_dir(copied.path("night")).unwrap();
    for (file, text) in forms {
        copied.write(&format!("night/{file}"), text);
    }
    copied
}

fn form(reference: &str) -> String {
    FORM.replace("REFERENCE", reference)
}

/// Two households that can be placed, as `a.toml` and `b.toml`.
fn two() -> Copied {
    night(&[("a.toml", &form("Q-1")), ("b.toml", &form("Q-2"))])
}

fn line(reference: &str, received: &str) -> String {
    format!(
        r#"{{"reference":"{reference}","received":"{received}","source":"agency","immediate_danger":true,"homeless_before":false,"person":[{{"role":"adult","age":34,"sex":"female"}}]}}"#
    )
}

const TONIGHT: &str = "2026-11-20T21:40:00Z";

fn briefs(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(Issue::brief).collect()
}

/// What is placed, as reference and unit.
fn placed(copied: &Copied, args: &[&str]) -> Vec<(String, String)> {
    let said = copied.run(&[args, &["--format", "json"]].concat());
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let placed = answer["placed"].as_array().unwrap().iter();
    placed.map(|placed| (text(&placed["reference"]), text(&placed["unit"]))).collect()
}

#[test]
fn every_mistake_of_every_form_is_said_and_nobody_else_goes_without() {
    let copied = night(&[
        ("a.toml", &form("Q-1").replace("age = 34", "# age")),
        ("b.toml", &form("Q-2")),
        ("c.json", &line("Q-3", TONIGHT).replace("\"source\":\"agency\",", "")),
        ("d.toml", &(form("Q-4") + "[[unsafe]]\nplace = \"Hobbiton\"\n")),
        ("e.toml", &form("Q-2").replace("sex =", "gender_ =")),
    ]);
    let expected = [
        "C03 night/a.toml person[0].age",
        "C03 night/c.json source",
        "C03 night/e.toml person[0].sex",
        "C02 night/e.toml person[0].gender_",
        "C08 night/e.toml reference",
    ];
    assert_eq!(briefs(&copied.issues(&["allocate", "night"])), expected);
    let said = copied.run(&["allocate", "night"]);
    assert_eq!(said.code, 3, "{said:?}");
    let (broken, answered) = said.stdout.split_once("\n\n").unwrap();
    assert!(broken.contains("night/a.toml, night/c.json, night/e.toml"), "{broken}");
    assert!(answered.contains("Q-2") && answered.contains("Q-4"), "{answered}");
}

#[test]
fn a_wrong_estate_hides_no_mistake_of_a_form() {
    let copied = night(&[("a.toml", &form("Q-1").replace("age = 34", "age = 340"))]);
    copied.change(File::Provider, Swap("name = \"Stoke-on-Trent\"", ""));
    let expected = ["C03 data/stoke-on-trent/provider.toml name", "C07 night/a.toml person[0].age"];
    assert_eq!(briefs(&copied.issues(&["allocate", "night"])), expected);
}

#[test]
fn a_reference_stands_in_a_batch_once() {
    let copied = night(&[("a.toml", &form("Q-1")), ("b.json", &line("Q-1", TONIGHT))]);
    let issues = copied.issues(&["allocate", "night"]);
    assert_eq!(briefs(&issues), ["C08 night/b.json reference"]);
    assert!(issues[0].allowed.contains("night/a.toml"), "{issues:?}");
}

#[test]
fn a_batch_is_of_one_london_day() {
    let summer = |a: &str, b: &str| {
        let copied = Copied::new();
        copied.write("night.jsonl", &[line("Q-1", a), line("Q-2", b)].join("\n"));
        copied
    };
    // Half an hour before and after midnight in London, the same day by UTC.
    let copied = summer("2026-07-01T22:30:00Z", "2026-07-01T23:30:00Z");
    let issues = copied.issues(&["allocate", "night.jsonl"]);
    assert_eq!(briefs(&issues), ["C10 night.jsonl line 2, received"]);
    assert!(issues[0].allowed.contains("2026-07-01"), "{issues:?}");
    // Either side of midnight by UTC, the same night in London.
    let copied = summer("2026-07-01T23:30:00Z", "2026-07-02T00:30:00+01:00");
    assert_eq!(copied.run(&["allocate", "night.jsonl"]).code, 0);
    let copied = summer("2026-11-20T23:30:00Z", "2026-11-21T00:30:00Z");
    assert_eq!(briefs(&copied.issues(&["allocate", "night.jsonl"])).len(), 1);
}

#[test]
fn an_empty_folder_or_file_is_an_issue_and_a_missing_one_an_error() {
    let copied = night(&[]);
    let [issue] = &copied.issues(&["allocate", "night"])[..] else { panic!("one issue") };
    assert_eq!((issue.code.as_str(), issue.file.as_str()), ("C03", "night"));
    copied.write("none.jsonl", "\n\n");
    assert_eq!(copied.issues(&["allocate", "none.jsonl"]).len(), 1);
    let said = copied.run(&["allocate", "nowhere"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""));
    assert!(said.stderr.contains("nowhere"), "{}", said.stderr);
}

#[test]
fn a_broken_line_is_named_by_its_number_and_hides_no_other() {
    let copied = Copied::new();
    let lines = [
        line("Q-1", TONIGHT),
        String::new(),
        line("Q-2", TONIGHT).chars().take(60).collect(),
        line("Q-3", TONIGHT).replace("\"age\":34,", ""),
        line("Q-1", TONIGHT),
    ];
    copied.write("night.jsonl", &lines.join("\n"));
    let issues = copied.issues(&["allocate", "night.jsonl"]);
    let lines: Vec<(&str, Option<usize>)> =
        issues.iter().map(|issue| (issue.code.as_str(), issue.line)).collect();
    assert_eq!(lines, [("C01", Some(3)), ("C03", Some(4)), ("C08", Some(5))]);
    assert!(issues[2].allowed.contains("line 1"), "{issues:?}");
}

#[test]
fn a_byte_order_mark_and_windows_lines_are_accepted() {
    let copied = two();
    let plain = placed(&copied, &["allocate", "night"]);
    assert_eq!(plain.len(), 2);
    let lines = format!("\u{feff}{}\r\n{}\r\n", line("Q-1", TONIGHT), line("Q-2", TONIGHT));
    copied.write("night.jsonl", &lines);
    assert_eq!(placed(&copied, &["allocate", "night.jsonl"]), plain);
    for file in ["a.toml", "b.toml"] {
        let text = fs::read_to_string(copied.path(&format!("night/{file}"))).unwrap();
        copied.write(&format!("night/{file}"), &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    let unit = &plain[0].1;
    copied.write("declined.csv", &format!("\u{feff}reference,unit\r\n Q-1 , {unit} \r\n"));
    let otherwise = placed(&copied, &["allocate", "night", "--declined", "declined.csv"]);
    assert!(otherwise.len() == 2 && otherwise[0].1 != *unit, "{otherwise:?}");
}

#[test]
fn what_stands_in_the_folder_beside_is_passed_over_and_named() {
    let copied = two();
    copied.write("night/README.md", "not a form\n");
    copied.write("night/.hidden.toml", "not = \"a form\"\n");
    fs::create_dir(copied.path("night/older.toml")).unwrap();
    let said = copied.run(&["allocate", "night"]);
    assert_eq!(said.code, 0, "{said:?}");
    let words = flowing(&said.stdout);
    assert!(words.contains("Not read") && words.contains("README.md, older.toml"), "{words}");
    assert!(!words.contains("hidden"), "{words}");
}

/// Lists of pairs with one mistake each: the flag, the rows, and the issues by code and place.
type List = (&'static str, &'static str, &'static [&'static str]);

const LISTS: &[List] = &[
    ("granted", "reference,unit\nQ-1\n", &["C03 line 2, unit"]),
    ("accepted", "reference,units\nQ-1,Alder-2\n", &["C03 line 1, unit"]),
    ("accepted", "", &["C03 line 1"]),
    ("accepted", "reference,unit\nQ-1,Alder-1\n", &["C10 line 2, unit"]),
    ("accepted", "reference,unit\nQ-9,Nowhere-1\n", &["C09 line 2, reference", "C09 line 2, unit"]),
    (
        "declined",
        "reference,unit\nQ-9,Alder-2\nQ-1,Nowhere-1\n",
        &["C09 line 2, reference", "C09 line 3, unit"],
    ),
];

#[test]
fn every_list_of_pairs_is_read_to_its_end_before_anything_is_allocated() {
    let endings = ["\n", "\r\n"];
    for ((flag, text, expected), ending) in
        LISTS.iter().flat_map(|list| endings.map(|ending| (list, ending)))
    {
        let copied = two();
        let text = text.replace('\n', ending);
        copied.write("list.csv", &text);
        let issues = copied.issues(&["allocate", "night", &format!("--{flag}"), "list.csv"]);
        let found: Vec<String> =
            issues.iter().map(|issue| format!("{} {}", issue.code, issue.place)).collect();
        assert_eq!(found, *expected, "--{flag} {text:?}: {issues:?}");
        assert!(issues.iter().all(|issue| issue.file == "list.csv"), "{issues:?}");
    }
}

#[test]
fn a_list_of_grants_that_cannot_be_used_silences_nobody() {
    for (list, said) in [
        ("reference,unit\nQ-1,Alder-1\n", "Alder-1 is not vacant now"),
        ("reference,unit\nQ-1,Nowhere-1\n", "the estate has no unit"),
        ("reference,unit\nQ-9,Alder-2\n", "1 line is about other households"),
        ("reference,units\nQ-1,Alder-2\n", "\"reference,units\" and must be reference,unit"),
        ("Q-1,Alder-2\n", "its first line is \"Q-1,Alder-2\""),
        ("", "it is empty"),
    ] {
        let copied = two();
        copied.write("list.csv", list);
        for file in ["list.csv", "missing.csv"] {
            let answered = copied.run(&["allocate", "night", "--granted", file]);
            assert_eq!(answered.code, 0, "{list:?}: {answered:?}");
            let said = if file == "list.csv" { said } else { "there is no such file" };
            assert!(answered.stderr.contains(said), "{list:?}: {}", answered.stderr);
            let causes = ["no such file", "it is empty", "first line is \"", "a folder", "as text"];
            let named = causes.iter().filter(|cause| answered.stderr.contains(**cause)).count();
            assert!(named <= 1, "one cause is so: {}", answered.stderr);
            // Other software is told what is wrong, and given no half of it.
            let json = ["allocate", "night", "--granted", file, "--format", "json"];
            assert_ne!(copied.run(&json).code, 0, "{list:?}");
        }
    }
}

#[test]
fn a_folder_of_grants_is_said_to_be_one() {
    let copied = two();
    let answered = copied.run(&["allocate", "night", "--granted", "night"]);
    assert_eq!(answered.code, 0);
    assert!(answered.stderr.contains("it is a folder; name the file in it"), "{answered:?}");
}

#[test]
fn a_grant_for_what_cannot_be_granted_is_refused_with_the_reason() {
    let copied = two();
    let man = form("Q-3").replace("\"female\"", "\"male\"");
    copied.write("night/c.toml", &man);
    copied.write("granted.csv", "reference,unit\nQ-3,Larch-1\n");
    let issues = copied.issues(&["allocate", "night", "--granted", "granted.csv"]);
    assert_eq!(briefs(&issues), ["C10 granted.csv line 2, unit"]);
    assert!(issues[0].allowed.contains("unsuitable"), "{issues:?}");
}

#[test]
fn an_offer_is_accepted_once_by_one_household_that_did_not_decline_it() {
    let copied = two();
    let offered = placed(&copied, &["allocate", "night"]);
    let (one, two) = (&offered[0].1, &offered[1].1);
    let refused = |accepted: &str, declined: &str, expected: &[&str]| {
        copied.write("accepted.csv", &format!("reference,unit\n{accepted}"));
        copied.write("declined.csv", &format!("reference,unit\n{declined}"));
        let args =
            ["allocate", "night", "--accepted", "accepted.csv", "--declined", "declined.csv"];
        assert_eq!(briefs(&copied.issues(&args)), expected);
    };
    refused(&format!("Q-1,{one}\nQ-1,{two}\n"), "", &["C08 accepted.csv line 3, unit"]);
    refused(&format!("Q-1,{one}\nQ-2,{one}\n"), "", &["C08 accepted.csv line 3, unit"]);
    refused(&format!("Q-1,{one}\n"), &format!("Q-1,{one}\n"), &["C10 accepted.csv line 2, unit"]);
}

#[test]
fn accepted_offers_that_pass_a_limit_together_are_each_refused() {
    let copied = night(&[
        ("a.toml", &form("Q-1").replace("source", "keep_apart = [\"Q-2\"]\nsource")),
        ("b.toml", &form("Q-2")),
    ]);
    // Larch is for women and one setting; nobody lives in its first unit.
    copied.change(File::Occupancy, Without("Larch-2,"));
    copied.write("accepted.csv", "reference,unit\nQ-1,Larch-1\nQ-2,Larch-2\n");
    let issues = copied.issues(&["allocate", "night", "--accepted", "accepted.csv"]);
    assert_eq!(briefs(&issues), ["C10 accepted.csv line 2, unit", "C10 accepted.csv line 3, unit"]);
    assert!(issues[0].allowed.contains("keep_apart"), "{issues:?}");
}

#[test]
fn more_moves_than_three_are_wrong_usage() {
    let copied = two();
    for moves in ["4", "-1", "many"] {
        let said = copied.run(&["allocate", "night", "--chains", moves]);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{moves}: {said:?}");
    }
    let said = copied.run(&["allocate", "night", "--chains", "4"]);
    assert!(said.stderr.contains("0, 1, 2 or 3"), "{}", said.stderr);
}

/// The sample night, whose danger is eased by moving R-0336 out of Linden-1.
const SAMPLE: &[&str] = &["allocate", "data/sample-night", "--chains", "1"];

#[test]
fn an_offer_a_move_made_can_be_accepted_by_both() {
    let copied = Copied::new();
    let units = |args: &[&str]| placed(&copied, &[SAMPLE, args].concat());
    let offered = |args: &[&str], reference: &str| {
        units(args).into_iter().find(|(who, _)| who == reference).map(|(_, unit)| unit)
    };
    assert_eq!(offered(&[], "R-0506").as_deref(), Some("Linden-1"));
    copied.write("agreed.csv", "reference,unit\nR-0506,Linden-1\nR-0336,Siskin\n");
    let agreed = ["--accepted", "agreed.csv"];
    assert_eq!(offered(&agreed, "R-0506").as_deref(), Some("Linden-1"));
    assert!(units(&agreed).iter().all(|(_, unit)| unit != "Siskin"), "it is the resident's now");
    copied.write("refused.csv", "reference,unit\nR-0336,Sanderling\n");
    let moved = units(&["--declined", "refused.csv"]);
    assert!(moved.iter().any(|(_, unit)| unit == "Sanderling"), "free for others: {moved:?}");
}

#[test]
fn a_resident_answers_only_where_one_may_be_moved_and_could_live() {
    let copied = Copied::new();
    for (row, chains, expected) in [
        ("R-0336,Sanderling", "0", "C09 answers.csv line 2, reference"),
        ("R-0336,Alder-1", "1", "C10 answers.csv line 2, unit"),
        ("R-0506,Linden-1", "0", "C10 answers.csv line 2, unit"),
    ] {
        copied.write("answers.csv", &format!("reference,unit\n{row}\n"));
        let args = ["allocate", "data/sample-night", "--chains", chains];
        let issues = copied.issues(&[&args[..], &["--accepted", "answers.csv"]].concat());
        assert_eq!(briefs(&issues), [expected], "{row} {chains}: {issues:?}");
    }
}

#[test]
fn what_the_exported_form_cannot_say_is_not_exported() {
    let copied = two();
    with_order(&copied, "households_first");
    let said = copied.run(&["allocate", "night", "--export", "night.mps"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said:?}");
    assert!(said.stderr.contains("[allocation]"), "{}", said.stderr);
    let args = ["allocate", "night", "--export", "night.mps", "--chains", "1"];
    assert_eq!(copied.run(&args).code, 2);
    assert!(!copied.path("night.mps").exists());
}

#[test]
fn nothing_that_is_there_already_is_written_over_by_an_export() {
    let copied = two();
    let form = r#"{"reference": "Q-9", "received": "2026-11-20T21:40:00Z", "source": "agency",
        "immediate_danger": true, "homeless_before": false,
        "person": [{"role": "adult", "age": 34, "sex": "female"}]}"#;
    copied.write("night/q-9.json", form);
    let said = copied.run(&["allocate", "night", "--export", "night/q-9.json"]);
    assert!(said.code == 1 && said.stderr.contains("is there already"), "{said:?}");
    assert_eq!(fs::read_to_string(copied.path("night/q-9.json")).unwrap(), form);
    copied.write("mine.json", "somebody's own");
    let said = copied.run(&["allocate", "night", "--export", "mine.json"]);
    assert!(said.code == 1 && said.stderr.contains("mine.json is there already"), "{said:?}");
    assert_eq!(fs::read_to_string(copied.path("mine.json")).unwrap(), "somebody's own");
    assert_eq!(copied.run(&["allocate", "night", "--export", "new.json"]).code, 0);
    assert!(copied.path("new.json").exists());
}

#[test]
fn a_batch_can_be_checked_and_is_no_single_referral() {
    let copied = two();
    copied.write("night.jsonl", &format!("{}\n{}\n", line("Q-1", TONIGHT), line("Q-2", TONIGHT)));
    for batch in ["night", "night.jsonl"] {
        let said = copied.run(&["check", batch]);
        assert!(said.code == 0 && said.stdout.contains("2 households"), "{said:?}");
    }
    let said = copied.run(&["explain", "night", "--unit", "Siskin"]);
    assert!(said.code == 2 && said.stderr.contains("--batch"), "{said:?}");
}

#[test]
fn nobody_is_moved_under_an_order_that_rearranges_nobody() {
    for order in ["first_come", "waiting_lexicographic"] {
        let copied = two();
        with_order(&copied, order);
        let said = copied.run(&["allocate", "night", "--chains", "1"]);
        assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said:?}");
        assert!(said.stderr.contains(order) && said.stderr.contains("--chains"), "{}", said.stderr);
        assert_eq!(copied.run(&["allocate", "night"]).code, 0);
    }
}

#[test]
fn an_order_that_there_is_not_is_an_issue_of_the_provider() {
    let copied = two();
    with_order(&copied, "fairest");
    let issues = copied.issues(&["allocate", "night"]);
    assert_eq!(
        briefs(&issues),
        ["C05 data/stoke-on-trent/provider.toml allocation.order"],
        "{issues:?}"
    );
    assert!(issues[0].allowed.contains("waiting_lexicographic"), "{issues:?}");
}

/// Gives the provider this order, whatever it says now.
fn with_order(copied: &Copied, order: &str) {
    let path = copied.path(File::Provider.path());
    let text = fs::read_to_string(&path).unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    let allocation = table.entry("allocation").or_insert(toml::Table::new().into());
    allocation.as_table_mut().unwrap().insert("order".to_owned(), order.into());
    fs::write(path, toml::to_string(&table).unwrap_or_else(|error| panic!("{error}"))).unwrap();
}

#[test]
fn an_unknown_unit_is_answered_with_the_one_that_may_be_meant() {
    let copied = two();
    let said = copied.run(&["explain", "night/a.toml", "--unit", "Aldr-1"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said:?}");
    for word in ["Aldr-1", "Alder-1", "lintel units"] {
        assert!(said.stderr.contains(word), "{}", said.stderr);
    }
}

#[test]
fn exit_code_4_says_that_nobody_is_placed() {
    let copied = Copied::new();
    let child = line("Q-1", TONIGHT).replace("34", "15");
    copied.write("night.jsonl", &child);
    let said = copied.run(&["allocate", "night.jsonl", "--format", "json"]);
    assert_eq!(said.code, 4, "{said:?}");
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(answer["placed"], serde_json::json!([]));
    assert_eq!(answer["unplaced"][0]["barrier"][0], "age_16");
    assert_eq!(copied.run(&["allocate", "night.jsonl"]).code, 4);
}
