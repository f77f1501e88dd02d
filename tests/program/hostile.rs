//! What files, names and arguments say can neither drive a terminal nor become a formula, and what has no end is refused.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{lintel, program};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A command to the terminal, an override of direction, a C1 control, an isolate, a mark, a joiner between Latin letters
/// and a line end.
const HOSTILE: &str = "x\u{1b}[31m\u{202e}\u{9b}5A\u{2066}\u{200f}\u{61c}a\u{200d}b\u{7}\ny";

fn shell(line: &str) -> Output {
    let lintel = env!("CARGO_BIN_EXE_lintel");
    Command::new("bash").args(["-c", line]).env("LINTEL", lintel).output().unwrap()
}

fn hidden_in(text: &str) -> Option<char> {
    let is_hidden = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
    };
    text.chars().find(is_hidden)
}

fn says_nothing_hidden(words: &[&str]) {
    let output = lintel(words);
    for text in [output.stdout, output.stderr] {
        let text = String::from_utf8(text).unwrap();
        assert_eq!(hidden_in(&text), None, "{words:?} said {text:?}");
    }
}

#[test]
fn no_argument_reaches_the_terminal_as_a_command_to_it() {
    for command in [
        "recommend",
        "outlook",
        "allocate",
        "explain",
        "units",
        "forecast",
        "merge",
        "compare",
        "policy",
        "expand",
        "report",
        "calibrate",
        "backtest",
        "verify",
        "init",
        "ask",
        "new",
        "demand",
        "check",
        "place",
        "schema",
        "geography",
        "completions",
    ] {
        for flags in [
            &[HOSTILE][..],
            &["--estate", HOSTILE],
            &["--out", HOSTILE, HOSTILE],
            &["--format", HOSTILE],
        ] {
            if command == "new" || command == "ask" || (command == "units" && flags.len() == 1) {
                says_nothing_hidden(&[command, "--no-such-flag", HOSTILE]);
            } else {
                says_nothing_hidden(&[&[command], flags].concat());
            }
        }
    }
    for format in ["table", "csv", "json"] {
        says_nothing_hidden(&[
            "place",
            HOSTILE,
            "--format",
            if format == "csv" { "json" } else { format },
        ]);
        says_nothing_hidden(&["units", "--estate", HOSTILE, "--format", format]);
        says_nothing_hidden(&["--data", HOSTILE, "units", "--format", format]);
    }
}

#[test]
fn no_file_reaches_the_terminal_as_a_command_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let form = at(&format!("{}.toml", HOSTILE.replace('\n', "")));
    let quoted = serde_json::to_string(HOSTILE).unwrap();
    fs::write(&form, format!("reference = {quoted}\n{quoted} = {quoted}\n[needs]\n{quoted} = 1\n"))
        .unwrap();
    let json = at("form.json");
    fs::write(&json, format!("{{{quoted}: {quoted}, \"person\": [{quoted}]}}")).unwrap();
    let scenario = fs::read_to_string("scenarios/stoke-37.toml").unwrap();
    let named = at("named.toml");
    let changed = scenario.replacen("\nseed", &format!("\n{quoted} = {quoted}\nseed"), 1);
    fs::write(&named, changed).unwrap();
    for file in [&form, &json, &named] {
        for command in ["check", "recommend", "forecast"] {
            let out = at("out");
            let more: &[&str] = if command == "forecast" { &["--out", &out] } else { &[] };
            says_nothing_hidden(&[&[command, file], more].concat());
            says_nothing_hidden(&[&[command, file, "--format", "json"], more].concat());
        }
    }
}

#[test]
fn what_people_typed_is_no_formula_in_a_table_and_numbers_are_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = fs::read_to_string("scenarios/stoke-37.toml").unwrap();
    let (named, out) = (folder.path().join("named.toml"), folder.path().join("out"));
    let old = scenario.lines().find(|line| line.starts_with("name = ")).unwrap();
    fs::write(&named, scenario.replacen(old, "name = \"=1+1\"", 1)).unwrap();
    let output = lintel(&[
        "forecast",
        named.to_str().unwrap(),
        "--replications",
        "2",
        "--format",
        "csv",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, fs::read(out.join("forecast.csv")).unwrap());
    let mut rows = csv::Reader::from_reader(output.stdout.as_slice());
    for row in rows.records() {
        let row = row.unwrap();
        assert_eq!(&row[5], "'=1+1");
        assert!(row[4].parse::<f64>().is_ok(), "{row:?}");
    }
}

