//! Registers that older programs wrote open, and those of newer ones are left alone. Each version has its file in `kept/`,
//! written by the program of its time: never made anew.

use super::Kept;
use rusqlite::Connection;
use serde_json::json;
use std::fs;
use std::path::Path;

const VERSIONS: [u32; 1] = [1];

fn kept_file(name: &str) -> String {
    format!("{}/tests/program/register/kept/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A register as the program of a version left it.
fn of_version(version: u32) -> Kept {
    let kept = Kept::new();
    fs::remove_dir_all(kept.path("register")).unwrap();
    fs::create_dir(kept.path("register")).unwrap();
    fs::copy(kept_file(&format!("version-{version}.db")), kept.database()).unwrap();
    fs::copy(kept_file(&format!("version-{version}.key")), kept.path("key")).unwrap();
    kept
}

#[test]
fn every_version_opens_and_says_what_it_said() {
    for version in VERSIONS {
        let kept = of_version(version);
        let exported = fs::read_to_string(kept_file(&format!("version-{version}.jsonl"))).unwrap();
        assert_eq!(kept.does(&["export"]), exported);
        let head = kept.does(&["head"]);
        assert!(kept.does(&["verify"]).contains(&head));
        kept.import(&[json!({"at": "2026-11-20", "event": "noted", "unit": "Ash-3"})]);
        kept.does(&["verify", "--since", &head]);
        let state = kept.state(&["--at", "2026-11-02T14:45:00Z"]);
        assert_eq!(state["units"][1]["state"], "lived_in");
    }
}

#[test]
fn every_version_is_restored_from_its_backup() {
    for version in VERSIONS {
        let kept = of_version(version);
        let exported = kept.does(&["export"]);
        fs::remove_dir_all(kept.path("register")).unwrap();
        kept.does(&["restore", &kept_file(&format!("version-{version}.db"))]);
        assert_eq!(kept.does(&["export"]), exported);
    }
}

#[test]
fn a_newer_version_is_left_alone() {
    let kept = Kept::lived_in();
    let connection = Connection::open(kept.database()).unwrap();
    connection
        .execute_batch("DROP TRIGGER register_stays; UPDATE register SET version = 99")
        .unwrap();
    drop(connection);
    let before = fs::read(kept.database()).unwrap();
    for args in [&["state"][..], &["verify"], &["import", "-"]] {
        let told = kept.fails(args, 1);
        assert!(told.contains("a newer Lintel has written this register (version 99)"), "{told}");
    }
    assert_eq!(fs::read(kept.database()).unwrap(), before);
    assert!(Path::new(&kept.database()).exists());
}
