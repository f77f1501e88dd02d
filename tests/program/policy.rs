//! `lintel policy` from outside.

use crate::typed::{lintel, text};

fn ended(args: &[&str]) -> (Option<i32>, String, String) {
    let output = lintel(args);
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const SMALL: &str = "tests/engine/policy/two-homes.toml";

#[test]
fn too_few_histories_are_refused_with_the_reason() {
    let (code, _, said) = ended(&["policy", SMALL, "--replications", "199"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("would only show chance"), "{said}");
}

#[test]
fn a_policy_that_is_none_is_refused_with_those_there_are() {
    let (code, _, said) = ended(&["policy", SMALL, "--compare", "best"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("hold:UNITS:NUMBER"), "{said}");
    let (code, _, said) = ended(&["policy", SMALL, "--compare", "hold:D9:1"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("the unit classes here are"), "{said}");
}

#[test]
fn threads_leave_no_trace_and_a_screen_has_eighty_columns() {
    let run = |threads, format| {
        let words = ["policy", SMALL, "--replications", "200", "--threads", threads];
        let more = ["--compare", "first_fit,opportunity,blend,erlang,hold:dispersed:1"];
        let (code, text, said) = ended(&[&words[..], &more, &["--format", format]].concat());
        assert_eq!(code, Some(0), "{said}");
        text
    };
    assert_eq!(run("1", "csv"), run("2", "csv"));
    let answer: serde_json::Value = serde_json::from_str(&run("2", "json")).unwrap();
    // Three levels; first_fit, three that learn in four ways each, and a hold.
    assert_eq!(answer["comparisons"], 3 * (1 + 3 * 4 + 1));
    let screen = run("2", "table");
    for line in screen.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let verdicts =
        ["The plain preference order stays: nothing", "Beyond doubt fewer households are"];
    assert!(verdicts.iter().any(|verdict| screen.starts_with(verdict)), "{screen}");
}
