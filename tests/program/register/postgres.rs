//! A register in a database of `PostgreSQL`: what the database refuses by itself, what becomes of a lost connection, copies
//! from one kind of place to the other, and that nobody is told the password. What both kinds of place do alike is tested
//! where it is tested in folders.

use super::locks::one_of_many_has_it;
use super::server::{PASSWORD, in_it, server};
use super::{Kept, WHEN, received, text};
use crate::typed::program;
use serde_json::json;
use std::fs;

/// A register in the server, with households in it, its name, and a connection of one's own.
fn lived_in() -> (Kept, postgres::Client) {
    let kept = Kept::lived_in();
    let (_, name) = kept.register.split_once("register=").unwrap();
    let client = server().connect(name);
    (kept, client)
}

fn refused(client: &mut postgres::Client, sql: &str) -> String {
    let error = client.batch_execute(sql).unwrap_err();
    error.as_db_error().unwrap().message().to_owned()
}

/// One more event in SQL, after the last.
const NEXT: &str = "INSERT INTO events (seq, prev_hash, hash, core)
    SELECT seq + 1, hash, sha256(hash), hash FROM events ORDER BY seq DESC LIMIT 1";

#[test]
fn the_database_changes_and_deletes_nothing() {
    in_it(|| {
        let (kept, mut client) = lived_in();
        for table in ["register", "events", "unit_states", "heads", "household_keys"] {
            assert_eq!(refused(&mut client, &format!("DELETE FROM {table}")), "nothing is deleted");
            let emptied = refused(&mut client, &format!("TRUNCATE {table} CASCADE"));
            assert_eq!(emptied, "nothing is deleted");
        }
        for change in [
            "UPDATE register SET estate = 'x'",
            "UPDATE events SET core = ''",
            "UPDATE unit_states SET at = 0",
            "UPDATE heads SET signature = ''",
        ] {
            assert_eq!(refused(&mut client, change), "nothing is changed", "{change}");
        }
        let change = "UPDATE household_keys SET sealed = ''";
        assert_eq!(refused(&mut client, change), "a key is destroyed or stays");
        kept.does(&["verify"]);
    });
}

#[test]
fn the_database_knows_no_gap_no_fork_and_no_unit_twice() {
    in_it(|| {
        let (kept, mut client) = lived_in();
        for (sql, named) in [
            (NEXT.replace("seq + 1,", "seq + 2,"), "must follow"),
            (NEXT.replace("seq + 1,", "seq,"), "must follow"),
            (NEXT.replace("seq + 1, hash", "seq + 1, sha256(hash)"), "foreign key"),
            (NEXT.replace("seq + 1, hash", "seq + 1, NULL"), "check constraint"),
        ] {
            let told = refused(&mut client, &sql);
            assert!(told.contains(named), "{sql}: {told}");
        }
        let given = |values: &str| {
            format!(
                "INSERT INTO unit_states (unit, version, seq, from_state, state, holder, until, at, is_late)
                 SELECT unit, {values}, 4102444800, false FROM unit_states AS o
                 WHERE state = 'lived_in' AND version = (SELECT max(version) FROM unit_states WHERE unit = o.unit)"
            )
        };
        for (values, named) in [
            ("version + 1, 5, state, 'lived_in', sha256(unit), NULL", "another household"),
            ("version + 1, 5, state, 'held', sha256(unit), 4102448400", "another household"),
            ("version + 2, 5, state, 'vacant', NULL, NULL", "must follow"),
            ("version + 1, 5, 'vacant', 'vacant', NULL, NULL", "foreign key"),
            ("version + 1, 5, state, 'sold', NULL, NULL", "check constraint"),
            ("version + 1, 600, state, 'vacant', NULL, NULL", "foreign key"),
        ] {
            let told = refused(&mut client, &given(values));
            assert!(told.contains(named), "{values}: {told}");
        }
        kept.does(&["verify"]);
    });
}

#[test]
fn verify_finds_what_was_changed_in_the_database() {
    in_it(|| {
        for (change, named) in [
            ("UPDATE events SET core = sha512(core) WHERE seq = 3", "event 3"),
            ("UPDATE unit_states SET at = at + 1 WHERE seq = 3", "event 3"),
            ("UPDATE heads SET signature = sha512(signature) WHERE events = 6", "event 5"),
            ("DELETE FROM events WHERE seq = 2", "event 2"),
            ("UPDATE household_keys SET sealed = sha512(sealed) WHERE id = 1", "household 1"),
            ("ALTER TABLE events DISABLE TRIGGER events_stay", "rules"),
            ("ALTER TABLE events DROP CONSTRAINT events_hash_key", "rules"),
            (
                "CREATE OR REPLACE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "rules",
            ),
        ] {
            let (kept, mut client) = lived_in();
            client.batch_execute("SET session_replication_role = replica").unwrap();
            client.batch_execute(change).unwrap();
            let told = kept.fails(&["verify"], 1);
            assert!(told.contains(named), "{change}: {told}");
        }
    });
}

