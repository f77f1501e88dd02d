//! When the place it is kept does not do what it should: the disk is full, the folder cannot be written to, the clock was
//! set back.

use super::{Kept, WHEN, received, text};
use crate::typed::program;
use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Output};

/// Runs a command that cannot write a file beyond so many blocks of 512 bytes, as on a disk that is full.
fn with_blocks(kept: &Kept, args: &[&str], blocks: u64) -> Output {
    Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\""])
        .arg(blocks.to_string())
        .arg(env!("CARGO_BIN_EXE_lintel"))
        .args(kept.arguments(args))
        .output()
        .unwrap()
}

#[test]
fn on_a_full_disk_nothing_is_half_written() {
    let kept = Kept::lived_in();
    let many: Vec<Value> = (0..40).map(|k| received(&format!("M{k}"), WHEN)).collect();
    let file = kept.file(&many);
    let exported = kept.does(&["export"]);
    let mut refused = 0;
    for blocks in [0, 1, 8, 9, 30, 60, 100, 140, 160] {
        let output = with_blocks(&kept, &["import", &file], blocks);
        if output.status.success() {
            break;
        }
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{blocks}: {told}");
        assert!(told.contains("nothing was recorded"), "{blocks}: {told}");
        kept.does(&["verify"]);
        assert_eq!(kept.does(&["export"]), exported, "{blocks}");
        refused += 1;
    }
    assert!(refused > 2);
    let copy = kept.path("copy.db");
    let said = copy.display().to_string();
    let output = with_blocks(&kept, &["backup", &said], 20);
    assert_eq!(output.status.code(), Some(1));
    assert!(!copy.exists());
}

#[test]
fn on_a_full_disk_nothing_is_begun() {
    let kept = Kept::new();
    fs::remove_dir_all(kept.path("register")).unwrap();
    fs::remove_file(kept.path("key")).unwrap();
    let output = with_blocks(&kept, &["init"], 8);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(!kept.path("key").exists());
    kept.does(&["init"]);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let kept = Kept::lived_in();
    let exported = kept.does(&["export"]);
    let file = kept.file(&[received("R9", WHEN)]);
    // What cannot be opened for writing, whoever asks: a folder in the place of the write-ahead log.
    fs::create_dir(kept.path("register/register.db-wal")).unwrap();
    let told = kept.fails(&["import", &file], 1);
    assert!(told.contains("nothing was recorded"), "{told}");
    fs::remove_dir(kept.path("register/register.db-wal")).unwrap();
    assert_eq!(kept.does(&["export"]), exported);
}

#[test]
fn a_clock_that_was_set_back_does_not_set_the_register_back() {
    let kept = Kept::lived_in();
    // Recorded when the clock said noon on the 30th; it now says ten days before.
    kept.import(&[
        json!({"at": WHEN, "recorded_at": "2026-11-30T12:00:00Z", "event": "noted", "unit": "A"}),
    ]);
    let path = kept.path("later.jsonl");
    fs::write(&path, format!("{}\n", json!({"at": WHEN, "event": "noted", "unit": "B"}))).unwrap();
    let mut arguments = kept.arguments(&["import", path.to_str().unwrap()]);
    for argument in &mut arguments {
        if argument == "2026-11-30T12:00:00Z" {
            *argument = "2026-11-20T13:00:00Z".to_owned();
        }
    }
    let output = program().args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let exported = kept.does(&["export"]);
    let last: Value = serde_json::from_str(exported.lines().last().unwrap()).unwrap();
    assert_eq!(last["recorded_at"], "2026-11-30T12:00:00Z");
    kept.does(&["verify"]);
}
