//! Steps from one layout to the next: all of them or none, and never back.

use super::FILES;
use super::{Kept, note, now};
use crate::service::vault::keyring::proof;
use crate::service::vault::store::Meta;
use crate::service::vault::store::VERSION;
use crate::service::vault::versions::{STEPS, bring_up};
use rusqlite::Connection;

fn next(kept: &Kept) -> (Connection, Meta) {
    let meta = kept.open().meta.clone();
    let proof = proof(&kept.secret, VERSION + 2, &meta.origin, &meta.estate);
    let database = Connection::open(kept.folder.path().join("register.db")).unwrap();
    (database, Meta { version: VERSION + 2, proof, ..meta })
}

fn version(database: &Connection) -> i64 {
    database.query_row("SELECT version FROM register", [], |row| row.get(0)).unwrap()
}

/// Two steps behind those there are.
fn steps<'a>(one: &'a str, two: &'a str) -> Vec<&'a str> {
    [STEPS, &[one, two]].concat()
}

#[test]
fn every_step_is_taken_once_and_the_first_row_stays_closed() {
    let kept = Kept::new();
    let (mut database, meta) = next(&kept);
    let steps = steps("CREATE TABLE one (a)", "CREATE TABLE two (a)");
    bring_up(&mut database, &steps, &meta).unwrap();
    // Another program found it of the old version at the same moment, and comes behind.
    bring_up(&mut database, &steps, &meta).unwrap();
    assert_eq!(version(&database), VERSION + 2);
    assert!(database.table_exists(None, "two").unwrap());
    let changed = database.execute_batch("UPDATE register SET version = 1");
    assert!(changed.unwrap_err().to_string().contains("nothing is changed"));
}

#[test]
fn a_step_that_fails_leaves_the_register_as_it_was() {
    let kept = Kept::new();
    let (mut database, meta) = next(&kept);
    let failed = bring_up(&mut database, &steps("CREATE TABLE one (a)", "CREATE nothing"), &meta);
    failed.unwrap_err();
    assert_eq!(version(&database), VERSION);
    assert!(!database.table_exists(None, "one").unwrap());
    drop(database);
    let mut register = kept.open();
    register.record(note(), &FILES, now()).unwrap().unwrap();
    register.verify().unwrap();
}

#[test]
fn there_is_a_step_for_every_version() {
    assert_eq!(i64::try_from(STEPS.len()).unwrap(), VERSION - 1);
}
