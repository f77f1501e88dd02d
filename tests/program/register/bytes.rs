//! One changed byte, anywhere in what is kept: it is found and said in one sentence, and nothing falls over.

use super::{Drawn, Kept, WHEN, repeats, text};
use serde_json::json;
use std::fs;
use std::path::Path;

/// A file as it is, to be put back.
struct Whole<'a> {
    kept: &'a Kept,
    name: &'static str,
    bytes: Vec<u8>,
}

impl<'a> Whole<'a> {
    fn of(kept: &'a Kept, name: &'static str) -> Self {
        Self { kept, name, bytes: fs::read(kept.path(name)).unwrap() }
    }

    /// The file with one bit of one byte changed.
    fn changed(&self, at: usize, bit: u8) {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= 1 << bit;
        self.put(&bytes);
    }

    fn put(&self, bytes: &[u8]) {
        let path = self.kept.path(self.name);
        for beside in ["register/register.db-wal", "register/register.db-shm"] {
            let _may_be_none = fs::remove_file(self.kept.path(beside));
        }
        fs::write(path, bytes).unwrap();
    }

    fn back(&self) {
        self.put(&self.bytes);
    }
}

/// What a command says of a change: it ends with this code, in a sentence or two.
fn said_of(kept: &Kept, args: &[&str], codes: &[i32]) -> Option<String> {
    let output = kept.run(args);
    let told = text(&output.stdout) + &text(&output.stderr);
    let code = output.status.code().unwrap_or(-1);
    (!codes.contains(&code) || told.lines().count() > 100).then(|| format!("{code}: {told}"))
}

#[test]
fn one_changed_byte_of_the_database_is_found_wherever_it_lies() {
    let kept = Kept::lived_in();
    let whole = Whole::of(&kept, "register/register.db");
    let length = whole.bytes.len() as u64;
    let mut drawn = Drawn(1);
    let head: Vec<usize> = (0..100).step_by(9).collect();
    let anywhere = (0..repeats(50)).map(|_| usize::try_from(drawn.below(length)).unwrap());
    for (number, at) in head.into_iter().chain(anywhere).enumerate() {
        whole.changed(at, u8::try_from(number % 8).unwrap());
        let unseen = said_of(&kept, &["verify"], &[1]);
        assert!(unseen.is_none(), "byte {at}: {unseen:?}");
        whole.changed(at, u8::try_from(number % 8).unwrap());
        let fallen = said_of(&kept, &["state", "--format", "json"], &[0, 1]);
        assert!(fallen.is_none(), "byte {at}: {fallen:?}");
        whole.back();
    }
    kept.does(&["verify"]);
}

#[test]
fn a_changed_stamp_or_key_is_said() {
    let kept = Kept::lived_in();
    for (name, step) in [("register/register.stamp", 5), ("key", 3)] {
        let whole = Whole::of(&kept, name);
        // The last byte ends the line.
        for at in (0..whole.bytes.len() - 1).step_by(step) {
            whole.changed(at, 0);
            let told = kept.fails(&["verify"], 1);
            assert!(told.lines().count() <= 3, "{name} {at}: {told}");
        }
        whole.back();
    }
    kept.does(&["verify"]);
}

#[test]
fn what_is_missing_at_the_end_is_found_without_a_head_from_outside() {
    let kept = Kept::lived_in();
    let before = Whole::of(&kept, "register/register.db");
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "A", "text": "boiler"})]);
    before.back();
    assert!(kept.fails(&["verify"], 1).contains("event 6 and those behind it were cut off"));
    // What is recorded since is no older than the stamp.
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "B"})]);
    kept.does(&["verify"]);
}

#[test]
fn a_register_without_its_stamp_is_whole() {
    let kept = Kept::lived_in();
    let stamp = kept.path("register/register.stamp");
    fs::remove_file(&stamp).unwrap();
    kept.does(&["verify"]);
    assert!(!Path::new(&stamp).exists());
}
