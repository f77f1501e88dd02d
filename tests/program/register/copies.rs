//! Backups, made while others write, and registers made from them.

use super::{Kept, WHEN};
use serde_json::json;
use std::fs;

#[test]
fn a_backup_is_verified_and_a_register_is_made_from_it() {
    let kept = Kept::lived_in();
    let copy = kept.path("copy.db").display().to_string();
    assert!(kept.does(&["backup", &copy]).contains("events     6"));
    assert!(kept.fails(&["backup", &copy], 1).contains("nothing is written over it"));
    let (exported, head) = (kept.does(&["export"]), kept.does(&["head"]));
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "A"})]);
    assert!(kept.fails(&["restore", &copy], 1).contains("nothing is written over it"));
    fs::rename(kept.path("register"), kept.path("lost")).unwrap();
    kept.does(&["restore", &copy]);
    assert_eq!(kept.does(&["export"]), exported);
    kept.does(&["verify", "--since", &head]);
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "B"})]);
}

#[test]
fn a_changed_backup_is_not_restored() {
    let kept = Kept::lived_in();
    let copy = kept.path("copy.db");
    let said = copy.display().to_string();
    kept.does(&["backup", &said]);
    let connection = rusqlite::Connection::open(&copy).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER events_stay; UPDATE events SET core = zeroblob(60) WHERE seq = 2",
        )
        .unwrap();
    drop(connection);
    fs::rename(kept.path("register"), kept.path("lost")).unwrap();
    assert!(kept.fails(&["restore", &said], 1).contains("not as it was written"));
    assert!(!kept.database().exists());
}
