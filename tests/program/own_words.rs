//! No word and no number of one provider's contract on another's screens, and each provider's own on its own.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{has_answered, lintel, text};
use std::fs;
use std::path::Path;

/// Words of the first provider's papers, and a number that is nobody else's.
pub(crate) const STOKE: [&str; 10] = [
    "Stoke",
    "Staffordshire",
    "Honeycomb",
    "Housing Solutions",
    "258,369",
    "258369",
    "pecification 2",
    "pecification 4",
    "(S 2",
    "2 working days",
];

/// What a command says to a person, on both streams.
fn said(args: &[&str]) -> String {
    let output = lintel(args);
    has_answered(&output);
    text(&[output.stdout, output.stderr].concat())
}

/// Whether a word or number stands there, and not among the digits of a longer number.
fn stands(word: &str, text: &str) -> bool {
    let is_a_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_number = word.ends_with(|c: char| c.is_ascii_digit());
    // What stands before and behind each place where it is found.
    let parts: Vec<&str> = text.split(word).collect();
    parts.windows(2).any(|around| {
        let (before, behind) = (around[0].chars().next_back(), around[1].chars().next());
        !is_number || !(is_a_digit(before) || is_a_digit(behind))
    })
}

/// Nothing of the first provider's stands there; on a desk's screen also no number of a clause.
pub(crate) fn has_nothing_of_stoke(what: &str, text: &str, is_desk: bool) {
    for word in STOKE {
        assert!(!stands(word, text), "{what}: {word}");
    }
    let clause = text.split('(').skip(1).find_map(|inside| {
        let is_of_a_number = |c: char| c.is_ascii_digit() || c == '.';
        let number: String = inside.chars().take_while(|c| is_of_a_number(*c)).collect();
        let after = inside.chars().find(|c| !is_of_a_number(*c));
        let is_clause = number.contains('.') && matches!(after, Some(')' | ',' | '-'));
        is_clause.then_some(number)
    });
    assert!(!is_desk || clause.is_none(), "{what}: clause {clause:?}");
}

/// A screen without the places that were typed and what each was taken to be: some are Stoke's.
fn without_places(screen: &str) -> String {
    let of_places =
        |section: &&str| section.starts_with("NOT CHECKED") || section.starts_with("READ BACK");
    let sections = screen.split("\n\n").filter(|section| !of_places(section));
    sections.collect::<Vec<_>>().join("\n\n")
}

fn casebook() -> Vec<String> {
    let mut forms: Vec<String> = fs::read_dir("tests/casebook")
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "toml"))
        .collect();
    forms.sort();
    forms
}

#[test]
fn the_desk_of_another_provider_cites_nothing_of_the_first_ones_contract() {
    let estate = ["--estate", "plymouth"];
    for form in casebook() {
        for command in [vec!["recommend", &form, "--explain"], vec!["outlook", &form]] {
            let args = [command, estate.to_vec()].concat();
            has_nothing_of_stoke(&format!("{args:?}"), &without_places(&said(&args)), true);
        }
    }
    let form = "data/sample-referral.toml";
    let commands: [&[&str]; 5] = [
        &["allocate", "data/sample-night", "--chains", "2"],
        &["explain", form, "--unit", "Beech-1", "--batch", "data/sample-night"],
        &["units"],
        &["units", "--format", "json"],
        &["check", form, "data/plymouth", "scenarios/plymouth.toml"],
    ];
    for command in commands {
        let args = [command, &estate].concat();
        has_nothing_of_stoke(&format!("{args:?}"), &without_places(&said(&args)), true);
    }
}

#[test]
fn the_forecasts_of_another_provider_cite_none_of_the_first_ones_papers() {
    let folder = tempfile::tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let slower = out("slower.toml");
    let text = "base = \"plymouth\"\nname = \"slower\"\n[move_on.default]\nmean_days = 90.0\n";
    fs::write(&slower, text).unwrap();
    let commands: [&[&str]; 4] = [
        &["forecast", "plymouth", "--replications", "5"],
        &["compare", "plymouth", &slower, "--replications", "5"],
        &[
            "policy",
            "plymouth",
            "--replications",
            "200",
            "--training",
            "50",
            "--compare",
            "preference",
        ],
        &["backtest", "plymouth", "--truths", "50", "--draws", "500"],
    ];
    for command in commands {
        let folder = out(command[0]);
        let args = [command, &["--out", &*folder]].concat();
        has_nothing_of_stoke(&format!("{args:?}"), &said(&args), false);
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            // A manifest names the files that were read, a base scenario among them.
            let text = text.replace("scenarios/stoke-37.toml", "");
            has_nothing_of_stoke(&path.display().to_string(), &text, false);
        }
    }
}

#[test]
fn screens_cite_the_providers_clauses_and_answers_the_contracts() {
    let form = "tests/casebook/17-wants-to-stay-home.toml";
    let own = said(&["recommend", form, "--explain"]);
    assert!(own.contains("Housing Solutions decides (6.4)") && own.contains("(7.2)"), "{own}");
    let clauses = |estate: &str| -> Vec<serde_json::Value> {
        let args =
            ["recommend", "data/sample-referral.toml", "--format", "json", "--estate", estate];
        let answer: serde_json::Value = serde_json::from_str(&said(&args)).unwrap();
        let units = answer["units"].as_array().unwrap().iter();
        let breaches = units.flat_map(|unit| unit["breaches"].as_array().unwrap());
        breaches.filter(|b| b["rule"] == "sleeping_places").map(|b| b["clause"].clone()).collect()
    };
    for estate in ["stoke-on-trent", "plymouth"] {
        let found = clauses(estate);
        assert!(!found.is_empty() && found.iter().all(|clause| clause == "4.5"), "{estate}");
    }
}
