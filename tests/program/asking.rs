//! `lintel new` and `lintel ask`: forms begun by the program, over a pipe as at a terminal.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{deserved, flowing, lintel_at, program, text};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

/// When it is asked.
const NOW: &str = "2026-11-20T21:40:00Z";

fn ask(file: &Path, said: &str) -> Output {
    let mut child = program()
        .args(["ask", file.to_str().unwrap()])
        .env("LINTEL_NOW", NOW)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whatever is left unsaid when the pipe ends is not known.
    child.stdin.take().unwrap().write_all(said.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_blank_form_is_written_once_and_checked_as_far_as_it_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.toml");
    let file = path.to_str().unwrap();
    assert_eq!(lintel_at(NOW, &["new", file]).status.code(), Some(0));
    let form = fs::read_to_string(&path).unwrap();
    assert_eq!(text(&lintel_at(NOW, &["new"]).stdout), form);
    let again = lintel_at(NOW, &["new", file]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("nothing is written over it"));
    let checked: serde_json::Value =
        serde_json::from_slice(&lintel_at(NOW, &["check", file, "--format", "json"]).stdout)
            .unwrap();
    let codes: Vec<&str> =
        checked["issues"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap()).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == codes[0]), "{codes:?}");
    let told = [
        ("reference", "\"R-1\""),
        ("received", "\"2026-11-20T21:40:00Z\""),
        ("source", "\"self\""),
        ("immediate_danger", "true"),
        ("homeless_before", "false"),
        ("role", "\"adult\""),
        ("age", "31"),
        ("sex", "\"female\""),
    ];
    let fill = |line: &str| {
        let key = told.iter().find(|(key, _)| line.starts_with(&format!("# {key} = ")));
        key.map_or_else(|| line.to_owned(), |(key, value)| format!("{key} = {value}"))
    };
    let filled = form.lines().map(fill).collect::<Vec<_>>().join("\n");
    fs::write(&path, filled).unwrap();
    let checked = lintel_at(NOW, &["check", file]);
    assert_eq!(
        checked.status.code(),
        Some(0),
        "{}",
        text(&checked.stdout) + &text(&checked.stderr)
    );
}

#[test]
fn danger_is_asked_first_and_there_is_an_answer_after_who_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let output = ask(&file, "yes\n29\nfemale\nchild\n4\nmale\n\nST3 1AB\nhome\n\n");
    let (answers, asked) = (text(&output.stdout), text(&output.stderr));
    assert!(asked.starts_with("Is anybody in danger now? Ring 999"), "{asked}");
    let at = |what: &str| asked.find(what).unwrap_or_else(|| panic!("{what}: {asked}"));
    assert!(
        at("danger now? (yes") < at("Who needs a place")
            && at("Who needs a place") < at("A place?")
    );
    assert!(answers.contains("IN DANGER NOW?") && answers.contains("WHERE ELSE TONIGHT"));
    assert_eq!(output.status.code(), Some(0), "{answers}");
    let recommended = lintel_at(NOW, &["recommend", file.to_str().unwrap()]);
    assert!(answers.contains(text(&recommended.stdout).trim_end()), "the same words");
}

#[test]
fn more_that_is_said_refines_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let said = "no\n29\nfemale\n\n\nuntil he is back\nstop\n";
    let answers = text(&ask(&folder.path().join("a.toml"), said).stdout);
    let (first, refined) = answers.split_once("WITH THAT").unwrap();
    assert!(
        !first.contains("until he is back") && refined.contains("until he is back"),
        "{answers}"
    );
    // Nothing more was said: nothing is answered again.
    let answers = text(&ask(&folder.path().join("b.toml"), "no\n29\nfemale\n\n\n\nstop\n").stdout);
    assert!(!answers.contains("WITH THAT"), "{answers}");
}

#[test]
fn what_is_unclear_is_asked_again_kindly_and_nothing_must_be_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let output = ask(&file, "perhaps\ny\nabc\n31\nwoman\ncat\n\n\n");
    let asked = text(&output.stderr);
    assert_eq!(asked.matches("That was not clear, sorry").count(), 3, "{asked}");
    assert!(asked.contains("Please say yes or no"));
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains("age = 31") && kept.contains("immediate_danger = true"), "{kept}");
    // Enter and don't know everywhere, and a pipe that ends at once.
    for (name, said) in
        [("b", "\n".repeat(80)), ("c", "don't know\n".repeat(3)), ("d", String::new())]
    {
        let file = folder.path().join(name);
        let output = ask(&file, &said);
        assert!(text(&output.stdout).contains("BEFORE YOU RING"), "{}", text(&output.stderr));
        assert_eq!(output.status.code(), Some(deserved(&text(&output.stdout))), "{name}");
    }
}

#[test]
fn the_form_is_on_the_disk_before_the_next_question() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let mut child = program()
        .args(["ask", file.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    input.write_all(b"yes\n44\nfemale\n").unwrap();
    let mut heard = Vec::new();
    while !text(&heard).contains("Who else is coming?") {
        let mut byte = [0];
        assert_eq!(std::io::Read::read(&mut told, &mut byte).unwrap(), 1, "{}", text(&heard));
        heard.push(byte[0]);
    }
    // The terminal is closed in the middle of a question.
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains("immediate_danger = true") && kept.contains("age = 44"), "{kept}");
    assert_eq!(lintel_at(NOW, &["check", file.to_str().unwrap()]).status.code(), Some(0), "{kept}");
}

#[test]
fn a_form_that_is_there_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    fs::write(&file, "kept").unwrap();
    let output = ask(&file, "yes\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("Is anybody in danger now? Ring 999"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
}

