//! `lintel init`: a provider anywhere in Great Britain that runs at once, whole or not at all.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use super::own_words::has_nothing_of_stoke;
use crate::typed::{has_answered, lintel, program, text};
use std::fs;
use std::path::Path;
use std::process::Output;

fn init(folder: &Path, district: &str, more: &[&str]) -> Output {
    let folder = folder.to_str().unwrap();
    let args = ["init", folder, "--name", "A \"new\" service", "--district", district];
    lintel(&[&args, more].concat())
}

/// The words of a line of a shell, with simple quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.trim().chars() {
        match c {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn the_next_three_commands_run_from_another_folder() {
    let [root, elsewhere] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let folder = root.path().join("a folder").join("leeds");
    let output = init(&folder, "Leeds", &["--refuge", "8", "--dispersed", "14"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    let next: Vec<Vec<String>> =
        said.lines().filter(|line| line.starts_with("  lintel ")).map(words).collect();
    assert_eq!(next.len(), 3, "{said}");
    for command in next {
        let output = program().args(&command[1..]).current_dir(elsewhere.path()).output().unwrap();
        let (said, wrong) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{command:?}: {said}{wrong}");
        has_nothing_of_stoke(&command.join(" "), &said, command[1] != "forecast");
        match &*command[1] {
            "check" => assert!(
                said.contains("in order; an estate of 22 units")
                    && said.contains("Still placeholders"),
                "{said}"
            ),
            "recommend" => {
                assert!(said.contains("OFFER") && said.contains("IN DANGER NOW?"), "{said}");
            }
            _ => {
                let manifest = fs::read_to_string(folder.join("forecast/manifest.json")).unwrap();
                let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
                let assumptions = manifest["runs"][0]["assumptions"].as_array().unwrap();
                let is_elsewhere = |one: &&serde_json::Value| {
                    one["source"].as_str().unwrap().contains("from elsewhere: replace")
                };
                assert!(assumptions.iter().all(|one| is_elsewhere(&one)), "{assumptions:?}");
            }
        }
    }
}

#[test]
fn every_command_of_a_provider_that_begins_says_nothing_of_another() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("service");
    assert_eq!(
        init(&folder, "Wigan", &["--refuge", "3", "--safe-place", "2", "--dispersed", "5"])
            .status
            .code(),
        Some(0)
    );
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            has_nothing_of_stoke(
                &path.display().to_string(),
                &fs::read_to_string(&path).unwrap(),
                false,
            );
        }
    }
    let estate = folder.to_str().unwrap();
    let form = folder.join("sample-referral.toml").to_str().unwrap().to_owned();
    let scenario = folder.join("scenarios/a-new-service.toml").to_str().unwrap().to_owned();
    let slower = folder.join("scenarios/slower.toml").to_str().unwrap().to_owned();
    // Of the larger budget plans are made by the thousand.
    let budgets = fs::read_to_string(folder.join("budgets.csv")).unwrap();
    fs::write(folder.join("budgets.csv"), budgets.split("large,").next().unwrap()).unwrap();
    let text_of =
        "base = \"a-new-service\"\nname = \"slower\"\n[move_on.default]\nmean_days = 90.0\n";
    fs::write(&slower, text_of).unwrap();
    let out = root.path().join("out").to_str().unwrap().to_owned();
    let commands: [&[&str]; 10] = [
        &["recommend", &form, "--explain", "--estate", estate],
        &["outlook", &form, "--estate", estate],
        &["outlook", "tests/casebook/09-wheelchair-and-dog.toml", "--estate", estate],
        &["allocate", "data/sample-night", "--estate", estate],
        &["explain", &form, "--unit", "Rowan-1", "--estate", estate],
        &["units", "--estate", estate],
        &["compare", &scenario, &slower, "--replications", "5"],
        &["backtest", &scenario, "--truths", "50", "--draws", "500"],
        &[
            "policy",
            &scenario,
            "--replications",
            "200",
            "--training",
            "50",
            "--compare",
            "preference",
        ],
        &["report", &scenario, "--quick", "--replications", "20", "--out", &out],
    ];
    for command in commands {
        let output = lintel(command);
        let said = text(&output.stdout) + &text(&output.stderr);
        has_answered(&output);
        let is_desk =
            matches!(command[0], "recommend" | "outlook" | "allocate" | "explain" | "units");
        has_nothing_of_stoke(&format!("{command:?}"), &said, is_desk);
    }
    let page = fs::read_to_string(Path::new(&out).join("report.html")).unwrap();
    has_nothing_of_stoke("the page", &page, false);
    assert!(page.contains("from elsewhere: replace"));
    assert!(!page.contains("Council of Europe") && !page.contains("Plymouth"));
}

