//! What is left of a household when its key is destroyed.

use super::{Kept, WHEN, bytes_in, holds, in_postgres_too, received};
use serde_json::{Value, json};
use std::fs;

in_postgres_too!(what_the_counts_need_is_left_and_nothing_else, an_erased_household_may_ask_again);

#[test]
fn what_the_counts_need_is_left_and_nothing_else() {
    let kept = Kept::lived_in();
    let before = kept.state(&[]);
    kept.import(&[
        json!({"at": WHEN, "event": "noted", "referral": "R2", "text": "asked for the tabby cat", "x_note": "slate"}),
        json!({"at": WHEN, "event": "erased", "referral": "R2", "ordered": true, "reason": "she asked"}),
    ]);
    let exported = kept.does(&["export"]);
    for gone in ["quayside R2", "tabby", "slate", "Greystoke"] {
        assert!(!exported.contains(gone), "{gone} is left");
    }
    assert!(exported.contains("quayside R1"));
    let form = exported
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|event| event["event"] == "referral_received" && event["referral"] == "R2")
        .unwrap()["form"]
        .clone();
    let person = json!({"role": "adult", "age": 30, "sex": "female", "ethnicity": "white"});
    assert_eq!(form, json!({"reference": "R2", "person": [person], "erased": true}));
    assert_eq!(kept.state(&[])["units"], before["units"]);
    kept.does(&["verify"]);
    // What is left can be imported as it is.
    let other = Kept::new();
    let file = other.path("exported.jsonl");
    fs::write(&file, &exported).unwrap();
    other.does(&["import", file.to_str().unwrap()]);
    assert_eq!(other.does(&["export"]), exported);
}

#[test]
fn a_destroyed_key_is_nowhere_in_the_folder() {
    let kept = Kept::lived_in();
    let connection = rusqlite::Connection::open(kept.database()).unwrap();
    let sealed = |id: i64| -> Option<Vec<u8>> {
        connection
            .query_row("SELECT sealed FROM household_keys WHERE id = ?1", [id], |row| row.get(0))
            .unwrap()
    };
    let keys = [sealed(1).unwrap(), sealed(2).unwrap()];
    kept.import(&[json!({"at": WHEN, "event": "erased", "referral": "R2", "ordered": true})]);
    assert_eq!(sealed(2), None);
    drop(connection);
    let bytes = bytes_in(&kept.path("register"));
    assert!(holds(&bytes, &keys[0]));
    assert!(!holds(&bytes, &keys[1]));
}

#[test]
fn an_erased_household_may_ask_again() {
    let kept = Kept::lived_in();
    let mut again = received("R3", WHEN);
    again["form"]["repeat_of"] = "R2".into();
    kept.import(&[
        json!({"at": WHEN, "event": "erased", "referral": "R2", "ordered": true}),
        again,
    ]);
    let exported = kept.does(&["export"]);
    assert!(exported.contains("quayside R3") && !exported.contains("quayside R2"));
    kept.does(&["verify"]);
}
