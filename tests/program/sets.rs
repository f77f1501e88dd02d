//! A folder of outputs is one set, whole or nothing of it, and nothing of anybody else's is touched.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{lintel, program};
use sha2::Digest;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// Exit code and everything that was said.
fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(&path).unwrap_or_default())
    };
    entries.map(read).collect()
}

/// A folder with `out` in it.
struct Out(TempDir);

impl Out {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        said(&lintel(&[words, &["--out", self.path().to_str().unwrap()]].concat()))
    }

    fn forecast(&self) -> (i32, String) {
        self.run(&FORECAST)
    }

    fn check(&self) -> (i32, String) {
        said(&lintel(&["check", self.path().to_str().unwrap()]))
    }
}

const FORECAST: [&str; 4] = ["forecast", "stoke-37", "--replications", "2"];

#[test]
fn every_command_leaves_a_set_that_can_be_checked() {
    let out = Out::new();
    for words in [
        &FORECAST[..],
        &["compare", "stoke-37", "stoke-37", "--replications", "4"],
        &["forecast", "stoke-37", "--replications", "2", "--shard", "1/2"],
    ] {
        let (code, text) = out.run(words);
        assert_eq!(code, 0, "{words:?}: {text}");
    }
    fs::write(out.path().join("notes.txt"), "my own").unwrap();
    let (code, text) = out.check();
    assert_eq!(code, 0, "{text}");
    for words in ["manifest.json", "compare.manifest.json", "1 shard as written", "notes.txt"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let again = files(&out.path());
    assert_eq!(out.forecast().0, 0);
    assert!(files(&out.path()) == again, "the same run changes nothing");
}

#[test]
fn what_is_missing_changed_or_no_manifest_is_named_and_ends_with_3() {
    let out = Out::new();
    assert_eq!(out.forecast().0, 0);
    let whole = files(&out.path());
    let change = |name: &str, bytes: &[u8]| fs::write(out.path().join(name), bytes).unwrap();
    for name in ["forecast.csv", "manifest.json"] {
        let bytes = &whole[name];
        change(name, &[bytes, &b" "[..]].concat());
        let (code, text) = out.check();
        assert!(code == 3 && text.contains(name), "{code} {text}");
        for broken in [&b"{}"[..], b"", b"no manifest", b"[1", b"{\"files\":3}"] {
            change(name, broken);
            let (code, text) = out.check();
            assert!(code == 3 && text.contains(name), "{code} {text}");
        }
        change(name, bytes);
        assert_eq!(out.check().0, 0);
    }
    fs::remove_file(out.path().join("forecast.csv")).unwrap();
    let (code, text) = out.check();
    assert!(code == 3 && text.contains("missing") && text.contains("forecast.csv"), "{text}");
    // What is missing comes back; nothing else was touched.
    assert_eq!(out.forecast().0, 0);
    assert!(files(&out.path()) == whole);
}

#[test]
fn what_the_program_did_not_write_is_named_and_nothing_is_written() {
    let shard = ["forecast", "stoke-37", "--replications", "2", "--shard", "1/2"];
    let compare = ["compare", "stoke-37", "stoke-37", "--replications", "4"];
    for (words, mine) in [
        (&FORECAST[..], "manifest.json"),
        (&FORECAST[..], "forecast.csv"),
        (&compare[..], "compare.manifest.json"),
        (&shard[..], "shard-1-of-2.json"),
    ] {
        let out = Out::new();
        fs::create_dir(out.path()).unwrap();
        let own = r#"{"program": "lintel", "files": {"notes.txt": "00"}, "sha256": "00"}"#;
        fs::write(out.path().join(mine), own).unwrap();
        fs::write(out.path().join("notes.txt"), "").unwrap();
        let before = files(&out.path());
        let (code, text) = out.run(words);
        assert!(code == 1 && text.contains(mine) && text.contains("--out"), "{code} {text}");
        assert!(files(&out.path()) == before, "{words:?}");
    }
}

/// Runs with a scenario that nobody has: what is said of the folder was said before a scenario was looked for.
fn before_any_scenario(words: &[&str], out: &Out) -> (i32, String) {
    fn unknown<'w>(word: &&'w str) -> &'w str {
        if word.starts_with("stoke-37") { "nobodys-scenario" } else { word }
    }
    let words: Vec<&str> = words.iter().map(unknown).collect();
    let (code, text) = out.run(&words);
    (code, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_in_the_way_is_said_before_anything_is_worked_out() {
    let course = ["forecast", "stoke-37-course", "--replications", "2"];
    let compare = ["compare", "stoke-37", "stoke-37-course", "--replications", "4"];
    let shard = ["forecast", "stoke-37", "--replications", "2", "--shard", "1/2"];
    for words in [&FORECAST[..], &course, &compare, &shard] {
        let made = Out::new();
        assert_eq!(made.run(words).0, 0);
        for name in files(&made.path()).keys() {
            let out = Out::new();
            fs::create_dir(out.path()).unwrap();
            fs::write(out.path().join(name), "somebody's own").unwrap();
            let (code, text) = before_any_scenario(words, &out);
            assert!(code == 1 && text.contains(name) && text.contains("--out"), "{code} {text}");
            assert!(!text.contains("nobodys-scenario"), "{text}");
            assert_eq!(fs::read(out.path().join(name)).unwrap(), b"somebody's own");
        }
    }
}

#[test]
fn each_command_that_takes_long_looks_at_its_folder_first() {
    for (words, name) in [
        (&["policy", "stoke-37"][..], "policy.csv"),
        (&["expand", "stoke-37"], "expand.json"),
        (&["expand", "stoke-37"], "one-more-of-each.svg"),
        (&["report", "stoke-37"], "report.html"),
        (&["report", "stoke-37"], "methods.csv"),
        (&["evidence", "--period", "2026-27"], "evidence.manifest.json"),
        (&["calibrate", "stoke-37"], "posterior.csv"),
        (&["backtest", "stoke-37"], "backtest.csv"),
        (&["backtest", "stoke-37", "--period", "2026-27"], "came.csv"),
        (&["merge", "nobodys-scenario"], "forecast.csv"),
    ] {
        let out = Out::new();
        let (code, text) = before_any_scenario(words, &out);
        assert!(code != 0 && !text.contains(name), "nothing is in the way: {text}");
        assert!(!out.path().exists(), "no folder is left behind for nothing");
        fs::create_dir(out.path()).unwrap();
        fs::write(out.path().join("notes.txt"), "my own").unwrap();
        let (code, text) = before_any_scenario(words, &out);
        assert!(code != 0 && !text.contains("in the way"), "{text}");
        fs::write(out.path().join(name), "somebody's own").unwrap();
        let (code, text) = before_any_scenario(words, &out);
        assert!(
            code == 1 && text.contains(name) && text.contains("in the way"),
            "{words:?}: {text}"
        );
    }
}

#[test]
fn a_folder_that_cannot_be_one_is_said_before_anything_is_worked_out() {
    let out = Out::new();
    fs::write(out.path(), "a file").unwrap();
    let inside = out.path().join("deeper").join("still");
    for folder in [out.path(), inside] {
        let said =
            said(&lintel(&["forecast", "nobodys-scenario", "--out", folder.to_str().unwrap()]));
        assert!(said.0 == 1 && said.1.contains("choose another --out"), "{said:?}");
    }
    assert_eq!(fs::read(out.path()).unwrap(), b"a file");
}

#[test]
fn a_file_of_its_own_that_somebody_changed_is_said_at_once() {
    let out = Out::new();
    assert_eq!(out.forecast().0, 0);
    let (_, text) = before_any_scenario(&FORECAST, &out);
    assert!(text.contains("nobodys-scenario"), "its own files are not in its way: {text}");
    fs::write(out.path().join("forecast.csv"), "changed by hand").unwrap();
    let (code, text) = before_any_scenario(&FORECAST, &out);
    assert!(code == 1 && text.contains("forecast.csv is in the way"), "{code} {text}");
}

#[test]
fn files_of_the_run_before_go_unless_somebody_changed_them() {
    let out = Out::new();
    assert_eq!(out.run(&["forecast", "stoke-37-course", "--replications", "2"]).0, 0);
    let before = files(&out.path());
    fs::write(out.path().join("notes.txt"), "my own").unwrap();
    let kept = "waits.csv";
    let kept = before.keys().find(|name| name.contains("wait")).map_or(kept, |name| name);
    fs::write(out.path().join(kept), "changed by hand").unwrap();
    assert_eq!(out.forecast().0, 0);
    let mut after = files(&out.path());
    assert_eq!(after.remove("notes.txt").unwrap(), b"my own");
    assert_eq!(after.remove(kept).unwrap(), b"changed by hand");
    let alone = Out::new();
    assert_eq!(alone.forecast().0, 0);
    assert!(after == files(&alone.path()));
}

/// What a manifest would have to say to be believed.
fn sealed(unsigned: &str) -> String {
    let digest = sha2::Sha256::digest(unsigned.trim_end().as_bytes());
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    unsigned.replacen("\"sha256\": \"\"", &format!("\"sha256\": \"{}\"", hex.concat()), 1)
}

#[test]
fn no_manifest_and_no_plan_leads_out_of_the_folder() {
    let outside = |out: &Out| out.0.path().join("outside.csv");
    let digest = sha2::Sha256::digest(b"somebody's own");
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let shapes: [fn(&Path) -> String; 2] =
        [|_| "../outside.csv".to_owned(), |path| path.display().to_string()];
    for shape in shapes {
        let out = Out::new();
        fs::create_dir(out.path()).unwrap();
        fs::write(outside(&out), "somebody's own").unwrap();
        let name = shape(&outside(&out));
        let text = format!("{{\"files\": {{\"{name}\": \"{hex}\"}}, \"sha256\": \"\"}}\n");
        fs::write(out.path().join("manifest.json"), sealed(&text)).unwrap();
        assert_eq!(out.forecast().0, 1);
        fs::remove_file(out.path().join("manifest.json")).unwrap();
        let writing = out.path().join(".lintel-writing");
        fs::create_dir(&writing).unwrap();
        let text =
            format!("{{\"put\": [], \"remove\": {{\"{name}\": \"{hex}\"}}, \"sha256\": \"\"}}\n");
        fs::write(writing.join("plan.json"), sealed(&text)).unwrap();
        assert_eq!(out.forecast().0, 1);
        assert_eq!(fs::read(outside(&out)).unwrap(), b"somebody's own");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_neither_followed_nor_replaced() {
    let out = Out::new();
    fs::create_dir(out.path()).unwrap();
    let theirs = out.0.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("0.part"), "somebody's own").unwrap();
    std::os::unix::fs::symlink(&theirs, out.path().join(".lintel-writing")).unwrap();
    assert_eq!(out.forecast().0, 1);
    fs::remove_file(out.path().join(".lintel-writing")).unwrap();
    std::os::unix::fs::symlink(theirs.join("0.part"), out.path().join("forecast.csv")).unwrap();
    assert_eq!(out.forecast().0, 1);
    assert_eq!(fs::read(theirs.join("0.part")).unwrap(), b"somebody's own");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
}

/// Killed once so many files have come to stand there, again and again: the folder has all of one run, all of the other, or
/// says that it has not; and the next run leaves its own and nothing else.
#[test]
fn killed_at_any_point_a_set_is_whole_or_says_it_is_not() {
    let course = ["forecast", "stoke-37-course", "--replications", "2"];
    let wanted = Out::new();
    assert_eq!(wanted.forecast().0, 0);
    let wanted = files(&wanted.path());
    let out = Out::new();
    for after in (0..36).step_by(3) {
        assert_eq!(out.run(&course).0, 0);
        let at = |name: String| out.path().join(".lintel-writing").join(name);
        let sign = match after {
            33 => out.path().join("manifest.json"),
            30 => at("plan.json".to_owned()),
            part => at(format!("{part}.part")),
        };
        let began = fs::metadata(out.path().join("manifest.json")).unwrap().modified().unwrap();
        let mut child = program()
            .args(FORECAST)
            .args(["--out", out.path().to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let has_come = || fs::metadata(&sign).is_ok_and(|meta| meta.modified().unwrap() > began);
        while child.try_wait().unwrap().is_none() && !has_come() {}
        child.kill().unwrap();
        child.wait().unwrap();
        let (code, text) = out.check();
        let names = files(&out.path()).len();
        assert!(code == 3 || names == 34 || names == 26, "{names} files and {code}: {text}");
        assert_eq!(out.forecast().0, 0);
        assert!(files(&out.path()) == wanted, "killed after {after}");
        assert_eq!(out.check().0, 0);
    }
}