/// The form that is kept after a conversation.
fn kept(said: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let asked = text(&ask(&file, said).stderr);
    (fs::read_to_string(&file).unwrap(), asked)
}

#[test]
fn nothing_said_is_not_known_where_a_rule_would_read_no() {
    let (form, asked) = kept(&"\n".repeat(80));
    for unknown in ["nrpf", "complex", "linked_to_service", "immediate_danger"] {
        assert!(form.contains(&format!("{unknown} = \"unknown\"")), "{unknown}: {form}");
    }
    for word in ["About him", "to her?", "ask her to", "Was she", "Does he"] {
        assert!(!asked.contains(word), "{word}");
    }
}

#[test]
fn whoever_does_not_know_of_anybody_or_any_place_goes_on() {
    for unknown in ["don't know", "I don't know", "not sure", "no", "unknown"] {
        let (form, asked) = kept(&format!("no\n29\nwoman\n{unknown}\n{unknown}\nstop\n"));
        assert!(!asked.contains("not clear") && !form.contains("[[unsafe]]"), "{unknown}: {form}");
        assert!(asked.contains("Until when is it safe"), "{unknown}: {asked}");
    }
}

#[test]
fn more_than_an_age_is_no_age_and_nobody_who_was_named_is_lost() {
    for said in ["a woman with two children", "woman, 8 months pregnant", "mum and 3 kids"] {
        let (form, asked) = kept(&format!("no\n{said}\n30\n\n\nstop\n"));
        assert!(form.contains("age = 30") && form.contains("sex = \"female\""), "{said}: {form}");
        assert!(asked.contains("Who comes with them is asked next"), "{said}: {asked}");
    }
    let (form, asked) = kept("no\ntwo women\n30\nwoman\n\n\nstop\n");
    assert!(asked.contains("not clear") && form.contains("age = 30"), "{form}");
    let (form, _) = kept("no\n30\nwoman\n3 kids\n7\nboy\n\n\n2\ngirl\n\n\nstop\n");
    assert_eq!(form.matches("role = \"child\"").count(), 3, "{form}");
    let (form, _) = kept("no\n30\nwoman\na boy of 7\n\n\nstop\n");
    assert!(form.contains("age = 7") && form.contains("sex = \"male\""), "{form}");
}

#[test]
fn whoever_works_here_in_other_words_is_heard() {
    let up_to_it = "no\n30\nwoman\n\n\n\n\n\n\n\n\n";
    for (said, heard) in [
        ("yes his sister", "true"),
        ("his cousin cleans there", "true"),
        ("no but his mum does", "true"),
        ("no", "false"),
        ("not sure", "\"unknown\""),
    ] {
        let (form, asked) = kept(&format!("{up_to_it}{said}\nstop\n"));
        assert!(asked.contains("work here"), "{asked}");
        assert!(form.contains(&format!("linked_to_service = {heard}")), "{said}: {form}");
    }
}

#[test]
fn everyday_words_are_heard_and_only_a_wrong_part_is_left_out() {
    let words = "no\n29\nwoman\na child\n4\nboy\n\nST3 1AB\nhis mum's house\n\n";
    let skip = "\n".repeat(4);
    let worker = "Polish\na woman\n\n";
    let perpetrator = "\n".repeat(6);
    let support = "\n\n\nmental health and drugs and shopping\n";
    let (form, asked) = kept(&format!("{words}{skip}{worker}{perpetrator}{support}stop\n"));
    for line in [
        "sex = \"female\"",
        "sex = \"male\"",
        "why = \"family\"",
        "worker_sex = \"female\"",
        "support = [\"mental_health\", \"drugs\"]",
    ] {
        assert!(form.contains(line), "{line}: {form}");
    }
    assert_eq!(asked.matches("not clear").count(), 2, "{asked}");
    assert!(asked.contains("shopping"));
}

#[test]
fn who_needs_a_place_is_asked_first_and_no_question_twice() {
    let (form, asked) = kept("yes\na woman\nabout 15\nchild\n6 months\ngirl\n\n\n7pm\n");
    for line in ["sex = \"female\"", "age = \"about 15\"", "age = 0", "safe_until = \"7pm\""] {
        assert!(form.contains(line), "{line}: {form}");
    }
    assert_eq!(asked.matches("Female or male").count(), 1, "of the child alone: {asked}");
    let (_, asked) = kept(&"\n".repeat(80));
    let at = |what: &str| asked.find(what).unwrap_or_else(|| panic!("{what}: {asked}"));
    assert!(at("Does the perpetrator work here") < at("Help with getting about"));
    let questions: Vec<&str> = asked.split('\n').filter(|line| line.contains('?')).collect();
    let mut once = questions.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), questions.len(), "{questions:?}");
}

#[test]
fn a_blank_form_is_toml_and_shows_the_providers_own_radius() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("g.json");
    let refused = lintel_at(NOW, &["new", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!file.exists() && text(&refused.stderr).contains("g.toml"));
    assert!(text(&lintel_at(NOW, &["new"]).stdout).contains("# radius_m = 2000"));
}

#[test]
fn the_command_that_answers_again_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let flags = ["--data", "data", "--estate", "plymouth"];
    let mut command = program();
    let asked = command.args(["ask", &at("a.toml")]).args(flags).stdin(Stdio::null());
    let said = text(&asked.output().unwrap().stderr);
    let said = flowing(&said);
    let whole = format!("lintel recommend {} --estate plymouth --data data", at("a.toml"));
    assert!(said.contains(&whole), "{said}");
    let begun = text(&lintel_at(NOW, &["new", &at("b.toml"), "--data", "data"]).stdout);
    assert!(flowing(&begun).contains("--data data"));
}
