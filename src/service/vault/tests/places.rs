//! The place where it is kept, while it is open: another writes and does not end, or the file is gone.

use super::{FILES, Kept, note, now};
use crate::service::vault::sqlite::Sqlite;
use crate::service::vault::store::Store;
use std::fs;
use std::time::Duration;

#[test]
fn whoever_waits_in_vain_is_told_for_how_long() {
    let kept = Kept::new();
    let mut first = Sqlite::open(kept.folder.path()).unwrap();
    let mut second = Sqlite::open(kept.folder.path()).unwrap();
    first.begin().unwrap();
    second.wait_at_most(Duration::ZERO).unwrap();
    let told = second.begin().unwrap_err().to_string();
    assert!(told.contains("did not end within 20 seconds; nothing was recorded"), "{told}");
    // Looking needs no waiting.
    second.look().unwrap();
    second.roll_back().unwrap();
    first.roll_back().unwrap();
    second.begin().unwrap();
}

#[test]
fn nothing_is_recorded_in_a_file_that_is_gone() {
    let kept = Kept::new();
    let mut register = kept.open();
    let database = kept.folder.path().join("register.db");
    let aside = kept.folder.path().join("aside.db");
    fs::rename(&database, &aside).unwrap();
    let told = register.record(note(), &FILES, now()).unwrap_err().to_string();
    assert!(told.contains("moved or deleted while it was open; nothing was recorded"), "{told}");
    fs::copy(&aside, &database).unwrap();
    register.record(note(), &FILES, now()).unwrap_err();
    fs::rename(&aside, &database).unwrap();
    register.record(note(), &FILES, now()).unwrap().unwrap();
    register.verify().unwrap();
}

#[test]
fn what_another_wrote_is_taken_in_before_one_writes() {
    let kept = Kept::new();
    let (mut one, mut other) = (kept.open(), kept.open());
    for _ in 0..3 {
        one.record(note(), &FILES, now()).unwrap().unwrap();
        other.record(note(), &FILES, now()).unwrap().unwrap();
    }
    assert_eq!(kept.open().log().entries().len(), 7);
    one.verify().unwrap();
    other.verify().unwrap();
}