#[test]
fn any_district_of_great_britain_will_do() {
    let root = tempfile::tempdir().unwrap();
    let districts = [
        "Isles of Scilly",
        "Highland",
        "Cornwall",
        "Hackney",
        "City of Westminster",
        "Cardiff",
        "Rhondda Cynon Taf",
        "Isle of Wight",
        "Na h-Eileanan an Iar",
        "Herefordshire",
        "Glasgow City",
        "E08000035",
    ];
    for (k, district) in districts.into_iter().enumerate() {
        let folder = root.path().join(k.to_string());
        let output = init(&folder, district, &["--refuge", "2", "--dispersed", "3"]);
        assert_eq!(output.status.code(), Some(0), "{district}: {}", text(&output.stderr));
        let form = folder.join("sample-referral.toml");
        let answer =
            lintel(&["recommend", form.to_str().unwrap(), "--estate", folder.to_str().unwrap()]);
        has_answered(&answer);
    }
}

#[test]
fn a_district_may_be_called_as_everybody_calls_it() {
    for district in ["Na h-Eileanan Siar", "Orkney", "Hull"] {
        let root = tempfile::tempdir().unwrap();
        let output = init(&root.path().join("begun"), district, &[]);
        assert_eq!(output.status.code(), Some(0), "{district}: {}", text(&output.stderr));
    }
}

#[test]
fn a_name_borne_elsewhere_says_which_near_here_is_called_so_too() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("newham");
    init(&folder, "Newham", &["--refuge", "8", "--dispersed", "14"]);
    let estate = folder.to_str().unwrap();
    let output = lintel(&["place", "--estate", estate, "Plaistow"]);
    let said = text(&output.stdout);
    assert!(said.contains("Bromley") && said.contains("Plaistow North"), "{said}");
}

#[test]
fn what_everybody_calls_so_may_be_the_one_near_here() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("wigan");
    init(&folder, "Wigan", &["--refuge", "4", "--dispersed", "8"]);
    let estate = folder.to_str().unwrap();
    let output = lintel(&["place", "--estate", estate, "Ashton", "--format", "json"]);
    let said: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!said[0]["not_checked"].is_null(), "{said:?}");
    assert!(said[0]["nearer"].to_string().contains("Makerfield"), "{said:?}");
}

#[test]
fn a_district_that_is_not_one_brings_suggestions_and_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("new");
    for (district, suggests) in
        [("Leedz", "Leeds"), ("Devon", "East Devon"), ("Atlantis", "such as")]
    {
        let output = init(&folder, district, &[]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{district}");
        assert!(said.contains(suggests), "{district}: {said}");
        assert!(fs::read_dir(root.path()).unwrap().next().is_none(), "{district}");
    }
}

#[test]
fn nothing_is_written_over() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("mine");
    fs::create_dir(&folder).unwrap();
    // An empty folder is as good as none.
    assert_eq!(init(&folder, "Leeds", &[]).status.code(), Some(0));
    fs::write(folder.join("units.csv"), "mine").unwrap();
    let output = init(&folder, "Leeds", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("nothing is written over it"));
    assert_eq!(fs::read_to_string(folder.join("units.csv")).unwrap(), "mine");
}