#[test]
fn of_forty_clients_who_claim_one_unit_at_once_one_has_it() {
    in_it(|| one_of_many_has_it(40));
}

#[test]
fn whoever_loses_the_connection_while_waiting_is_told() {
    in_it(|| {
        let (kept, mut client) = lived_in();
        let lock = "SELECT pg_advisory_lock(hashtextextended(current_setting('search_path'), 15))";
        client.batch_execute(lock).unwrap();
        let file = kept.file(&[json!({"at": WHEN, "event": "noted", "unit": "A"})]);
        let waiting = "SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted AND objid = (SELECT objid FROM pg_locks
                WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid())";
        let told = std::thread::scope(|scope| {
            let import = scope.spawn(|| kept.fails(&["import", &file], 1));
            // It waits for the lock, is thrown out, comes again, and is thrown out again.
            while !import.is_finished() {
                client.query(waiting, &[]).unwrap();
            }
            import.join().unwrap()
        });
        assert!(told.contains("nothing was recorded"), "{told}");
        assert!(!told.contains(PASSWORD));
        client.batch_execute("SELECT pg_advisory_unlock_all()").unwrap();
        kept.does(&["import", &file]);
        kept.does(&["verify"]);
    });
}

#[test]
fn a_register_moves_from_a_folder_to_a_server_and_back() {
    let folder = Kept::lived_in();
    folder.import(&[json!({"at": WHEN, "event": "erased", "referral": "R2", "ordered": true})]);
    let (exported, head) = (folder.does(&["export"]), folder.does(&["head"]));
    let copy = folder.path("copy.db").display().to_string();
    folder.does(&["backup", &copy]);
    let register = server().address("moved");
    let served = Kept { root: folder.root.clone(), register };
    served.does(&["restore", &copy]);
    assert!(served.fails(&["restore", &copy], 1).contains("nothing is written over it"));
    assert_eq!(served.does(&["export"]), exported);
    served.does(&["verify", "--since", &head]);
    served.import(&[json!({"at": WHEN, "event": "noted", "unit": "B"})]);
    let back = folder.path("back.db").display().to_string();
    served.does(&["backup", &back]);
    fs::remove_dir_all(folder.path("register")).unwrap();
    folder.does(&["restore", &back]);
    assert_eq!(folder.does(&["export"]), served.does(&["export"]));
    folder.does(&["verify", "--since", &head]);
}

#[test]
fn registers_of_one_database_know_nothing_of_each_other() {
    in_it(|| {
        let (one, other) = (Kept::lived_in(), Kept::new());
        other.import(&[received("R1", WHEN)]);
        assert!(
            one.fails(&["verify", "--since", &other.does(&["head"])], 1)
                .contains("another register")
        );
        assert_eq!(other.does(&["export"]).lines().count(), 2);
        assert_eq!(one.does(&["export"]).lines().count(), 6);
    });
}

#[test]
fn nobody_is_told_the_password() {
    in_it(|| {
        let kept = Kept::new();
        let right = kept.register.clone();
        let port = server().port.to_string();
        for wrong in [
            right.replace(PASSWORD, "guessed"),
            right.replace(&port, "1"),
            right.replace("/postgres?", "/elsewhere?"),
            right.replace("register=", "register=none-of-this-"),
            right.replace("register=", "registered="),
            right.replace("?register", "?sslmode=require&register"),
            right.replace("?register", "?sslmode=never&register"),
            right.replace("127.0.0.1", "[:::"),
        ] {
            let mut args = kept.arguments(&["state"]);
            for arg in &mut args {
                if *arg == right {
                    *arg = wrong.clone();
                }
            }
            let output = program().args(args).output().unwrap();
            let told = text(&output.stdout) + &text(&output.stderr);
            assert!(matches!(output.status.code(), Some(1 | 2)), "{wrong}: {told}");
            assert!(!told.contains(PASSWORD) && !told.contains("guessed"), "{told}");
        }
        for args in [&["register", "--help"][..], &["register", "state", "--key", "none"]] {
            let output = program().args(args).env("LINTEL_REGISTER", &right).output().unwrap();
            let told = text(&output.stdout) + &text(&output.stderr);
            assert!(!told.contains(PASSWORD), "{told}");
        }
    });
}