#[test]
fn what_may_never_end_is_refused_and_what_was_handed_over_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    for file in [pipe, "/dev/zero", "/dev/tty"] {
        if !Path::new(file).exists() {
            continue;
        }
        for command in ["recommend", "check", "allocate"] {
            let output = lintel(&[command, file]);
            let told = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() == Some(1) && told.contains("pipe or a device"), "{told}");
        }
    }
    let blank = "$LINTEL new > /dev/null";
    assert!(shell(blank).status.success());
    let same = shell("$LINTEL check data/stoke-on-trent/residents/*.toml");
    for line in [
        "for f in data/stoke-on-trent/residents/*.toml; do $LINTEL check --as referral <(cat $f) || exit; done",
        "for f in data/stoke-on-trent/residents/*.toml; do cat $f | $LINTEL check --as referral /dev/stdin || exit; done",
        "for f in data/stoke-on-trent/residents/*.toml; do cat $f | $LINTEL check --as referral - || exit; done",
    ] {
        let read = shell(line);
        assert_eq!(
            read.status.code(),
            same.status.code(),
            "{}",
            String::from_utf8_lossy(&read.stderr)
        );
    }
}

#[test]
fn an_answer_that_cannot_be_written_is_told_and_a_closed_pipe_is_none() {
    for command in ["units", "units --format json", "schema referral", "completions bash", "--help"]
    {
        let output = shell(&format!("$LINTEL {command} > /dev/full"));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1), "{command}: {told}");
        assert!(told.contains("cannot be written") && !told.contains("panic"), "{told}");
        let output = shell(&format!("$LINTEL {command} | head -1; exit ${{PIPESTATUS[0]}}"));
        assert_eq!(output.status.code(), Some(0), "{command}");
        let output = shell(&format!("$LINTEL {command} >&-"));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1), "{command}: {told}");
        assert!(told.contains("standard output is closed") && !told.contains("panic"), "{told}");
    }
}

#[test]
fn two_hundred_thousand_mistakes_are_counted_and_not_all_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (mut json, mut toml) =
        ("{\"reference\": \"R-1\"".to_owned(), "reference = \"R-1\"\n".to_owned());
    (0..200_000).for_each(|key| write!(json, ", \"key{key}\": 1").unwrap());
    (0..20_000).for_each(|key| writeln!(toml, "key{key} = 1").unwrap());
    json.push('}');
    let mut units = fs::read_to_string("data/stoke-on-trent/units.csv").unwrap();
    let line = units.lines().nth(1).unwrap().to_owned();
    (0..20_000).for_each(|_| writeln!(units, "{line}").unwrap());
    let all =
        [("form.json", &json, 200_000), ("form.toml", &toml, 20_000), ("units.csv", &units, 0)];
    for (name, text, mistakes) in all {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let output = lintel(&["check", path.to_str().unwrap(), "--format", "json"]);
        if name != "units.csv" {
            let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let shown = answer["issues"].as_array().unwrap().len();
            let more = usize::try_from(answer["more"].as_u64().unwrap()).unwrap();
            assert!(shown <= 200 && shown + more >= mistakes, "{shown} and {more}");
        }
        for command in ["check", "recommend"] {
            let output = lintel(&[command, path.to_str().unwrap()]);
            let said = output.stdout.len() + output.stderr.len();
            assert!(said < 1_000_000, "{command} {name} says {said} bytes");
        }
    }
}

#[test]
fn no_number_of_threads_is_too_many() {
    for threads in ["1000000", "0", "-1", "many"] {
        let output = program()
            .args(["forecast", "stoke-37", "--replications", "2", "--format", "csv", "--out"])
            .arg(tempfile::tempdir().unwrap().path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
