//! `verify`: one changed byte, a reordering, a gap; and against a head, what was cut off or written anew.

use super::{Kept, WHEN, in_postgres_too};
use rusqlite::Connection;
use serde_json::json;
use std::fs;

/// Changes the database with its own rules out of the way, and puts them back.
fn tamper(kept: &Kept, change: &str) {
    tamper_with(kept, |connection| connection.execute_batch(change).unwrap());
}

fn tamper_with(kept: &Kept, change: impl FnOnce(&Connection)) {
    let connection = Connection::open(kept.database()).unwrap();
    let mut of = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        .unwrap();
    let rules: Vec<(String, String)> = of
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(of);
    for (name, _) in &rules {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    change(&connection);
    for (_, sql) in &rules {
        connection.execute_batch(sql).unwrap();
    }
}

in_postgres_too!(an_empty_register_is_whole);

#[test]
fn one_changed_byte_is_found_wherever_it_is_stored() {
    let kept = Kept::lived_in();
    let whole = fs::read(kept.database()).unwrap();
    for (column, seq) in
        [("core", 3), ("personal", 1), ("hash", 4), ("prev_hash", 2), ("unit", 3), ("referral", 5)]
    {
        for at in [0, 20, 31] {
            tamper_with(&kept, |connection| {
                let select = format!("SELECT {column} FROM events WHERE seq = {seq}");
                let mut bytes: Vec<u8> =
                    connection.query_row(&select, [], |row| row.get(0)).unwrap();
                bytes[at] ^= 1;
                let update = format!("UPDATE events SET {column} = ?1 WHERE seq = {seq}");
                connection.execute(&update, [bytes]).unwrap();
            });
            let told = kept.fails(&["verify"], 1);
            assert!(told.contains(&format!("event {seq}")), "{column}: {told}");
            for file in fs::read_dir(kept.path("register")).unwrap() {
                fs::remove_file(file.unwrap().path()).unwrap();
            }
            fs::write(kept.database(), &whole).unwrap();
        }
    }
    kept.does(&["verify"]);
}

#[test]
fn whatever_else_is_changed_is_found_too() {
    for (change, named) in [
        ("UPDATE events SET personal = zeroblob(length(personal)) WHERE seq = 1", "event 1"),
        ("UPDATE events SET hash = zeroblob(32) WHERE seq = 4", "event 4"),
        ("UPDATE events SET unit = zeroblob(32) WHERE seq = 3", "event 3"),
        ("UPDATE events SET key_id = 2 WHERE seq = 1", "event 1"),
        ("UPDATE unit_states SET at = at + 1 WHERE seq = 3", "event 3"),
        ("UPDATE unit_states SET holder = zeroblob(32) WHERE seq = 3", "event 3"),
        ("UPDATE heads SET signature = zeroblob(64)", "head"),
        ("UPDATE household_keys SET sealed = zeroblob(72) WHERE id = 1", "household 1"),
        ("UPDATE register SET proof = zeroblob(32)", "key"),
        ("UPDATE register SET estate = 'elsewhere'", "key"),
        ("DELETE FROM events WHERE seq = 2", "not as it was written"),
        (
            "DELETE FROM events WHERE seq = 5; DELETE FROM unit_states WHERE seq = 5",
            "not as it was written",
        ),
        (
            "UPDATE events SET seq = 99 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 99",
            "not as it was written",
        ),
        ("DROP TRIGGER IF EXISTS none; CREATE TABLE more (a)", "rules"),
    ] {
        let kept = Kept::lived_in();
        tamper(&kept, change);
        let told = kept.fails(&["verify"], 1);
        assert!(told.contains(named), "{change}: {told}");
    }
}

#[test]
fn a_head_from_outside_finds_what_was_cut_off_or_written_anew() {
    let kept = Kept::lived_in();
    let head = kept.does(&["head"]);
    assert!(head.lines().all(|line| line.chars().count() <= 80), "{head}");
    let sheet = kept.path("sheet.txt");
    fs::write(&sheet, &head).unwrap();
    let sheet = sheet.display().to_string();
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "A"})]);
    kept.does(&["verify", "--since", &sheet]);
    kept.does(&["verify", "--since", &head]);
    tamper(&kept, "DELETE FROM heads WHERE events > 6; DELETE FROM events WHERE seq > 5");
    assert!(kept.fails(&["verify"], 1).contains("cut off"));
    // Whoever cuts off takes the stamp too.
    let stamp = kept.path("register/register.stamp");
    fs::remove_file(&stamp).unwrap();
    kept.does(&["verify"]);
    kept.does(&["verify", "--since", &sheet]);
    tamper(&kept, "DELETE FROM heads; DELETE FROM unit_states; DELETE FROM events");
    kept.does(&["verify"]);
    assert!(kept.fails(&["verify", "--since", &sheet], 1).contains("cut off"));
    let mut forged = head.clone();
    forged = forged.replace("events     6", "events     5");
    assert!(kept.fails(&["verify", "--since", &forged], 1).contains("not signed"));
    assert!(kept.fails(&["verify", "--since", "nothing"], 2).contains("--since"));
    // Written anew, with the same key and as many events.
    let note = json!({"at": "2026-11-03T10:00:00Z", "event": "noted", "unit": "A"});
    kept.import(&[note.clone(), note.clone(), note.clone(), note.clone(), note]);
    kept.does(&["verify"]);
    assert!(kept.fails(&["verify", "--since", &sheet], 1).contains("written anew"));
}

#[test]
fn an_empty_register_is_whole() {
    let kept = Kept::new();
    assert!(kept.does(&["verify"]).contains("Nothing is recorded yet"));
    assert_eq!(kept.does(&["head", "--format", "json"]), "null\n");
}
