//! kill -9 in the middle of a write: what was confirmed is there, what was not is there whole or not at all, and
//! everything that is there verifies.

use super::{Drawn, Kept, WHEN, received, repeats, text};
use crate::typed::program;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// A library that ends whoever loads it at the write of a number (`kill.c`).
fn killer() -> &'static PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("register-kill.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/register/kill.c");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&made)
            .arg(source)
            .arg("-ldl")
            .output()
            .unwrap();
        assert!(compiled.status.success(), "{}", text(&compiled.stderr));
        made
    })
}

/// Runs a command that is killed at its write of a number; whether it said that it was done before.
fn is_done(kept: &Kept, args: &[&str], at: u64) -> bool {
    let output = program()
        .args(kept.arguments(args))
        .env("LD_PRELOAD", killer())
        .env("KILL_AT", at.to_string())
        .output()
        .unwrap();
    let said = text(&output.stderr);
    assert!(matches!(output.status.code(), Some(0) | None), "killed at {at}: {said}");
    output.status.success()
}

/// Some events, the more the longer the write: one of them erases, so that a key is destroyed too.
fn some(number: u64, drawn: &mut Drawn) -> Vec<Value> {
    let household = |k: u64| format!("K{number}-{k}");
    let mut events: Vec<Value> =
        (0..=drawn.below(4)).map(|k| received(&household(k), WHEN)).collect();
    let about = json!({"at": WHEN, "referral": household(0)});
    let mut then = |more: Value| {
        let mut event = about.clone();
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        events.push(event);
    };
    if drawn.below(2) == 0 {
        then(json!({"event": "withdrawn"}));
    }
    if drawn.below(3) == 0 {
        then(json!({"event": "erased", "ordered": true}));
    }
    events
}

#[test]
fn whoever_is_killed_at_a_write_leaves_all_of_it_or_nothing() {
    let kept = Kept::new();
    let mut drawn = Drawn(15);
    let mut lines = 0;
    let (mut killed, mut there) = (0, 0);
    for number in 0..repeats(24) {
        let events = some(number, &mut drawn);
        let file = kept.file(&events);
        // Before anything else the program records the files.
        let more = events.len() + usize::from(lines == 0);
        let done = is_done(&kept, &["import", &file], 1 + drawn.below(45));
        let now = kept.does(&["export"]).lines().count();
        assert!(
            now == lines + more || (now == lines && !done),
            "{number}: {lines} and {more} are {now}"
        );
        killed += u64::from(!done);
        there += u64::from(!done && now > lines);
        kept.does(&["verify"]);
        lines = now;
    }
    // Some were killed before it counted and some behind that, or this tries nothing.
    assert!(killed > 2 && killed > there, "{killed} killed, {there} of them done");
}

#[test]
fn a_backup_or_a_restore_that_is_killed_leaves_no_half_a_copy() {
    let kept = Kept::lived_in();
    let exported = kept.does(&["export"]);
    let mut drawn = Drawn(51);
    for number in 0..repeats(6) {
        let copy = kept.path(&format!("copy-{number}.db"));
        let said = copy.display().to_string();
        let done = is_done(&kept, &["backup", &said], 1 + drawn.below(40));
        assert!(copy.exists() || !done);
        if !copy.exists() {
            kept.does(&["backup", &said]);
        }
        let before = kept.path("before");
        std::fs::rename(kept.path("register"), &before).unwrap();
        let done = is_done(&kept, &["restore", &said], 1 + drawn.below(60));
        if !done && !kept.database().exists() {
            kept.does(&["restore", &said]);
        }
        kept.does(&["verify"]);
        assert_eq!(kept.does(&["export"]), exported);
        std::fs::remove_dir_all(kept.path("register")).unwrap();
        std::fs::rename(before, kept.path("register")).unwrap();
    }
}

#[test]
fn a_beginning_that_was_killed_can_be_made_again() {
    for at in [1, 2, 3, 5, 8, 13, 21, 34] {
        let kept = Kept::new();
        std::fs::remove_dir_all(kept.path("register")).unwrap();
        std::fs::remove_file(kept.path("key")).unwrap();
        if !is_done(&kept, &["init"], at) && !kept.run(&["state"]).status.success() {
            // The key may be there already; it opens nothing.
            let _may_be_there = std::fs::remove_file(kept.path("key"));
            kept.does(&["init"]);
        }
        kept.import(&[received("R1", WHEN)]);
        kept.does(&["verify"]);
    }
}
