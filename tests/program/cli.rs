//! The program from outside: help, exit codes, formats, and each scenario's summary.

use crate::screens::NOW;
use crate::typed::{flowing, lintel_at, out, program, text};
use std::path::Path;

#[test]
fn help_says_what_there_is() {
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => true }, {
        insta::assert_snapshot!("help", out(&lintel_at(NOW, &["--help"])));
        insta::assert_snapshot!("help_recommend", out(&lintel_at(NOW, &["recommend", "--help"])));
        insta::assert_snapshot!("help_outlook", out(&lintel_at(NOW, &["outlook", "--help"])));
        insta::assert_snapshot!("help_forecast", out(&lintel_at(NOW, &["forecast", "--help"])));
        insta::assert_snapshot!("help_merge", out(&lintel_at(NOW, &["merge", "--help"])));
        insta::assert_snapshot!("help_expand", out(&lintel_at(NOW, &["expand", "--help"])));
        insta::assert_snapshot!("help_policy", out(&lintel_at(NOW, &["policy", "--help"])));
        insta::assert_snapshot!("help_calibrate", out(&lintel_at(NOW, &["calibrate", "--help"])));
        insta::assert_snapshot!("help_backtest", out(&lintel_at(NOW, &["backtest", "--help"])));
        insta::assert_snapshot!("help_verify", out(&lintel_at(NOW, &["verify", "--help"])));
        insta::assert_snapshot!("units", out(&lintel_at(NOW, &["units"])));
    });
}

/// Every number that a command takes from some least one on: that stands in its help.
#[test]
fn the_least_that_an_option_takes_stands_in_its_help() {
    let mut found = 0;
    for command in [
        "forecast",
        "compare",
        "policy",
        "expand",
        "calibrate",
        "backtest",
        "verify",
        "report",
        "evidence",
        "demand",
    ] {
        // Of verify nothing is required: a name that is no scenario's ends it.
        let help = out(&lintel_at(NOW, &[command, "--help"]));
        let takes_a_number = |line: &str| {
            let line = line.trim();
            line.starts_with("--") && line.ends_with("<N>")
        };
        for line in help.lines().filter(|line| takes_a_number(line)) {
            let flag = line.split_whitespace().next().unwrap();
            let mut typed = vec![command, flag, "1"];
            if command == "verify" {
                typed.extend(["--only", "nobody"]);
            }
            let refused = flowing(&text(&lintel_at(NOW, &typed).stderr));
            let least = match refused.split_once("1 is not in ") {
                Some((_, range)) => range.split("..").next().unwrap().to_owned(),
                None if refused.contains("fewer than 200") => "200".to_owned(),
                None => continue,
            };
            let said = help.split(line).nth(1).unwrap().split("\n\n").next().unwrap();
            assert!(said.contains(&format!("{least} or more")), "{command} {flag}: {said}");
            found += 1;
        }
    }
    assert!(found >= 10, "only {found} options have a least number");
}

#[test]
fn a_value_that_nobody_typed_is_named_by_its_variable() {
    for args in [&["units"][..], &["recommend", "data/sample-referral.toml"], &["tonight"]] {
        let said = lintel_at("soon", args);
        assert_eq!(said.status.code(), Some(2));
        let said = flowing(&text(&said.stderr));
        assert!(
            said.contains("'soon' in LINTEL_NOW, a variable of the environment: give a"),
            "{said}"
        );
        assert!(!said.contains("--now"), "{said}");
    }
    // What was typed is named as it was typed, whatever the environment says.
    for typed in [&["units", "--now", "late"][..], &["units", "--now=late"]] {
        let said = flowing(&text(&lintel_at(NOW, typed).stderr));
        assert!(
            said.contains("'late' for '--now <TIME>'") && !said.contains("LINTEL_NOW"),
            "{said}"
        );
    }
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let code = |args: &[&str]| lintel_at(NOW, args).status.code().unwrap();
    assert_eq!(code(&["recommend", "data/sample-referral.toml"]), 0);
    assert_eq!(code(&["recommend", "no-such-file.toml"]), 1);
    assert_eq!(code(&["recommend"]), 2);
    assert_eq!(code(&["check", "Cargo.toml"]), 3);
    assert_eq!(code(&["recommend", "tests/casebook/13-unsafe-everywhere.toml"]), 4);
}

#[test]
fn a_referral_may_come_on_standard_input_as_json() {
    let json = r#"{ "reference": "T-1", "received": "2026-11-20T21:40:00Z", "source": "self",
        "immediate_danger": false, "homeless_before": false,
        "person": [{ "role": "adult", "age": 30, "sex": "female" }] }"#;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), json).unwrap();
    let output = program()
        .args(["recommend", "-", "--format", "json"])
        .stdin(std::fs::File::open(file.path()).unwrap())
        .output()
        .unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["reference"], "T-1");
    assert_eq!(answer["units"].as_array().unwrap().len(), 37);
}

#[test]
fn every_schema_is_one() {
    for of in [
        "referral",
        "recommendation",
        "outlook",
        "forecast",
        "comparison",
        "verification",
        "scenario",
        "provider",
        "settings",
        "units",
        "occupancy",
        "history",
        "candidates",
        "budgets",
        "evidence",
        "calibration",
        "calibrated",
        "backtested",
        "demand",
        "issues",
    ] {
        let schema: serde_json::Value =
            serde_json::from_str(&out(&lintel_at(NOW, &["schema", of]))).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{of}");
    }
}

