//! A form amended at the terminal: from when the new one counts, and what ends with the old one.

use super::{Shift, has, shown, text};
use std::fs;

/// The sample form with a second dog.
fn with_two_dogs(shift: &Shift, reference: &str) -> String {
    let form = fs::read_to_string("data/sample-referral.toml").unwrap();
    let path = shift.path(&format!("{reference}.toml"));
    let form = form.replace("S-0001", reference).replace("pets = 1", "pets = 2");
    fs::write(&path, form).unwrap();
    shown(&path)
}

fn is_granted(shift: &Shift, now: &str) -> bool {
    let answer = shift.json(now, &["recommend", "S-0001"]);
    answer["options"].as_array().unwrap().iter().any(|option| option["unit"] == "Larch-1")
}

#[test]
fn a_new_form_counts_from_now_on_and_grants_end() {
    let shift = Shift::with_her();
    assert!(is_granted(&shift, "21:43"));
    let said = shift.does("21:45", &["amend", &with_two_dogs(&shift, "S-0001")]);
    has(
        &said,
        &["S-0001 has a new form; it counts from now on", "granted on the old one have ended"],
    );
    has(&said, &["lintel recommend S-0001"]);
    assert!(!is_granted(&shift, "21:46"));
    shift.does("21:47", &["grant", "S-0001", "Larch-1"]);
    assert!(is_granted(&shift, "21:48"));
}

#[test]
fn a_form_that_counted_earlier_says_from_when() {
    let shift = Shift::with_her();
    let said = shift.does("21:50", &["amend", &with_two_dogs(&shift, "S-0001"), "--at", "21:41"]);
    has(&said, &["it counts from Fri 20 Nov 21:41, and decisions granted before then have ended"]);
    assert!(is_granted(&shift, "21:51"), "granted a minute after the new form");
}

#[test]
fn nobody_is_amended_whom_the_register_does_not_know_then() {
    let shift = Shift::with_her();
    let stranger = with_two_dogs(&shift, "S-0009");
    has(
        &shift.refuses("21:45", &["amend", &stranger]),
        &["no referral S-0009", "lintel refer FORM"],
    );
    let early = with_two_dogs(&shift, "S-0001");
    has(&shift.refuses("21:50", &["amend", &early, "--at", "21:30"]), &["no referral S-0001"]);
}

#[test]
fn a_form_with_a_slip_is_named_and_nothing_is_recorded() {
    let shift = Shift::with_her();
    let path = with_two_dogs(&shift, "S-0001");
    let form = fs::read_to_string(&path).unwrap().replace("pets = 2", "pets = \"a few\"");
    fs::write(&path, form).unwrap();
    let before = shift.events();
    let output = shift.run("21:45", &["amend", &path]);
    assert_eq!(output.status.code(), Some(3));
    has(&text(&output.stderr), &["a few", "give the number of pets"]);
    assert_eq!(shift.events(), before);
}
