//! What was wrong is put right by another event, which says what it would break; erasure leaves counts and a chain that
//! verifies.

use super::{Shift, has};

#[test]
fn a_correction_stands_in_the_place_of_what_was_wrong() {
    let shift = Shift::with_her();
    shift.does("21:50", &["arrive", "S-0001", "Larch-1"]);
    let said =
        shift.does("22:30", &["correct", "33", "unit=Siskin", "at=21:55", "--by", "manager"]);
    has(
        &said,
        &[
            "This stands in the place of event 33: S-0001 lives in Siskin.",
            "event 34 by manager",
            "21:55",
        ],
    );
    assert_eq!(shift.unit("22:31", "Larch-1"), "vacant");
    let kept = shift.does("22:31", &["history", "S-0001"]);
    has(&kept, &["33 Fri 20 Nov 21:50 moved in", "no longer counts: see event 34"]);
}

#[test]
fn a_correction_that_would_break_something_says_what() {
    let shift = Shift::with_her();
    shift.does("21:50", &["arrive", "S-0001", "Larch-1"]);
    shift.does("22:00", &["join", "S-0001", "child", "0", "female"]);
    let said = shift.refuses("22:30", &["annul", "33"]);
    has(&said, &["this would undo the person who joined of S-0001, event 34", "lintel annul 34"]);
    shift.does("22:31", &["annul", "34", "--reason", "another household's"]);
    let said = shift.does("22:32", &["annul", "33"]);
    has(
        &said,
        &[
            "Event 33, the arrival of S-0001, no longer counts. It stays in the record as it was.",
            "lintel history S-0001",
        ],
    );
    has(&shift.refuses("22:33", &["annul", "33"]), &["no longer stands"]);
}

#[test]
fn a_correction_names_the_keys_and_words_there_are() {
    let shift = Shift::with_her();
    shift.does("21:50", &["hold", "S-0001", "Larch-1"]);
    shift.does("21:52", &["end-claim", "S-0001"]);
    let said = shift.does_not_understand("22:00", &["correct", "33", "colour=red"]);
    has(&said, &["this event (held) has no colour", "unit", "until"]);
    let said = shift.does_not_understand("22:00", &["correct", "34", "why=gone"]);
    has(&said, &["why is one of released, declined"]);
    has(&shift.does_not_understand("22:00", &["correct", "33", "red"]), &["say KEY=VALUE"]);
    // A reason may look like a number.
    has(&shift.does("22:01", &["correct", "34", "reason=42"]), &["in the place of event 34"]);
}

#[test]
fn erasure_leaves_the_counts_and_a_chain_that_verifies() {
    let shift = Shift::with_her();
    shift.does("21:50", &["arrive", "S-0001", "Larch-1"]);
    shift.does("21:55", &["note", "S-0001", "Likes tea."]);
    shift.does("+09:00", &["depart", "S-0001", "--to", "Greystoke"]);
    let before = shift.json("+09:01", &["register", "state", "--at", "2026-11-20T22:00:00Z"]);
    let said = shift.does("+09:02", &["erase", "S-0001", "--ordered", "--reason", "by court"]);
    has(&said, &["is gone for good. The counts stay.", "Backups made before still hold it"]);
    let kept = shift.does("+09:03", &["history", "S-0001"]);
    assert!(!kept.contains("tea") && !kept.contains("Greystoke"), "{kept}");
    assert_eq!(
        shift.json("+09:03", &["register", "state", "--at", "2026-11-20T22:00:00Z"]),
        before
    );
    has(&shift.does("+09:04", &["register", "verify"]), &["Everything is as it was written."]);
}