#[test]
fn what_refusals_say_about_demand_is_what_its_schema_says() {
    let schema: serde_json::Value =
        serde_json::from_str(&out(&lintel_at(NOW, &["schema", "demand"]))).unwrap();
    let records = ["--refused", "27", "--of", "296", "--refused", "77", "--of", "100"];
    let asked = [&["demand", "--units", "20", "--format", "json"], &records[..]].concat();
    let answer: serde_json::Value = serde_json::from_str(&out(&lintel_at(NOW, &asked))).unwrap();
    jsonschema::validator_for(&schema).unwrap().validate(&answer).unwrap();
    let load = |record: usize| answer["records"][record]["readings"][0]["offered_load"].as_f64();
    assert!((load(0).unwrap() - 17.2355).abs() < 1e-3 && (load(1).unwrap() - 85.6819).abs() < 1e-3);
    // Both readings of each record stand there, and what cannot hold is said.
    let text = out(&lintel_at(NOW, &["demand", "--units", "20", "--refused", "77", "--of", "100"]));
    assert!(text.contains("refused alike") && text.contains("refused by these units"), "{text}");
    assert!(text.contains("cannot hold for these units"), "{text}");
    assert_eq!(
        lintel_at(NOW, &["demand", "--units", "20", "--refused", "5", "--of", "4"]).status.code(),
        Some(2)
    );
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&lintel_at(NOW, &["completions", shell])).contains("recommend"), "{shell}");
    }
}

#[test]
fn everything_that_ships_is_in_order() {
    let mut args = vec!["check", "data/sample-referral.toml"];
    args.extend(["data/stoke-on-trent", "data/stoke-on-trent-today", "data/plymouth"]);
    let scenarios = [
        "stoke-37",
        "stoke-37-erlang",
        "today",
        "stoke-37-slow-move-on",
        "stoke-37-course",
        "plymouth",
        "plymouth-funding",
    ]
    .map(|name| format!("scenarios/{name}.toml"));
    args.extend(scenarios.iter().map(String::as_str));
    let output = lintel_at(NOW, &args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(out(&output).matches(": in order; ").count(), 11);
}

/// Each scenario through the binary: a change here is a change of results and goes into a commit of its own.
#[test]
fn every_scenario_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["stoke-37", "today", "stoke-37-slow-move-on", "stoke-37-course", "plymouth"] {
        let to = folder.path().join(name).display().to_string();
        let output = lintel_at(NOW, &["forecast", name, "--replications", "100", "--out", &to]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = out(&output);
        let summary = said.split("Written to").next().unwrap();
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!(format!("summary_{name}"), summary);
        });
        let mut pictures = vec![
            "readings",
            "unmet-need-by-year",
            "occupancy-by-kind",
            "who-is-turned-away",
            "refusals-by-barrier",
            "bad-years",
            "occupancy-by-week",
        ];
        if name.starts_with("stoke-37") {
            pictures.push("placed-for-how-long");
        }
        if name == "stoke-37-course" {
            pictures.extend(["waiting-time", "second-stage-by-week"]);
        } else {
            assert!(said.contains("no picture: waiting-time, as nobody waits"), "{said}");
        }
        for picture in &pictures {
            assert!(said.contains(picture), "{picture} is not named");
            for ending in ["svg", "png", "csv", "txt"] {
                let file = Path::new(&to).join(format!("{picture}.{ending}"));
                assert!(file.is_file(), "{}", file.display());
            }
        }
        let files = std::fs::read_dir(&to).unwrap().count();
        assert_eq!(files, 2 + 4 * pictures.len(), "a picture that nobody names");
    }
}

/// What other software reads: the figures by reading, and which pictures there are.
#[test]
fn a_forecast_in_json_has_its_headline_as_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().display().to_string();
    let run = |name: &str| -> serde_json::Value {
        let words = ["forecast", name, "--replications", "60", "--out", &to, "--format", "json"];
        serde_json::from_str(&out(&lintel_at(NOW, &words))).unwrap()
    };
    let course = run("stoke-37-course");
    assert_eq!(course["pictures_left_out"], serde_json::json!([]));
    for forecast in course["forecasts"].as_array().unwrap() {
        let figures = &forecast["figures"];
        let mean = |of: &serde_json::Value| of["mean"].as_f64().unwrap();
        let (asked, referrals) = (&figures["a_year"]["requests"], &figures["a_year"]["referrals"]);
        assert!(mean(asked) > mean(referrals), "some are not eligible");
        let rate = &figures["rates"]["rate_need_unmet"];
        let ratio = mean(&figures["a_year"]["need_unmet"]) / mean(referrals);
        assert_eq!(rate["of"], "referrals");
        assert!((mean(rate) - ratio).abs() < 1e-9, "{rate}");
        assert!(rate["p2_5"].as_f64().unwrap() <= mean(rate));
        assert_eq!(figures["second_stage"]["places"], 15);
        let placed: f64 = figures["waiting"]["lengths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|length| length["placed"]["share"].as_f64().unwrap())
            .sum();
        assert!((placed - 1.0).abs() < 1e-9, "{placed}");
        for kind in ["all", "refuge", "safe_place", "dispersed"] {
            assert!((0.0..=1.0).contains(&mean(&figures["occupancy"][kind])), "{kind}");
        }
    }
    // Where there is nothing to show, a picture of before is taken away.
    assert!(folder.path().join("waiting-time.png").is_file());
    let plain = run("stoke-37");
    assert!(plain["forecasts"][0]["figures"]["waiting"].is_null());
    assert_eq!(plain["pictures_left_out"][0]["picture"], "waiting-time");
    assert!(!folder.path().join("waiting-time.png").exists());
}
