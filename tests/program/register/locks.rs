//! The second lock: what the database refuses by itself, with the program out of the way.

use super::{Kept, received};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;

fn refused(connection: &Connection, sql: &str) -> String {
    connection.execute_batch(sql).map(|()| String::new()).unwrap_err().to_string()
}

fn opened(kept: &Kept) -> Connection {
    let connection = Connection::open(kept.database()).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    connection
}

/// One more event in SQL, after the last.
const NEXT: &str = "INSERT INTO events (seq, prev_hash, hash, core)
    SELECT seq + 1, hash, randomblob(32), zeroblob(40) FROM events ORDER BY seq DESC LIMIT 1;";

#[test]
fn nothing_is_changed_deleted_or_replaced() {
    let kept = Kept::lived_in();
    let connection = opened(&kept);
    for table in ["register", "events", "unit_states", "heads", "household_keys"] {
        let deleted = refused(&connection, &format!("DELETE FROM {table}"));
        assert!(deleted.contains("nothing is deleted"), "{table}: {deleted}");
    }
    for change in [
        "UPDATE register SET estate = 'x'",
        "UPDATE events SET core = zeroblob(1)",
        "UPDATE unit_states SET at = 0",
        "UPDATE heads SET signature = zeroblob(64)",
        "UPDATE household_keys SET sealed = zeroblob(3)",
    ] {
        let told = refused(&connection, change);
        assert!(
            told.contains("nothing is changed") || told.contains("destroyed or stays"),
            "{change}: {told}"
        );
    }
    for table in ["register", "events", "unit_states", "heads", "household_keys"] {
        let columns: Vec<String> = connection
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let columns = columns.join(", ");
        let replace = format!(
            "INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1"
        );
        refused(&connection, &replace);
    }
    drop(connection);
    kept.does(&["verify"]);
}

#[test]
fn there_is_no_gap_and_no_fork() {
    let kept = Kept::lived_in();
    let connection = opened(&kept);
    connection.execute_batch("BEGIN").unwrap();
    connection.execute_batch(NEXT).unwrap();
    for (sql, named) in [
        (NEXT.replace("seq + 1", "seq + 2"), "must follow"),
        (NEXT.replace("seq + 1", "seq"), "must follow"),
        (NEXT.replace("seq + 1, hash", "seq + 1, zeroblob(32)"), "FOREIGN KEY"),
        (NEXT.replace("seq + 1, hash", "seq + 1, NULL"), "CHECK"),
    ] {
        let told = refused(&connection, &sql);
        assert!(told.contains(named), "{sql}: {told}");
    }
}

#[test]
fn a_unit_is_not_given_twice() {
    let kept = Kept::lived_in();
    let connection = opened(&kept);
    connection.execute_batch("BEGIN").unwrap();
    connection.execute_batch(NEXT).unwrap();
    // Somebody lives in the unit of the newest state that is lived in.
    let given = |values: &str| {
        format!(
            "INSERT INTO unit_states (unit, version, seq, from_state, state, holder, until, at, is_late)
             SELECT unit, {values}, 4102444800, 0 FROM unit_states
             WHERE state = 'lived_in' AND version = (SELECT max(version) FROM unit_states AS o WHERE o.unit = unit_states.unit)"
        )
    };
    for (values, named) in [
        ("version + 1, 6, state, 'lived_in', randomblob(32), NULL", "another household"),
        ("version + 1, 6, state, 'held', randomblob(32), 4102448400", "another household"),
        ("version, 6, state, 'lived_in', randomblob(32), NULL", "must follow"),
        ("version + 2, 6, state, 'vacant', NULL, NULL", "must follow"),
        ("version + 1, 6, 'vacant', 'vacant', NULL, NULL", "FOREIGN KEY"),
        ("version + 1, 6, state, 'sold', NULL, NULL", "CHECK"),
        ("version + 1, 6, state, 'lived_in', NULL, NULL", "CHECK"),
        ("version + 1, 600, state, 'vacant', NULL, NULL", "FOREIGN KEY"),
    ] {
        let told = refused(&connection, &given(values));
        assert!(told.contains(named), "{values}: {told}");
    }
    connection.execute_batch(&given("version + 1, 6, state, 'vacant', NULL, NULL")).unwrap();
}

#[test]
fn of_thirty_who_claim_one_unit_at_once_one_has_it() {
    one_of_many_has_it(30);
}

pub(super) fn one_of_many_has_it(claimants: usize) {
    let kept = Kept::new();
    let many: Vec<Value> =
        (0..claimants).map(|k| received(&format!("R{k}"), "2026-11-01T10:00:00Z")).collect();
    kept.import(&many);
    let claims: Vec<String> = (0..claimants)
        .map(|k| {
            let path = kept.path(&format!("{k}.jsonl"));
            let claim = json!({"at": "2026-11-30T12:00:00Z", "event": "held", "referral": format!("R{k}"),
                               "unit": "A", "until": "2026-11-30T12:30:00Z"});
            fs::write(&path, format!("{claim}\n")).unwrap();
            path.display().to_string()
        })
        .collect();
    let codes: Vec<Option<i32>> = std::thread::scope(|scope| {
        let kept = &kept;
        let runs: Vec<_> = claims
            .iter()
            .map(|claim| scope.spawn(move || kept.run(&["import", claim]).status.code()))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(3)).count(), claimants - 1, "{codes:?}");
    kept.does(&["verify"]);
}
